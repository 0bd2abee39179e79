/// What a cohort of accepted masks says about the range of one measure.
package struct CohortRange: Sendable, Hashable {
  /// How many finite values there were.
  package let count: Int
  /// How many were absent or not finite.
  package let missing: Int
  package let adequacy: CohortAdequacy
  /// Nil without any value.
  package let median: Double?
  package let scale: WorkingScale
  /// Where most sound masks lie; nil where the cohort is too small.
  package let typical: RangeEstimate?
  /// Where a sound mask hardly ever lies outside; nil where the cohort is too small.
  package let possible: RangeEstimate?
  /// The places, among the values given, of those outside the possible range: worth a look before they are trusted.
  package let outside: [Int]

  /// Cost: O(n log n + resamples × n).
  package init(of values: [Double?], support: Support = .real, rule: RangeRule = RangeRule()) {
    let sorted = values.compactMap { $0?.isFinite == true ? $0 : nil }.sorted()
    count = sorted.count
    missing = values.count - sorted.count
    let enough = CohortAdequacy(count: sorted.count, rule: rule)
    guard !sorted.isEmpty else {
      (adequacy, median, scale, typical, possible, outside) = (enough, nil, .linear, nil, nil, [])
      return
    }
    let ends = RangeEnds(sorted: sorted, support: support, rule: rule)
    scale = ends.scale
    median = ends.median
    guard !enough.isTooSmall else {
      (adequacy, typical, possible, outside) = (enough, nil, nil, [])
      return
    }
    let bootstrap = RangeBootstrap(sorted: sorted, ends: ends, rule: rule)
    adequacy = enough.considering(
      low: bootstrap.typicalLow, high: bootstrap.typicalHigh, typical: ends.typical, scale: ends.scale)
    func distributionFree(_ share: Double) -> ClosedRange<Double>? {
      OrderStatisticInterval(share: share, count: sorted.count, confidence: rule.confidence).map {
        sorted[$0.low - 1]...sorted[$0.high - 1]
      }
    }
    typical = RangeEstimate(
      low: Estimate(ends.typical.lowerBound, interval: bootstrap.typicalLow),
      high: Estimate(ends.typical.upperBound, interval: bootstrap.typicalHigh),
      distributionFreeLow: distributionFree(rule.typicalTail),
      distributionFreeHigh: distributionFree(1 - rule.typicalTail),
      rounded: ends.typical.rounded(outward: support, scale: ends.scale))
    possible = RangeEstimate(
      low: Estimate(ends.possible.lowerBound, interval: bootstrap.possibleLow),
      high: Estimate(ends.possible.upperBound, interval: bootstrap.possibleHigh), distributionFreeLow: nil,
      distributionFreeHigh: nil, rounded: ends.possible.rounded(outward: support, scale: ends.scale))
    outside = values.indices.filter { values[$0].map { $0.isFinite && !ends.possible.contains($0) } ?? false }
  }
}
