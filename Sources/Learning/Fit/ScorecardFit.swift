/// A scorecard fitted to accepted and rejected masks, with how it did on cases it did not see.
package struct ScorecardFit: Sendable, Hashable {
  package struct Unusable: Sendable, Hashable {
    package let feature: String
    package let reason: String
  }

  package let card: Scorecard
  package let validation: ScorecardValidation
  /// Features that could not be considered.
  package let unusable: [Unusable]
  /// What people should know before they use the card, in sentences.
  package let warnings: [String]

  /// Cost: about (folds + 1) × cases × features × some hundred, and resamples × cases.
  ///
  /// - Parameters:
  ///   - features: with different names; of equal ones the first counts.
  /// - Throws: `FitError`, which says how many cases are needed.
  package init(accepted: [FitCase], rejected: [FitCase], features: [FitFeature], rule: FitRule = FitRule())
    throws(FitError)
  {
    try Self.check(accepted: accepted.count, rejected: rejected.count, rule: rule)
    var names: Set<String> = []
    let features = features.filter { names.insert($0.name).inserted }
    let table = FeatureTable(accepted: accepted, rejected: rejected, features: features)
    let folds = Folds(of: table, count: rule.folds, seed: rule.ranges.seed)
    var cards = HeldOutTotals(folds: folds, table: table)
    var ranges = HeldOutTotals(folds: folds, table: table)
    for fold in 0..<folds.count {
      let training = folds.training(without: fold)
      let held = folds.held(in: fold)
      let scores = FittedScores(table, cases: training, rule: rule)
      for one in held {
        cards.total[one] = scores.card(of: one, in: table)
        ranges.total[one] = scores.ranges(of: one, in: table)
      }
      let known = training.filter { !table.isRejected[$0] }
      cards.training.append(known.map { scores.card(of: $0, in: table) }.sorted())
      ranges.training.append(known.map { scores.ranges(of: $0, in: table) }.sorted())
    }
    let areas = RankSeparation.compared(cards, ranges, rule: rule.ranges)
    let review = CutOffSearch.find(cards, rate: rule.reviewRate)
    let reject = CutOffSearch.find(cards, rate: rule.rejectRate)
    validation = ScorecardValidation(
      folds: folds.count, card: .init(area: areas.first, review: review?.point, reject: reject?.point),
      ranges: .init(
        area: areas.second, review: CutOffSearch.find(ranges, rate: rule.reviewRate)?.point,
        reject: CutOffSearch.find(ranges, rate: rule.rejectRate)?.point), gain: areas.gain)

    let final = FittedScores(table, cases: Array(0..<table.count), rule: rule)
    let totals = (0..<accepted.count).map { final.card(of: $0, in: table) }.sorted()
    let points = Scorecard(monotone: final.features, reviewAt: nil, rejectAt: nil).mostPoints
    func cutOff(_ found: CutOffSearch.Found?) -> Int? {
      // A total that no case can reach is no cut-off.
      found.map { $0.strictness.cutOff(of: totals) }.flatMap { $0 <= points ? $0 : nil }
    }
    card = Scorecard(monotone: final.features, reviewAt: cutOff(review), rejectAt: cutOff(reject))
    unusable = zip(features, final.candidates).enumerated().compactMap { place, pair in
      guard pair.1 == nil else { return nil }
      let known = table.accepted(place, in: Array(0..<accepted.count)).count
      return Unusable(
        feature: pair.0.name,
        reason: "\(known) accepted cases have a value; at least \(rule.ranges.leastCount) are needed.")
    }
    warnings =
      FitWarnings(card: card, validation: validation, accepted: accepted.count, rejected: rejected.count, rule: rule)
      .sentences
  }

  private static func check(accepted: Int, rejected: Int, rule: FitRule) throws(FitError) {
    var lacks: [String] = []
    if accepted < rule.leastAccepted { lacks.append("\(rule.leastAccepted) accepted cases (there are \(accepted))") }
    if rejected < rule.leastRejected { lacks.append("\(rule.leastRejected) rejected cases (there are \(rejected))") }
    guard lacks.isEmpty else {
      throw FitError(
        code: .tooFewCases,
        message: "No scorecard can be fitted: at least \(lacks.joined(separator: " and ")) are needed.")
    }
  }
}
