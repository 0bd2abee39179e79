import Learning
import Numerics
import Testing

@Suite struct `Fitted cards` {
  private func fit(
    shifts: [Int: Double], accepted: Int = 130, rejected: Int = 80, features: Int = 14, chance: Double = 0.7,
    missing: Double = 0.05, direction: Scorecard.Direction = .bothEndsBad, rule: FitRule = FitParts.quick,
    seed: UInt64 = 1
  ) throws -> (fit: ScorecardFit, accepted: [FitCase], rejected: [FitCase]) {
    var generator = SplitMix64(seed: seed)
    let good = FitParts.cases(accepted, features: features, missing: missing, &generator)
    let bad = FitParts.cases(rejected, features: features, shifts: shifts, chance: chance, missing: missing, &generator)
    let fit = try ScorecardFit(
      accepted: good, rejected: bad, features: FitParts.features(features, direction), rule: rule)
    return (fit, good, bad)
  }

  private static let informative: [Int: Double] = [2: 2.5, 5: -2.5, 11: 3]

  @Test(arguments: [UInt64(1), 2, 3]) func `the features that tell are found among those that do not`(seed: UInt64)
    throws
  {
    let (fit, accepted, rejected) = try fit(shifts: Self.informative, seed: seed)
    let names = Set(fit.card.features.map(\.name))
    #expect(names.isSuperset(of: ["f2", "f5", "f11"]) && names.count <= 4, "\(names)")
    // Points lose little against the best score there can be.
    let best = FitParts.bestArea(accepted, rejected, shifts: Self.informative, chance: 0.7)
    #expect(fit.validation.card.area.value > best - 0.06, "\(best)")
    #expect(fit.validation.card.area.value < best + 0.02)
  }

  @Test func `the card does better than counting ranges when most features are noise`() throws {
    let fit = try fit(shifts: Self.informative, rule: FitRule(ranges: RangeRule(resamples: 300))).fit
    #expect(fit.validation.gain.interval.lowerBound > 0)
    #expect(fit.validation.card.area.value > fit.validation.ranges.area.value)
    #expect(fit.validation.card.area.interval.contains(fit.validation.card.area.value))
    #expect(!fit.warnings.contains { $0.contains("not shown to do better") })
  }

  @Test func `cards are sparse, with few and small points`() throws {
    let many = Dictionary(uniqueKeysWithValues: (0..<12).map { ($0, 1.5) })
    for most in [1, 3, 6] {
      var rule = FitParts.quick
      rule.mostFeatures = most
      let card = try fit(shifts: many, rule: rule).fit.card
      #expect((1...most).contains(card.features.count))
      for feature in card.features {
        #expect((1...3).contains(feature.steps.count) && (feature.steps.last?.points ?? 0) <= 5)
      }
      // What is fitted would also be accepted from a person.
      #expect(throws: Never.self) {
        try Scorecard(features: card.features, reviewAt: card.reviewAt, rejectAt: card.rejectAt)
      }
    }
  }

  @Test(arguments: Scorecard.Direction.allCases) func `making a feature worse never lowers the points`(
    direction: Scorecard.Direction
  ) throws {
    let sign = direction == .lowIsBad ? -1.0 : 1
    let shifts = Dictionary(uniqueKeysWithValues: (0..<6).map { ($0, sign * 2) })
    let card = try fit(shifts: shifts, features: 8, direction: direction).fit.card
    #expect(!card.features.isEmpty)
    var generator = SplitMix64(seed: 77)
    for _ in 0..<2_000 {
      var values: [String: Double] = [:]
      for feature in 0..<8 { values["f\(feature)"] = 3 * Distribution.gaussian(&generator) }
      let name = "f\(generator.index(below: 8))"
      let value = values[name] ?? 0
      let before = card.points(for: values).total
      // Away from 0, the middle of the accepted cases, on a side that is bad.
      let away = direction == .bothEndsBad ? (value < 0 ? -1.0 : 1) : sign
      guard direction == .bothEndsBad || value * sign > 0 else { continue }
      values[name] = value + away * 2 * generator.unit()
      #expect(card.points(for: values).total >= before)
      #expect(card.points(for: values).total <= card.mostPoints)
    }
  }

  @Test func `the side that is not bad earns nothing`() throws {
    let card = try fit(shifts: [0: 3], features: 3, direction: .highIsBad).fit.card
    #expect(card.points(for: ["f0": -1e9, "f1": -1e9, "f2": -1e9]).total == 0)
    #expect(card.points(for: ["f0": 1e9]).total > 0)
  }

  @Test func `the same cases give the same card`() throws {
    let (first, second) = (try fit(shifts: Self.informative).fit, try fit(shifts: Self.informative).fit)
    #expect(first == second)
  }

  @Test func `cut-offs keep their rates in cross-validation and about so on new cases`() throws {
    let fit = try fit(shifts: [0: 3, 1: 3, 2: 3], accepted: 300, rejected: 100, features: 8).fit
    let (review, reject) = (try #require(fit.validation.card.review), try #require(fit.validation.card.reject))
    #expect(review.accepted == 300 && review.rejected == 100)
    #expect(review.specificity >= 0.95 && reject.specificity >= 0.99)
    #expect(review.sensitivity > 0.7 && review.sensitivity >= reject.sensitivity)
    let (reviewAt, rejectAt) = (try #require(fit.card.reviewAt), try #require(fit.card.rejectAt))
    #expect(reviewAt <= rejectAt)
    var generator = SplitMix64(seed: 404)
    let fresh = FitParts.cases(2_000, features: 8, &generator).map { fit.card.points(for: $0.values).total }
    // Twice the rates leave room for the luck of 300 cases.
    #expect(fresh.count { $0 >= reviewAt } <= 200 && fresh.count { $0 >= rejectAt } <= 40)
  }

  @Test func `points of the table are the points of the card`() throws {
    let (fit, accepted, rejected) = try fit(shifts: Self.informative)
    let reviewAt = try #require(fit.card.reviewAt)
    let flagged = rejected.count { fit.card.points(for: $0.values).total >= reviewAt }
    let wrongly = accepted.count { fit.card.points(for: $0.values).total >= reviewAt }
    let point = try #require(fit.validation.card.review)
    // Seen cases do about as well as unseen ones: three features of 250 cases cannot be overfitted by much.
    #expect(abs(flagged - point.flaggedRejected) <= 12 && abs(wrongly - point.flaggedAccepted) <= 12)
  }

  @Test func `values that are missing are no evidence`() throws {
    var generator = SplitMix64(seed: 6)
    let accepted = FitParts.cases(120, features: 3, &generator)
    let rejected = FitParts.cases(60, features: 3, missing: 0.8, &generator)
    let fit = try ScorecardFit(
      accepted: accepted, rejected: rejected, features: FitParts.features(3), rule: FitParts.quick)
    #expect(fit.card.points(for: [:]).total == 0)
    #expect(fit.validation.card.area.value < 0.6)
  }

  @Test func `a feature that few accepted cases have is left out, and named`() throws {
    var generator = SplitMix64(seed: 6)
    let accepted = FitParts.cases(100, features: 2, &generator).enumerated().map { place, one in
      FitCase(place < 20 ? one.values.merging(["rare": 1]) { $1 } : one.values)
    }
    let rejected = FitParts.cases(50, features: 2, shifts: [0: 3], &generator).map {
      FitCase($0.values.merging(["rare": 100]) { $1 })
    }
    let fit = try ScorecardFit(
      accepted: accepted, rejected: rejected, features: FitParts.features(2) + [FitFeature("rare")],
      rule: FitParts.quick)
    #expect(fit.unusable.map(\.feature) == ["rare"] && fit.card.features.map(\.name) == ["f0"])
    #expect(fit.unusable[0].reason == "20 accepted cases have a value; at least 33 are needed.")
  }

  @Test func `whole numbers get whole limits`() throws {
    let accepted = (0..<100).map { FitCase(["parts": $0.isMultiple(of: 12) ? 2 : 1]) }
    let rejected = (0..<40).map { FitCase(["parts": Double(1 + $0 % 9)]) }
    let fit = try ScorecardFit(
      accepted: accepted, rejected: rejected, features: [FitFeature("parts", direction: .highIsBad, support: .count)],
      rule: FitParts.quick)
    let steps = try #require(fit.card.features.first).steps
    #expect(steps.allSatisfy { $0.high.map { $0 == $0.rounded() } ?? false && $0.low == nil })
  }
}
