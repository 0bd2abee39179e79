import Evaluation
import PolicyLanguage

/// Makes one decision of the rules' verdict and a model's opinion. Pure; every rule is one the policy's author can read in the documentation.
///
/// 1. A failed finding whose severity has a veto makes reject the floor. A case that coverage does not find enough evidence for is never accepted.
/// 2. A model may raise the rules' verdict; it may lower only what is not vetoed, and only when the grounded reasons of more than half of its votes speak of
///    each finding that holds the verdict up. A vote without any grounded reason counts as a review.
/// 3. No usable answer is `on_model_failure`, or the rules' verdict where that is worse.
/// 4. Accept against reject is a review; so are votes without a majority and an accept below `accept_confidence`.
/// 5. Under `authority: rules` a model only advises: it can raise an accept to review, nothing else.
struct Arbitrator {
  var settings: DecisionSettings

  /// The decision, the score it rests on, and what made it.
  func decide(rules: RulesVerdict, model opinion: ModelOpinion) -> (arbitration: Arbitration, score: Double) {
    switch opinion {
    case .notAsked:
      return (
        Arbitration(
          rules: rules.decision, final: rules.decision,
          because: "rules alone, no language model was consulted; \(rules.because)"), rules.score
      )
    case .failed(let why):
      let fallback: Decision = settings.onModelFailure == .reject ? .reject : .review
      let final = max(fallback, rules.decision)
      let because =
        rules.decision >= fallback
        ? "\(rules.because); the model gave no usable answer (\(why.words))"
        : "on_model_failure: \(fallback.rawValue), the model gave no usable answer (\(why.words))"
      return (Arbitration(rules: rules.decision, final: final, because: because), min(rules.score, 0.5))
    case .verdict(let verdict):
      let (opinion, caution) = settle(verdict)
      var (final, because) = weigh(opinion, cited: verdict.spoken(for: opinion), against: rules)
      if let caution { because = "\(caution); \(because)" }
      if let floor = rules.floor, final < floor.decision {
        (final, because) = (floor.decision, "no model may lower this: \(floor.because)")
      }
      let arbitration = Arbitration(
        rules: rules.decision, model: verdict.majority?.decision, final: final, because: because)
      let restsOnRules = settings.authority == .rules || final > opinion
      return (arbitration, restsOnRules ? min(rules.score, verdict.score) : verdict.score)
    }
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
    let grounded = agreeing.count { !$0.grounded.isEmpty }
    return grounded == 0
      ? "the model's \(majority.rawValue) has no grounded reason and counts as review"
      : "only \(grounded) of \(agreeing.count) votes for \(majority.rawValue) have a grounded reason; the others count as review"
  }

  private func weigh(_ opinion: Decision, cited: Set<String>, against rules: RulesVerdict) -> (Decision, String) {
    if !rules.vetoes.isEmpty { return (.reject, rules.because) }
    if settings.authority == .rules {
      if rules.decision == .accept, opinion > .accept {
        return (.review, "authority: rules, the model's \(opinion.rawValue) raises accept to review")
      }
      return (rules.decision, "authority: rules, \(rules.because)")
    }
    if opinion == rules.decision { return (opinion, "rules and model agree: \(rules.because)") }
    if opinion > rules.decision {
      if rules.decision == .accept, opinion == .reject {
        return (.review, "rules and model disagree by two steps (accept against reject)")
      }
      return (opinion, "the model raises \(rules.decision.rawValue) to \(opinion.rawValue)")
    }
    let unanswered = rules.drivers.filter { !cited.contains($0) }
    guard unanswered.isEmpty, !rules.drivers.isEmpty else {
      let what = unanswered.isEmpty ? rules.because : "no grounded reason of the model speaks of \(list(unanswered))"
      return (rules.decision, "the model may not lower \(rules.decision.rawValue): \(what)")
    }
    if rules.decision == .reject, opinion == .accept {
      return (.review, "rules and model disagree by two steps (reject against accept): \(rules.because)")
    }
    return (
      opinion,
      "the model lowers \(rules.decision.rawValue) to \(opinion.rawValue) with grounded reasons on \(list(rules.drivers))"
    )
  }
}
