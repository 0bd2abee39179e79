import Foundation
import Learning
import Numerics
import Testing

@Suite struct `Range of a cohort` {
  private func cohort(_ count: Int, _ distribution: Distribution = .normal, seed: UInt64 = 1) -> [Double] {
    var generator = SplitMix64(seed: seed)
    return distribution.sample(count, &generator)
  }

  @Test func `absent and unfinite values are counted, and change nothing`() {
    let values = cohort(60)
    let mixed: [Double?] = [nil, .nan] + values.map { $0 } + [.infinity, nil]
    let (plain, range) = (CohortRange(of: values), CohortRange(of: mixed))
    #expect(range.count == 60 && range.missing == 4 && plain.missing == 0)
    #expect(range.typical == plain.typical && range.possible == plain.possible && range.median == plain.median)
  }

  @Test func `the same values give the same range, in any order`() {
    let values = cohort(80)
    #expect(CohortRange(of: values) == CohortRange(of: values))
    #expect(CohortRange(of: values.reversed()).typical == CohortRange(of: values).typical)
  }

  @Test func `what is enough follows from the percentile`() {
    // Type 8 leaves out the outermost value from 33 on, and five of 100 lie beyond the 95th percentile.
    #expect(RangeRule().leastCount == 33 && RangeRule().ampleCount == 100)
    #expect(RangeRule(typicalTail: 0.01).leastCount == 167 && RangeRule(typicalTail: 0.01).ampleCount == 500)
  }

  @Test(arguments: [0, 1, 2, 32]) func `a small cohort gets no proposal, and is told what it needs`(count: Int) throws {
    let range = CohortRange(of: cohort(count))
    #expect(range.adequacy.isTooSmall && range.typical == nil && range.possible == nil && range.count == count)
    #expect((range.median == nil) == (count == 0))
    #expect(try #require(range.adequacy.reason).contains("fewer than 33"))
  }

  @Test(arguments: [33, 40, 99]) func `a thin cohort gets a range with a warning`(count: Int) throws {
    let range = CohortRange(of: cohort(count))
    guard case .thin(let reason) = range.adequacy else { return #expect(Bool(false), "\(range.adequacy)") }
    #expect(reason.contains("from 100 on") && range.typical != nil)
  }

  @Test(arguments: [100, 500]) func `a large cohort is enough`(count: Int) {
    #expect(CohortRange(of: cohort(count)).adequacy == .enough)
  }

  @Test func `an end that is not known makes a large cohort thin`() throws {
    // A twelfth of the cases in another world: whether the 95th percentile is there or here is chance.
    let values = cohort(112) + (1...6).map { 1_000 + Double($0) }
    let adequacy = CohortRange(of: values).adequacy
    let reason = try #require(adequacy.reason)
    #expect(!adequacy.isTooSmall && reason.contains("upper end is uncertain"))
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5])
  func `one gross outlier among 40 hardly moves the range, and is pointed out`(seed: UInt64) throws {
    let sound = cohort(39, seed: seed)
    let (before, after) = (CohortRange(of: sound + [0]), CohortRange(of: sound + [1e6]))
    for (clean, dirty) in [(before.typical, after.typical), (before.possible, after.possible)] {
      let (clean, dirty) = (try #require(clean).range, try #require(dirty).range)
      let width = clean.upperBound - clean.lowerBound
      #expect(abs(dirty.lowerBound - clean.lowerBound) < 0.25 * width)
      #expect(abs(dirty.upperBound - clean.upperBound) < 0.25 * width)
    }
    #expect(after.outside == [39])
  }

  @Test func `the possible range of a normal cohort reaches to 3 to 4 standard deviations`() throws {
    let possible = try #require(CohortRange(of: cohort(5_000), rule: RangeRule(resamples: 20)).possible).range
    // Twice the 95th percentile of a normal variable: 3.29.
    #expect(abs(possible.lowerBound + 3.29) < 0.25 && abs(possible.upperBound - 3.29) < 0.25)
  }

  @Test func `skewed sizes are taken by their logarithm, symmetric ones and offsets are not`() throws {
    let sizes = cohort(300, .logNormal)
    let range = CohortRange(of: sizes, support: .nonNegative)
    let possible = try #require(range.possible)
    #expect(range.scale == .logarithmic && possible.low.value > 0)
    #expect(CohortRange(of: sizes, support: .real).scale == .linear)
    #expect(CohortRange(of: cohort(300).map { 50 + 10 * $0 }, support: .nonNegative).scale == .linear)
    #expect(CohortRange(of: sizes + [0], support: .nonNegative).scale == .linear)
  }

  @Test func `shares stay within 0 and 1, sizes above 0`() throws {
    let shares = try #require(CohortRange(of: cohort(100, .beta).map { 1 - (1 - $0) / 8 }, support: .share).possible)
    #expect(shares.range.upperBound <= 1 && shares.rounded.upperBound <= 1 && shares.high.interval.upperBound <= 1)
    let holes: [Double] = cohort(100).map { max($0, 0) }
    let sizes = try #require(CohortRange(of: holes, support: .nonNegative).possible)
    #expect(sizes.range.lowerBound == 0 && sizes.rounded.lowerBound == 0)
  }

  @Test func `a measure that never varies has a range of one value`() throws {
    let range = CohortRange(of: [Double](repeating: 1, count: 120), support: .count)
    let (typical, possible) = (try #require(range.typical), try #require(range.possible))
    #expect(range.adequacy == .enough && typical.range == 1...1)
    #expect(possible.rounded == 1...1 && range.outside.isEmpty)
  }

  @Test func `the range lies in the possible one, and its value in its interval`() throws {
    for (seed, distribution) in Distribution.allCases.enumerated() {
      for count in [40, 100, 300] {
        let range = CohortRange(of: cohort(count, distribution, seed: UInt64(seed)), support: distribution.support)
        let (typical, possible) = (try #require(range.typical), try #require(range.possible))
        #expect(possible.range.lowerBound <= typical.range.lowerBound)
        #expect(possible.range.upperBound >= typical.range.upperBound)
        for estimate in [typical.low, typical.high, possible.low, possible.high] {
          #expect(estimate.interval.contains(estimate.value))
        }
      }
    }
  }
}
