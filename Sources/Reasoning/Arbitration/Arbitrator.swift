import Evaluation
import PolicyLanguage

/// Makes one decision of the rules' verdict and a model's opinion. Pure; every rule is one the policy's author can read
/// in the documentation.
///
/// 1. A failed finding whose severity has a veto makes reject the floor, and what says that too little was judged makes
///    review the floor.
/// 2. A model may raise the rules' verdict, by the majority of its votes. By two steps it may where a measured finding
///    that is odd supports it; where only its own statements do, the case is for review.
/// 3. It lowers the verdict by clearing findings: those that the policy lets it clear (`ClearingRules`), each by a
///    reason of its own in every vote. What is left decides together with the model's verdict: the worse of the two.
/// 4. No usable answer is `on_model_failure`, or the rules' verdict where that is worse.
/// 5. Votes without the majority that the policy asks for are a review, and so is an accept below `accept_confidence`.
///    A vote without any grounded reason that speaks for it counts as a review.
///    What scores less than the policy's `accept_score` no model accepts, nor what a model's own score takes below it.
/// 6. Under `model: advises` the verdict is the rules' alone.
/// 7. A policy that is only observed (`mode: observe`) decides nothing: every case is for review, and what it would
///    have been is told.
struct Arbitrator {
  private let settings: DecisionSettings
  private let cards: [String: ScorecardCalibration]
  private let clearing: ClearingRules
  private let mode: Mode

  init(_ policy: Policy) {
    settings = policy.decision
    cards = policy.calibrations
    clearing = ClearingRules(policy)
    mode = policy.mode
  }

  /// The decision, the score it rests on, and what made it.
  func decide(_ findings: [Finding], model opinion: ModelOpinion) -> (arbitration: Arbitration, score: Double) {
    var (arbitration, score) = decideInForce(findings, model: opinion)
    if mode == .observe {
      arbitration.because =
        "the policy is observed and decides nothing; in force it would say \(arbitration.final.rawValue): \(arbitration.because)"
      (arbitration.observed, arbitration.final) = (arbitration.final, .review)
    }
    return (arbitration, score)
  }

  /// The decision as if the policy were in force.
  private func decideInForce(
    _ findings: [Finding], model opinion: ModelOpinion
  ) -> (arbitration: Arbitration, score: Double) {
    let rules = RulesVerdict(of: findings, by: settings, cards: cards)
    switch opinion {
    case .notAsked:
      return (
        Arbitration(
          rules: rules.decision, final: rules.decision,
          because: "rules alone, no language model was consulted; \(rules.because)"), rules.score
      )
    case .failed(let why):
      let fallback: Decision = settings.onModelFailure == .reject ? .reject : .review
      let because =
        rules.decision >= fallback
        ? "\(rules.because); the model gave no usable answer (\(why.words))"
        : "on_model_failure: \(fallback.rawValue), the model gave no usable answer (\(why.words))"
      return (
        Arbitration(rules: rules.decision, final: max(fallback, rules.decision), because: because),
        min(rules.score, 0.5)
      )
    case .verdict(let verdict) where settings.model == .advises:
      let because = "model: advises, the verdict is the rules' alone; \(rules.because)"
      return (
        Arbitration(
          rules: rules.decision, model: verdict.majority?.decision, final: rules.decision, because: because),
        rules.score
      )
    case .verdict(let verdict):
      return weigh(verdict, against: rules, findings)
    }
  }

  private func weigh(
    _ verdict: ModelVerdict, against rules: RulesVerdict, _ findings: [Finding]
  ) -> (arbitration: Arbitration, score: Double) {
    let (opinion, caution) = settle(verdict)
    let outcome =
      opinion < rules.decision
      ? lower(rules, to: opinion, by: verdict, findings) : raise(rules, to: opinion, by: verdict, findings)
    let score = min(outcome.score, verdict.score)
    var because = [caution, outcome.because].compactMap(\.self).joined(separator: "; ")
    var final = outcome.final
    if final == .accept, let wanted = settings.acceptScore, !wanted.admits(score) {
      final = .review
      because += "; review, for the score \(score) with the model's is below accept_score \(wanted.least)"
    }
    return (
      Arbitration(
        rules: rules.decision, model: verdict.majority?.decision, final: final,
        cleared: outcome.cleared.isEmpty ? nil : outcome.cleared, because: because), score
    )
  }

  /// The verdict that the votes amount to, and why it is more careful than they are.
  private func settle(_ verdict: ModelVerdict) -> (Decision, String?) {
    guard !verdict.votes.isEmpty else { return (.review, "the model gave no verdict") }
    guard let counted = verdict.countedMajority, verdict.majority.map({ $0.decision == counted }) ?? true else {
      return (.review, Self.caution(about: verdict))
    }
    let confidence = verdict.confidence(in: counted)
    if counted == .accept, !(confidence >= settings.acceptConfidence) {
      return (.review, "accept with confidence \(confidence) is below accept_confidence \(settings.acceptConfidence)")
    }
    return (counted, counted == .review && verdict.majority == nil ? Self.caution(about: verdict) : nil)
  }

  /// Why the votes, as they were given, do not decide.
  private static func caution(about verdict: ModelVerdict) -> String {
    guard let majority = verdict.majority?.decision else {
      let tally = Decision.allCases.map { d in "\(verdict.votes.count { $0.decision == d }) \(d.rawValue)" }
      return "the votes have no majority (\(tally.joined(separator: ", ")))"
    }
    let agreeing = verdict.votes.filter { $0.decision == majority }
    let carried = agreeing.count { !$0.carrying.isEmpty }
    return carried == 0
      ? "the model's \(majority.rawValue) has no grounded reason that speaks for it and counts as review"
      : "only \(carried) of \(agreeing.count) votes for \(majority.rawValue) have a grounded reason that speaks for them; the others count as review"
  }

  private struct Weighed {
    var final: Decision
    var because: String
    var score: Double
    var cleared: [Arbitration.Cleared] = []
  }

  private func raise(
    _ rules: RulesVerdict, to opinion: Decision, by verdict: ModelVerdict, _ findings: [Finding]
  ) -> Weighed {
    if opinion == rules.decision {
      return Weighed(final: opinion, because: "rules and model agree: \(rules.because)", score: rules.score)
    }
    if rules.decision == .accept, opinion == .reject {
      // Answers to questions are the model's own, whatever they made of the finding.
      let odd = findings.filter { $0.outcome == .fail || $0.outcome == .warn }.filter { !$0.isAsked }.map(\.id)
      let spoken = verdict.spoken(for: .reject)
      let support = odd.filter(spoken.contains)
      guard !support.isEmpty else {
        return Weighed(
          final: .review,
          because: "the model raises accept to reject, and only its own statements support that: review",
          score: rules.score)
      }
      return Weighed(
        final: .reject, because: "the model raises accept to reject, supported by \(list(support))", score: rules.score)
    }
    return Weighed(
      final: opinion, because: "the model raises \(rules.decision.rawValue) to \(opinion.rawValue)", score: rules.score)
  }

  private func lower(
    _ rules: RulesVerdict, to opinion: Decision, by verdict: ModelVerdict, _ findings: [Finding]
  ) -> Weighed {
    let allowed = Set(findings.filter(clearing.allow).map(\.id))
    let cleared = verdict.cleared(for: opinion).filter { allowed.contains($0.finding) }
    let left = RulesVerdict(of: findings.cleared(of: Set(cleared.map(\.finding))), by: settings, cards: cards)
    let final = max(opinion, left.decision, rules.floor?.decision ?? .accept)
    var clauses = cleared.map { "the model clears \($0.finding) by \(list($0.reasons))" }
    if final < rules.decision { clauses.append("\(rules.decision.rawValue) becomes \(final.rawValue)") }
    if let floor = rules.floor, floor.decision == final {
      clauses.append("no model may lower this: \(floor.because)")
    } else if final > opinion {
      clauses.append("the model may not lower \(final.rawValue): \(obstacles(in: left, allowed: allowed))")
    }
    return Weighed(final: final, because: clauses.joined(separator: "; "), score: left.score, cleared: cleared)
  }

  /// Why what is left still holds the verdict up.
  private func obstacles(in left: RulesVerdict, allowed: Set<String>) -> String {
    let barred = left.drivers.filter { !allowed.contains($0) }
    let open = left.drivers.filter(allowed.contains)
    return [
      barred.isEmpty ? nil : "the policy lets no model clear \(list(barred))",
      open.isEmpty
        ? nil : "no reason of its own, resting on more than the finding, clears \(list(open)) in every vote",
      left.drivers.isEmpty ? left.because : nil,
    ].compactMap(\.self).joined(separator: "; ")
  }
}
