/// Both scores as fitted to some cases.
struct FittedScores {
  let candidates: [CandidateSteps?]
  let features: [Scorecard.Feature]
  /// Per feature of the card, its column.
  private let places: [Int]

  init(_ table: FeatureTable, cases: [Int], rule: FitRule) {
    candidates = table.features.indices.map {
      CandidateSteps(accepted: table.accepted($0, in: cases), feature: table.features[$0], rule: rule.ranges)
    }
    var fitting = CardFitting(table, cases: cases, candidates: candidates, rule: rule)
    features = fitting.features()
    var columns: [String: Int] = [:]
    for (place, feature) in table.features.enumerated() { columns[feature.name] = place }
    places = features.compactMap { columns[$0.name] }
  }

  func card(of one: Int, in table: FeatureTable) -> Int {
    zip(features, places).reduce(0) { $0 + ($1.0.step(for: table.columns[$1.1][one])?.points ?? 0) }
  }

  func ranges(of one: Int, in table: FeatureTable) -> Int {
    candidates.indices.count { candidates[$0]?.typical.isPassed(by: table.columns[$0][one]) ?? false }
  }
}
