/// All numbers between two ends, each inside or outside: what a number can be when it is not known.
package struct Interval: Hashable, Sendable {
  /// −∞ where there is none.
  package var lower: Double
  /// ∞ where there is none.
  package var upper: Double
  package var includesLower: Bool
  package var includesUpper: Bool

  package init(_ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  package static let all = Interval(-.infinity, .infinity)
  package static let nonnegative = Interval(0, .infinity)

  package static func value(_ value: Double) -> Interval { Interval(value, value) }

  package var isEmpty: Bool { lower > upper || (lower == upper && !(includesLower && includesUpper)) }

  /// Whether every number of another one is in this one.
  package func contains(_ other: Interval) -> Bool {
    if other.isEmpty { return true }
    let below = lower < other.lower || (lower == other.lower && (includesLower || !other.includesLower))
    let above = upper > other.upper || (upper == other.upper && (includesUpper || !other.includesUpper))
    return below && above
  }

  /// The numbers that are in both.
  package func intersection(_ other: Interval) -> Interval {
    var common = self
    if other.lower > lower {
      (common.lower, common.includesLower) = (other.lower, other.includesLower)
    } else if other.lower == lower {
      common.includesLower = includesLower && other.includesLower
    }
    if other.upper < upper {
      (common.upper, common.includesUpper) = (other.upper, other.includesUpper)
    } else if other.upper == upper {
      common.includesUpper = includesUpper && other.includesUpper
    }
    return common
  }

  /// A number of the interval, away from its ends where there is room.
  package var sample: Double {
    switch (lower.isFinite, upper.isFinite) {
    case (true, true): lower == upper ? lower : lower + (upper - lower) / 2
    case (true, false): lower + max(1, abs(lower))
    case (false, true): upper - max(1, abs(upper))
    case (false, false): 0
    }
  }
}

// What sums, differences, products and quotients of unknown numbers can be (Moore 1966). Ends that only come close are
// counted as inside: an interval may be too wide, never too narrow.
extension Interval {
  package static func + (a: Interval, b: Interval) -> Interval { Interval(a.lower + b.lower, a.upper + b.upper) }

  package static func - (a: Interval, b: Interval) -> Interval { Interval(a.lower - b.upper, a.upper - b.lower) }

  package static func * (a: Interval, b: Interval) -> Interval {
    // 0 · ∞ is 0 here: one of the two is a number, however large the other.
    func product(_ x: Double, _ y: Double) -> Double { x == 0 || y == 0 ? 0 : x * y }
    let ends = [
      product(a.lower, b.lower), product(a.lower, b.upper), product(a.upper, b.lower), product(a.upper, b.upper),
    ]
    return Interval(ends.min() ?? -.infinity, ends.max() ?? .infinity)
  }

  /// All numbers where the divisor may be 0.
  package static func / (a: Interval, b: Interval) -> Interval {
    guard b.lower > 0 || b.upper < 0 else {
      return a.lower >= 0 && b.lower >= 0 ? .nonnegative : .all
    }
    return a * Interval(1 / b.upper, 1 / b.lower)
  }

  package var magnitude: Interval {
    if lower >= 0 { return self }
    if upper <= 0 { return Interval(-upper, -lower) }
    return Interval(0, max(-lower, upper))
  }
}
