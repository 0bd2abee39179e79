import Foundation
import Learning
import Numerics
import Testing

@Suite struct `Ranges of known distributions` {
  /// 200 cohorts of 100: an interval of 95 % covers the truth in about 95 % of them, give or take four standard errors
  /// and what quantiles far out cost.
  @Test(arguments: Distribution.allCases)
  func `intervals of the typical ends cover the true percentiles as often as they say`(distribution: Distribution)
    throws
  {
    var generator = SplitMix64(seed: 2_026)
    let rule = RangeRule(resamples: 400)
    let truth = distribution.typical
    var (bootstrap, free, outside) = ([0, 0], [0, 0], 0)
    for _ in 0..<200 {
      let cohort = CohortRange(of: distribution.sample(100, &generator), support: distribution.support, rule: rule)
      let typical = try #require(cohort.typical)
      if typical.low.interval.contains(truth[0]) { bootstrap[0] += 1 }
      if typical.high.interval.contains(truth[1]) { bootstrap[1] += 1 }
      if try #require(typical.distributionFreeLow).contains(truth[0]) { free[0] += 1 }
      if try #require(typical.distributionFreeHigh).contains(truth[1]) { free[1] += 1 }
      let possible = try #require(cohort.possible)
      outside += distribution.sample(20, &generator).count { !possible.range.contains($0) }
    }
    for count in bootstrap { #expect((176...198).contains(count), "\(distribution): \(count) of 200") }
    // Conservative by construction.
    for count in free { #expect(count >= 184, "\(distribution): \(count) of 200") }
    // New sound cases outside the possible range: well below 1 % of 4,000.
    #expect(outside < 40, "\(distribution): \(outside) of 4,000")
  }

  @Test(arguments: Distribution.allCases) func `a tenth of new cases lies outside the typical range`(
    distribution: Distribution
  ) throws {
    var generator = SplitMix64(seed: 11)
    let cohort = CohortRange(
      of: distribution.sample(2_000, &generator), support: distribution.support, rule: RangeRule(resamples: 10))
    let typical = try #require(cohort.typical).range
    let outside = distribution.sample(20_000, &generator).count { !typical.contains($0) }
    #expect((1_700...2_300).contains(outside))
  }

  @Test func `an interval shrinks as the cohort grows`() throws {
    var generator = SplitMix64(seed: 5)
    let widths = try [50, 200, 800].map { count in
      let interval = try #require(CohortRange(of: Distribution.normal.sample(count, &generator)).typical).high.interval
      return interval.upperBound - interval.lowerBound
    }
    #expect(widths[0] > widths[1] && widths[1] > widths[2])
  }
}
