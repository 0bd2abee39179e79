package import Evaluation
package import PolicyLanguage

/// What the policy's `decision` makes of the findings without any model.
package struct RulesVerdict: Sendable {
  package var decision: Decision
  /// 0…1, higher is better.
  package var score: Double
  /// Failed findings that decide alone; no model can overrule them.
  var vetoes: [String]
  /// The findings that keep the decision from being accept, in their order.
  package var drivers: [String]
  /// What decided, in words with ids.
  var because: String
  /// What no model can lower, and why: a veto's reject, and the review of a case of which too little is known.
  var floor: (decision: Decision, because: String)?

  /// What no accepted case scores less than, whatever the policy asks for.
  package static var leastScore: Double { AcceptabilityScore.reviewBelow }

  /// Judges findings; those that are only observed have no part in it. Monotone: making a finding worse never lowers
  /// the decision.
  ///
  /// - Parameter cards: the calibrations of the policy's scorecards, by the expectations' ids.
  package init(of findings: [Finding], by settings: DecisionSettings, cards: [String: ScorecardCalibration] = [:]) {
    let findings = findings.deciding
    score = AcceptabilityScore.of(findings, cards: cards)
    vetoes = findings.filter { $0.isVetoed(by: settings) }.map(\.id)
    let unknownRejects = findings.filter { $0.outcome == .notEvaluable && $0.notEvaluable == .reject }.map(\.id)
    let failures = findings.filter { $0.outcome == .fail && $0.severity >= .review }.map(\.id)
    let unknownReviews = findings.filter { $0.outcome == .notEvaluable && $0.notEvaluable == .review }.map(\.id)
    let serious = Set(vetoes + unknownRejects + failures + unknownReviews)
    drivers = findings.map(\.id).filter(serious.contains)

    if !vetoes.isEmpty {
      (decision, because) = (.reject, "veto: \(list(vetoes))")
    } else if !unknownRejects.isEmpty {
      (decision, because) = (.reject, "not evaluable, which the policy rejects: \(list(unknownRejects))")
    } else if !failures.isEmpty {
      (decision, because) = (.review, "failed: \(list(failures))")
    } else if !unknownReviews.isEmpty {
      (decision, because) = (.review, "not evaluable: \(list(unknownReviews))")
    } else if findings.sayNothing {
      (decision, because) = (.review, Self.nothingJudged)
    } else if score < AcceptabilityScore.reviewBelow {
      drivers = findings.filter { $0.outcome == .warn || $0.outcome == .fail }.map(\.id)
      (decision, because) = (.review, "many small oddities add up to a score of \(score): \(list(drivers))")
    } else if let low = Self.tooLow(score, settings) {
      drivers = findings.filter { $0.outcome == .warn || $0.outcome == .fail || $0.measured?.unit == "points" }
        .map(\.id)
      (decision, because) = (.review, low)
    } else {
      (decision, because) = (.accept, "no finding asks for more\(Self.unjudged(findings))")
    }

    if !vetoes.isEmpty {
      floor = (.reject, because)
    } else if findings.sayNothing {
      floor = (.review, Self.nothingJudged)
    } else {
      let uncovered = findings.filter { $0.isOfCoverage && $0.outcome == .fail }.map(\.id)
      if !uncovered.isEmpty {
        floor = (.review, "too little is known of the case: \(list(uncovered))")
      } else if let low = Self.tooLow(score, settings) {
        floor = (.review, low)
      }
    }
  }

  /// Why a score is too low to accept; nil where it is enough, or the policy asks for none.
  private static func tooLow(_ score: Double, _ settings: DecisionSettings) -> String? {
    guard let wanted = settings.acceptScore, !wanted.admits(score) else { return nil }
    return "the score \(score) is below accept_score \(wanted.least)"
      + (wanted.origin.map { " (\($0.words))" } ?? "")
  }

  /// What an accept leaves unsaid: structures in the export of which nothing was judged, and those that it holds no
  /// voxel of.
  private static func unjudged(_ findings: [Finding]) -> String {
    let silent = findings.filter { $0.code == .judgedStructuresBelow }.flatMap(\.labels)
    let unseen = findings.flatMap(\.causes).filter { [.empty, .outOfView, .viewUnknown].contains($0.kind) }
      .compactMap(\.subject)
    let labels = (silent + unseen).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return labels.isEmpty ? "" : "; nothing was judged of \(list(labels))"
  }

  private static let nothingJudged = "nothing could be judged"
}

extension Finding {
  /// Whether the failure decides alone. A severity above one that has a veto has it too.
  func isVetoed(by settings: DecisionSettings) -> Bool {
    outcome == .fail && settings.veto.contains { $0 <= severity }
  }
}

/// Ids for a sentence, the first twelve of them.
func list(_ ids: [String]) -> String {
  ids.count <= 12 ? ids.joined(separator: ", ") : "\(ids.prefix(12).joined(separator: ", ")) and \(ids.count - 12) more"
}
