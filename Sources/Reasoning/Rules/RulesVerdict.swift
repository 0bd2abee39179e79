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
  /// What no model can lower, and why: a veto's reject, and the review of a case of which too little was judged.
  var floor: (decision: Decision, because: String)?

  /// Judges findings. Monotone: making a finding worse never lowers the decision.
  package init(of findings: [Finding], by settings: DecisionSettings) {
    score = AcceptabilityScore.of(findings)
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
    } else if let little = findings.tooFewJudged(by: settings) {
      drivers = findings.filter { $0.outcome == .notEvaluable }.map(\.id)
      (decision, because) = (.review, little)
    } else if score < AcceptabilityScore.reviewBelow {
      drivers = findings.filter { $0.outcome == .warn || $0.outcome == .fail }.map(\.id)
      (decision, because) = (.review, "many small oddities add up to a score of \(score): \(list(drivers))")
    } else {
      (decision, because) = (.accept, "no finding asks for more")
    }

    if !vetoes.isEmpty {
      floor = (.reject, because)
    } else if findings.sayNothing {
      floor = (.review, Self.nothingJudged)
    } else if let little = findings.tooFewJudged(by: settings) {
      floor = (.review, little)
    }
  }

  private static let nothingJudged = "no expectation about anatomy could be judged"
}

extension Finding {
  /// Whether the failure decides alone. A severity above one that has a veto has it too.
  func isVetoed(by settings: DecisionSettings) -> Bool {
    outcome == .fail && settings.veto.contains { $0 <= severity }
  }
}

extension [Finding] {
  /// Why fewer findings have a result than the policy asks for; nil when enough have.
  fileprivate func tooFewJudged(by settings: DecisionSettings) -> String? {
    guard let least = settings.leastJudged, !least.contains(judgedShare) else { return nil }
    let share = Int((judgedShare * 100).rounded())
    return "only \(share) % of the findings have a result; least_judged asks for \(least.text)"
  }

  /// The share of findings with a result, of those that apply; what a model answered is none.
  var judgedShare: Double {
    let applying = filter { $0.outcome != .skipped && $0.kind != "ask" }
    let judged = applying.count { $0.outcome != .notEvaluable }
    return applying.isEmpty ? 0 : Double(judged) / Double(applying.count)
  }
}

/// Ids for a sentence, the first twelve of them.
func list(_ ids: [String]) -> String {
  ids.count <= 12 ? ids.joined(separator: ", ") : "\(ids.prefix(12).joined(separator: ", ")) and \(ids.count - 12) more"
}
