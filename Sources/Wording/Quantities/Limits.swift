/// What a measured number may be: a range, one side, or one value. All numbers are canonical.
package struct Limits: Hashable, Sendable {
  package struct Bound: Hashable, Sendable {
    package var value: Double
    package var inclusive: Bool

    package init(_ value: Double, inclusive: Bool = true) {
      self.value = value
      self.inclusive = inclusive
    }
  }

  /// At least one of the two bounds is there.
  package var lower: Bound?
  package var upper: Bound?
  /// The author's unit, for display.
  package var unit: Unit
  /// The author's words.
  package var text: String

  package init(lower: Bound?, upper: Bound?, unit: Unit, text: String) {
    self.lower = lower
    self.upper = upper
    self.unit = unit
    self.text = text
  }

  package var dimension: Dimension { unit.dimension }

  /// Whether a value is below the lower limit.
  package func isBelow(_ value: Double) -> Bool {
    guard let lower else { return false }
    return lower.inclusive ? value < lower.value : value <= lower.value
  }

  /// Whether a value is above the upper limit.
  package func isAbove(_ value: Double) -> Bool {
    guard let upper else { return false }
    return upper.inclusive ? value > upper.value : value >= upper.value
  }

  /// Whether a value lies within; never for NaN.
  package func contains(_ value: Double) -> Bool { !value.isNaN && !isBelow(value) && !isAbove(value) }

  /// The signed distance to the nearest limit, negative outside, 0 on a limit: as a share of the range's width; of the
  /// limit's magnitude where there is one limit; absolute where that limit is 0.
  package func margin(_ value: Double) -> Double {
    switch (lower, upper) {
    case (let lower?, let upper?):
      let distance = min(value - lower.value, upper.value - value)
      let width = upper.value - lower.value
      return distance / (width > 0 ? width : Self.scale(lower.value))
    case (let lower?, nil): return (value - lower.value) / Self.scale(lower.value)
    case (nil, let upper?): return (upper.value - value) / Self.scale(upper.value)
    case (nil, nil): return 0
    }
  }

  private static func scale(_ limit: Double) -> Double { limit == 0 ? 1 : abs(limit) }

  /// A canonical value in the author's unit.
  package func format(_ value: Double) -> (Double, String) { (unit.display(value), unit.symbol) }

  /// The limits for a sentence: `at least 40 mm`, `more than 3`, or the author's range.
  package var words: String {
    switch (lower, upper) {
    case (let lower?, nil): "\(lower.inclusive ? "at least" : "more than") \(describe(lower.value))"
    case (nil, let upper?): "\(upper.inclusive ? "at most" : "less than") \(describe(upper.value))"
    case (let lower?, let upper?): lower == upper ? describe(lower.value) : text
    case (nil, nil): text
    }
  }

  /// A canonical value in the author's unit, for a sentence: `12.3 mL`.
  package func describe(_ value: Double) -> String { unit.text(value) }
}
