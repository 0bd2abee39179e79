internal import Numerics

/// The ends of the typical and the possible range of sorted values.
///
/// Typical: type 8 quantiles. Possible: the typical end pushed outwards by `reach` times its distance from the median,
/// each side by its own distance, so that skewed measures keep their long side; on the logarithmic scale where that is
/// the symmetric one. Where the cohort is large enough to show the outer percentile without resting on its outermost
/// value, the range reaches at least that far, which heavy tails need. Possible ends stay where values can be.
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
      outerHigh: positions.outer.map { scale.forward($0.high.value(in: sorted)) }, scale: scale, support: support)
  }
}
