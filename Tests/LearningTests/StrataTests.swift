import Learning
import Numerics
import Testing

@Suite struct `Ranges by stratum` {
  private func rows(_ groups: [(name: String?, count: Int, shift: Double)], seed: UInt64 = 1) -> [(
    value: Double?, stratum: String?
  )] {
    var generator = SplitMix64(seed: seed)
    return groups.flatMap { group in
      Distribution.normal.sample(group.count, &generator).map { ($0 + group.shift, group.name) }
    }
  }

  private let quick = RangeRule(resamples: 50)

  /// The groups and SciPy's statistic and p-value.
  @Test func `the rank test agrees with SciPy, without and with ties`() throws {
    let plain = try #require(
      KruskalWallis([
        [6.4, 6.8, 7.2, 8.3, 8.4, 9.1, 9.4, 9.7], [2.5, 3.7, 4.9, 5.4, 5.9, 8.1, 8.2], [1.3, 4.1, 4.9, 5.2, 5.5, 8.2],
      ]))
    #expect(abs(plain.statistic - 9.849061861415572) < 1e-9 && abs(plain.pValue - 0.007266133800809759) < 1e-9)
    let tied = try #require(KruskalWallis([[1, 2, 2, 3, 3, 3, 4], [2, 3, 4, 4, 5, 5], [1, 1, 2, 2, 2]]))
    #expect(abs(tied.statistic - 8.488410096278953) < 1e-9 && abs(tied.effect - 0.4325606730852635) < 1e-9)
  }

  @Test func `there is no test of one group or of one value`() {
    #expect(KruskalWallis([[1, 2, 3]]) == nil && KruskalWallis([[1, 2, 3], []]) == nil)
    #expect(KruskalWallis([[2, 2], [2, 2, 2]]) == nil)
  }

  @Test func `its p-values are below 5 % in about 5 % of cohorts without a difference`() throws {
    var generator = SplitMix64(seed: 21)
    var hits = 0
    for _ in 0..<1_000 {
      let groups = (0..<3).map { _ in Distribution.logNormal.sample(20, &generator) }
      if try #require(KruskalWallis(groups)).pValue < 0.05 { hits += 1 }
    }
    // Four standard deviations of a count of 50.
    #expect((22...78).contains(hits))
  }

  @Test func `strata that differ are worth stating, each by its own range`() throws {
    let range = StratifiedRange(rows([("female", 120, 0), ("male", 120, 2)]), rule: quick)
    #expect(range.isWorthStating && range.strata.map(\.name) == ["female", "male"])
    let (female, male) = (range.range(for: "female"), range.range(for: "male"))
    let shift = try #require(male.median) - #require(female.median)
    #expect(shift > 1.5)
  }

  @Test func `strata that are alike are not, nor a sure but small difference`() throws {
    #expect(!StratifiedRange(rows([("a", 120, 0), ("b", 120, 0)]), rule: quick).isWorthStating)
    let small = StratifiedRange(rows([("a", 3_000, 0), ("b", 3_000, 0.3)]), rule: quick)
    let difference = try #require(small.difference)
    #expect(difference.pValue < 0.01 && !small.isWorthStating)
  }

  @Test func `a small stratum falls back on all cases, and says so`() {
    let range = StratifiedRange(rows([("a", 120, 0), ("b", 12, 3), (nil, 10, 0)]), rule: quick)
    #expect(range.strata.map(\.isPooled) == [false, true] && !range.isWorthStating)
    #expect(range.range(for: "b") == range.pooled && range.range(for: "unheard of") == range.pooled)
    #expect(range.pooled.count == 142 && range.difference != nil)
  }

  @Test func `missing values are counted in their stratum`() {
    let rows: [(value: Double?, stratum: String?)] = [(1, "a"), (nil, "a"), (.nan, "b")]
    let range = StratifiedRange(rows, rule: quick)
    #expect(range.strata.map(\.own.missing) == [1, 1] && range.difference == nil)
  }
}
