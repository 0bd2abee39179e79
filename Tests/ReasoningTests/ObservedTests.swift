import Evaluation
import PolicyLanguage
import Testing

@testable import Reasoning

/// What is only observed: it is kept, and nothing comes of it.
@Suite struct ObservedTests {
  private static let sound = finding("F1", "volume", nil, ["liver"], .pass)

  @Test(arguments: [Finding.Outcome.fail, .warn, .notEvaluable])
  func `a finding that is observed decides nothing, and stays in its place`(outcome: Finding.Outcome) {
    let observed = finding(
      "F2", "volume", outcome == .notEvaluable ? nil : "below", ["spleen"], outcome, severity: .reject, margin: -9,
      effect: .reject, isObserved: true)
    let last = finding("F3", "holes", nil, ["liver"], .pass)
    let with = RulesReasoner().decide(
      CaseEvidence(policy: policy(), findings: [Self.sound, observed, last]))
    let without = RulesReasoner().decide(CaseEvidence(policy: policy(), findings: [Self.sound, last]))
    #expect(with.findings.map(\.id) == ["F1", "F2", "F3"])
    #expect(with.decision == .accept && without.decision == .accept)
    #expect((with.score, with.reasons, with.stages) == (without.score, without.reasons, without.stages))
  }

  @Test func `a model is told nothing of what is observed`() {
    let observed = finding("F2", "volume", "below", ["spleen"], severity: .reject, isObserved: true)
    let tried = expectation("tried", because: "This is only being tried out.")
    var observing = tried
    observing.mode = .observe
    let evidence = CaseEvidence(
      policy: policy(expectations: abdominalExpectations + [observing]), findings: [Self.sound, observed])
    #expect(evidence.findings.map(\.id) == ["F1"])
    #expect(evidence.policy.expectations.map(\.id) == abdominalExpectations.map(\.id))
  }

  @Test(arguments: [(Finding.Outcome.pass, Decision.accept), (.fail, .reject)])
  func `a policy that is observed sends every case to review, and says what it would have been`(
    outcome: Finding.Outcome, decision: Decision
  ) {
    let findings = [finding("F1", "volume", outcome == .fail ? "below" : nil, ["liver"], outcome, severity: .reject)]
    let result = RulesReasoner().decide(CaseEvidence(policy: policy(mode: .observe), findings: findings))
    #expect(result.decision == .review)
    #expect(result.arbitration.observed == decision)
    #expect(result.arbitration.rules == decision)
    #expect(result.arbitration.because.contains("in force it would say \(decision.rawValue)"))
  }
}
