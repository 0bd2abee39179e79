import Numerics
import Testing

@testable import Learning

@Suite struct `Cross-validation` {
  /// Wins and halves over all pairs of the same fold.
  private func naiveArea(_ totals: HeldOutTotals, times: [Int]) -> Double {
    var (won, pairs) = (0.0, 0.0)
    for bad in totals.total.indices where totals.isRejected[bad] {
      for good in totals.total.indices where !totals.isRejected[good] && totals.fold[good] == totals.fold[bad] {
        let weight = Double(times[bad] * times[good])
        pairs += weight
        if totals.total[bad] > totals.total[good] { won += weight }
        if totals.total[bad] == totals.total[good] { won += weight / 2 }
      }
    }
    return won / pairs
  }

  private func table(accepted: Int, rejected: Int, groups: Int? = nil) -> FeatureTable {
    func cases(_ places: Range<Int>) -> [FitCase] {
      places.map { place in FitCase(["x": Double(place)], group: groups.map { "\(place % $0)" }) }
    }
    return FeatureTable(
      accepted: cases(0..<accepted), rejected: cases(accepted..<accepted + rejected), features: [FitFeature("x")])
  }

  @Test(arguments: [UInt64(1), 2, 3, 4]) func `the area is the share of pairs that are won`(seed: UInt64) {
    let table = table(accepted: 47, rejected: 23)
    var totals = HeldOutTotals(folds: Folds(of: table, count: 5, seed: seed), table: table)
    var generator = SplitMix64(seed: seed)
    totals.total = totals.isRejected.map { generator.index(below: 6) + ($0 ? 1 : 0) }
    let ones = totals.total.map { _ in 1 }
    let times = totals.total.map { _ in generator.index(below: 4) }
    for times in [ones, times] {
      #expect(abs(RankSeparation(totals).area(times: times) - naiveArea(totals, times: times)) < 1e-12)
    }
  }

  @Test func `folds share both classes evenly, by the seed`() {
    let table = table(accepted: 103, rejected: 41)
    let folds = Folds(of: table, count: 5, seed: 9)
    for fold in 0..<5 {
      let held = folds.held(in: fold)
      #expect((8...9).contains(held.count { table.isRejected[$0] }))
      #expect((20...21).contains(held.count { !table.isRejected[$0] }))
      #expect(Set(held).isDisjoint(with: folds.training(without: fold)))
      #expect(held.count + folds.training(without: fold).count == 144)
    }
    #expect(Folds(of: table, count: 5, seed: 9).fold == folds.fold)
    #expect(Folds(of: table, count: 5, seed: 10).fold != folds.fold)
  }

  @Test func `masks of one patient stay together`() {
    let table = table(accepted: 90, rejected: 60, groups: 37)
    let folds = Folds(of: table, count: 5, seed: 1)
    for group in 0..<37 {
      #expect(Set(table.groups.indices.filter { table.groups[$0] == group }.map { folds.fold[$0] }).count == 1)
    }
    for fold in 0..<5 { #expect(folds.held(in: fold).contains { table.isRejected[$0] }) }
  }

  @Test func `labels without meaning separate nothing`() throws {
    var (areas, holding) = ([Double](), 0)
    for seed in 1...12 {
      var generator = SplitMix64(seed: UInt64(seed))
      let cases = FitParts.cases(110, features: 6, &generator)
      let fit = try ScorecardFit(
        accepted: Array(cases[..<65]), rejected: Array(cases[65...]), features: FitParts.features(6),
        rule: FitRule(ranges: RangeRule(resamples: 200)))
      areas.append(fit.validation.card.area.value)
      if fit.validation.card.area.interval.contains(0.5) { holding += 1 }
    }
    // One fit has a standard error of 0.06 at most, twelve have 0.016.
    let mean: Double = areas.reduce(0, +) / 12
    #expect(abs(mean - 0.5) < 0.05, "\(areas)")
    #expect(holding >= 10)
  }

  @Test func `held-out cases change nothing in the card of their fold`() {
    var generator = SplitMix64(seed: 2)
    let accepted = FitParts.cases(80, features: 5, &generator)
    let rejected = FitParts.cases(50, features: 5, shifts: [0: 2, 3: 2], &generator)
    let features = FitParts.features(5)
    let table = FeatureTable(accepted: accepted, rejected: rejected, features: features)
    let folds = Folds(of: table, count: 5, seed: 1)
    for fold in 0..<2 {
      func absurd(_ cases: [FitCase], from first: Int) -> [FitCase] {
        cases.enumerated().map { place, one in
          folds.fold[first + place] == fold ? FitCase(["f0": 1e6, "f1": -1e6, "f4": Double(place)]) : one
        }
      }
      let other = FeatureTable(
        accepted: absurd(accepted, from: 0), rejected: absurd(rejected, from: 80), features: features)
      let training = folds.training(without: fold)
      let (mine, theirs) = (
        FittedScores(table, cases: training, rule: FitParts.quick),
        FittedScores(other, cases: training, rule: FitParts.quick)
      )
      #expect(!mine.features.isEmpty && mine.features == theirs.features)
      #expect(mine.candidates.map { $0?.typical } == theirs.candidates.map { $0?.typical })
    }
  }

  @Test func `cut-offs flag as few as asked, ties included`() {
    let totals = [0, 0, 0, 0, 0, 0, 0, 1, 1, 3]
    #expect(CutOffSearch.Strictness.share(0.1).cutOff(of: totals) == 2)
    #expect(CutOffSearch.Strictness.share(0.2).cutOff(of: totals) == 2)
    #expect(CutOffSearch.Strictness.share(0.3).cutOff(of: totals) == 1)
    #expect(CutOffSearch.Strictness.share(0.05).cutOff(of: totals) == 4)
    #expect(CutOffSearch.Strictness.pointsAboveAll(2).cutOff(of: totals) == 5)
    // Nobody is flagged for nothing.
    #expect(CutOffSearch.Strictness.share(1).cutOff(of: totals) == 1)
  }
}
