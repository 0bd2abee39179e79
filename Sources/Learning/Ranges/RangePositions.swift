internal import Numerics

/// Where the quantiles of a range lie among n sorted values.
struct RangePositions {
  let low: QuantilePosition
  let median: QuantilePosition
  let high: QuantilePosition
  /// Nil where the cohort is too small for them.
  let outer: (low: QuantilePosition, high: QuantilePosition)?
  private let reach: Double

  init(count: Int, rule: RangeRule) {
    low = QuantilePosition(rule.typicalTail, of: count)
    median = QuantilePosition(0.5, of: count)
    high = QuantilePosition(1 - rule.typicalTail, of: count)
    outer =
      count < rule.leastCountOfOuter
      ? nil : (QuantilePosition(rule.possibleTail, of: count), QuantilePosition(1 - rule.possibleTail, of: count))
    reach = rule.reach
  }

  /// The possible range in the measure's own unit, from quantiles on the working scale.
  func possible(
    low: Double, median: Double, high: Double, outerLow: Double?, outerHigh: Double?, scale: WorkingScale,
    support: Support
  ) -> ClosedRange<Double> {
    let lowest = min(low - reach * (median - low), outerLow ?? low)
    let highest = max(high + reach * (high - median), outerHigh ?? high)
    // The way over the logarithm may come back a hair inside.
    let ends = (min(scale.back(lowest), scale.back(low)), max(scale.back(highest), scale.back(high)))
    return support.clamped(ends.0)...support.clamped(ends.1)
  }
}
