/// The ends of the typical and the possible range of sorted values.
///
/// Typical: type 8 quantiles. Possible: the typical end pushed outwards by `reach` times its distance from the median, each side by its own distance, so that
/// skewed measures keep their long side; on the logarithmic scale where that is the symmetric one. Where the cohort is large enough to show the outer
/// percentile without resting on its outermost value, the range reaches at least that far, which heavy tails need. Possible ends stay where values can be.
struct RangeEnds {
  let scale: WorkingScale
  let support: Support
  let median: Double
  let typical: ClosedRange<Double>
  let possible: ClosedRange<Double>

  /// - Parameter sorted: finite values, ascending, at least one.
  init(sorted: [Double], support: Support, rule: RangeRule) {
    let positions = RangePositions(count: sorted.count, rule: rule)
    let median = positions.median.value(in: sorted)
    let low = positions.low.value(in: sorted)
    let high = max(low, positions.high.value(in: sorted))
    let scale = WorkingScale(low: low, median: median, high: high, least: sorted[0], support: support)
    self.scale = scale
    self.support = support
    self.median = median
    typical = low...high
    possible = positions.possible(
      low: scale.forward(low), median: scale.forward(median), high: scale.forward(high),
      outerLow: positions.outer.map { scale.forward($0.low.value(in: sorted)) },
      outerHigh: positions.outer.map { scale.forward($0.high.value(in: sorted)) }, scale: scale,
      support: support)
  }
}

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
      ? nil
      : (
        QuantilePosition(rule.possibleTail, of: count),
        QuantilePosition(1 - rule.possibleTail, of: count)
      )
    reach = rule.reach
  }

  /// The possible range in the measure's own unit, from quantiles on the working scale.
  func possible(
    low: Double, median: Double, high: Double, outerLow: Double?, outerHigh: Double?,
    scale: WorkingScale,
    support: Support
  ) -> ClosedRange<Double> {
    let lowest = min(low - reach * (median - low), outerLow ?? low)
    let highest = max(high + reach * (high - median), outerHigh ?? high)
    // The way over the logarithm may come back a hair inside.
    let ends = (
      min(scale.back(lowest), scale.back(low)), max(scale.back(highest), scale.back(high))
    )
    return support.clamped(ends.0)...support.clamped(ends.1)
  }
}
