import Learning
import Numerics
import Testing

@Suite struct `Fits with too little or too much` {
  private func fit(_ accepted: Int, _ rejected: Int, shift: Double = 3) throws -> ScorecardFit {
    var generator = SplitMix64(seed: 12)
    return try ScorecardFit(
      accepted: FitParts.cases(accepted, features: 4, &generator),
      rejected: FitParts.cases(rejected, features: 4, shifts: [1: shift], &generator), features: FitParts.features(4),
      rule: FitParts.quick)
  }

  @Test(arguments: [[0, 0], [41, 50], [100, 19], [5, 3]])
  func `small cohorts are refused with the number that is needed`(counts: [Int]) throws {
    let error = try #require(throws: FitError.self) { try fit(counts[0], counts[1]) }
    #expect(error.message.contains("42 accepted cases (there are \(counts[0]))") == (counts[0] < 42))
    #expect(error.message.contains("20 rejected cases (there are \(counts[1]))") == (counts[1] < 20))
  }

  @Test func `the smallest cohort is fitted and called small`() throws {
    let fit = try fit(42, 20)
    #expect(fit.warnings.contains { $0.contains("42 accepted and 20 rejected cases are few") })
    #expect(fit.warnings.contains { $0.contains("cannot show a rate as low as 0.01: 100 are needed") })
  }

  @Test func `perfect separation ends with few finite points and a warning`() throws {
    let fit = try fit(80, 60, shift: 1_000)
    #expect(fit.card.features.map(\.name) == ["f1"] && fit.validation.card.area.value == 1)
    #expect(fit.warnings.contains { $0.contains("separates all cases") })
    #expect(
      fit.validation.card.reject == OperatingPoint(flaggedRejected: 60, rejected: 60, flaggedAccepted: 0, accepted: 80))
  }

  @Test func `where nothing tells, the card is empty and says so`() throws {
    let same = (0..<60).map { FitCase(["f0": Double($0 % 7)]) }
    let fit = try ScorecardFit(accepted: same, rejected: same, features: FitParts.features(1), rule: FitParts.quick)
    #expect(fit.card.features.isEmpty && fit.card.reviewAt == nil && fit.card.rejectAt == nil)
    #expect(fit.warnings == ["No feature tells the rejected cases from the accepted ones, so the card is empty."])
    #expect(fit.validation.card.area.value == 0.5)
  }

  @Test func `no features at all make an empty card`() throws {
    var generator = SplitMix64(seed: 12)
    let cases = FitParts.cases(60, features: 1, &generator)
    let fit = try ScorecardFit(accepted: cases, rejected: cases, features: [], rule: FitParts.quick)
    #expect(fit.card.features.isEmpty && fit.unusable.isEmpty)
  }

  @Test func `many rejected and few accepted cases, and the other way round, are both fitted`() throws {
    #expect(try fit(45, 400).card.features.map(\.name) == ["f1"])
    #expect(try fit(400, 22).card.features.map(\.name) == ["f1"])
  }
}
