extension ClosedRange<Double> {
  /// The range with its ends rounded outwards, within what the measure can be.
  package func rounded(outward support: Support, scale: WorkingScale = .linear) -> ClosedRange<Double> {
    let rounding = OutwardRounding(of: self, support: support, scale: scale)
    let low = rounding.low(lowerBound)
    return low...Swift.max(low, rounding.high(upperBound))
  }
}
