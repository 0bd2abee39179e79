package import Evaluation
package import PolicyLanguage
internal import Wording

/// What a score means: a share that was learned, or an order alone.
public struct ScoreBasis: Hashable, Sendable, Codable {
  /// Whether the score is the share of masks like this that people accepted where a card was learned.
  public var calibrated: Bool
  /// By whom, and from how many, in words.
  public var words: String
  /// What the masks are called that a card was learned from; nil where the score is not calibrated.
  public var cohort: String?
  /// How many accepted masks they were.
  public var n: Int?

  /// What a policy's score of some findings rests on.
  package init(of findings: [Finding], by policy: Policy) {
    let cards = policy.expectations.compactMap { expectation in
      (expectation.kind as? DeclaredScorecard).map { (id: expectation.id, card: $0) }
    }.filter { $0.card.calibration != nil }
    let added = cards.first { card in
      findings.deciding.contains { $0.expectation == card.id && $0.isTotal && $0.measured != nil }
    }
    let accepting = policy.decision.acceptScore.map { score in
      " Accepted from \(score.least) on\(score.origin.map { ": \($0.words)" } ?? ", as a person set it")."
    }
    guard let added else {
      calibrated = false
      words =
        (cards.isEmpty
          ? "Uncalibrated: it orders cases by what was found, and is no share of anything."
          : "Uncalibrated here: the card that it would rest on could not be added up.") + (accepting ?? "")
      return
    }
    calibrated = true
    guard let origin = added.card.learned else {
      words =
        "Calibrated by hand: the share of masks with such points that are said to be acceptable." + (accepting ?? "")
      return
    }
    (cohort, n) = (origin.cohort, origin.cases)
    let people = origin.rejected ?? 0
    let bad = [
      people > 0 ? "\(people) rejected ones" : nil, origin.mutations.map { "\($0) faulty ones made of them" },
    ].compactMap(\.self)
    words =
      "Calibrated by \(origin.cohort), \(origin.date.text): the share of masks with such points that were accepted, among \(origin.cases) accepted and \(bad.isEmpty ? "rejected ones" : listed(bad)), as if there were as many of each."
      + (accepting ?? "")
  }
}
