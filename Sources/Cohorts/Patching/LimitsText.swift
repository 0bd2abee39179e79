package import Wording

/// Learned numbers as people write limits, in the policy's own unit.
package struct LimitsText: Sendable {
  package let unit: Wording.Unit

  package init(unit: Wording.Unit) { self.unit = unit }

  /// `101..225 mL`; one number where both ends are the same.
  package func range(_ range: ClosedRange<Double>, digits: Int = 12) -> String {
    range.lowerBound == range.upperBound ? number(range.lowerBound, digits: digits) : span(range, digits: digits)
  }

  /// `101..225 mL`, whatever the ends.
  func span(_ range: ClosedRange<Double>, digits: Int = 12) -> String {
    let ends = [range.lowerBound, range.upperBound].map { Significant.text(unit.display($0), digits: digits) }
    return ends.joined(separator: "..") + suffix
  }

  /// A range to three digits: for intervals, which are not limits.
  package func rough(_ range: ClosedRange<Double>) -> String { self.range(range, digits: 3) }

  package func number(_ value: Double, digits: Int = 12) -> String {
    Significant.text(unit.display(value), digits: digits) + suffix
  }

  /// Limits with the sides that the author's have: who wrote `>= 10 mm` has no upper limit to change.
  func limits(_ range: ClosedRange<Double>, like limits: Limits?) -> String {
    switch (limits?.lower, limits?.upper) {
    case (_?, nil): ">= " + number(range.lowerBound)
    case (nil, _?): "<= " + number(range.upperBound)
    default: self.range(range)
    }
  }

  private var suffix: String { unit.symbol.isEmpty ? "" : " " + unit.symbol }
}
