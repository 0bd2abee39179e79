package import Numerics
package import Wording

extension Limits {
  /// The numbers that lie within.
  package var interval: Interval {
    Interval(
      lower?.value ?? -.infinity, upper?.value ?? .infinity, includesLower: lower?.inclusive ?? true,
      includesUpper: upper?.inclusive ?? true)
  }
}

extension Dimension {
  /// What a number of this dimension can be at all, in its canonical unit.
  ///
  /// - Parameter isSigned: whether the number may lie below zero.
  package func range(isSigned: Bool) -> Interval {
    if self == .fraction, !isSigned { return Interval(0, 1) }
    return isSigned || self == .intensity ? .all : .nonnegative
  }
}
