/// How calls and scores agree with the truth among some cases.
package struct AgreementSummary: Sendable {
  package let counts: CallCounts
  /// How many clusters the cases come from.
  package let clusters: Int
  /// Whether cases are not independent: some cluster has several.
  package let isClustered: Bool
  private let rates: [Rate: Figure]
  package let score: ScoreAgreement

  /// Cost: O(resamples × cases).
  package init(_ cases: [JudgedCase], rule: AgreementRule) {
    counts = CallCounts(cases)
    let bootstrap = ClusterBootstrap(cases.map(\.cluster), rule: rule)
    (clusters, isClustered) = (bootstrap.count, bootstrap.isClustered)
    rates = Dictionary(
      Rate.allCases.map { ($0, Figure($0, of: cases, rule: rule)) }, uniquingKeysWith: { first, _ in first })
    score = ScoreAgreement(cases, rule: rule)
  }

  package subscript(rate: Rate) -> Figure { rates[rate] ?? .notEstimable(because: rate.absence) }
}
