import Evaluation
import LanguageModel
import PolicyLanguage
import Testing

@testable import Reasoning

@Suite struct ArbitratorTests {
  private static let findingSets: [[Finding]] = [
    [finding("F1", "volume", nil, ["liver"], .pass)],
    [finding("F1", "volume", "below", ["liver"])],
    [finding("F1", "volume", "below", ["liver"], severity: .reject)],
    [finding("F1", "volume", nil, ["liver"], .notEvaluable, effect: .review)],
    [finding("F1", "volume", nil, ["liver"], .notEvaluable, effect: .reject)],
    [finding("F1", "volume", "below", ["liver"], severity: .note), finding("F2", "holes", "count_above", ["liver"])],
    [finding("F1", "volume", nil, ["liver"], .pass), finding("F2", "coverage", "judged_findings_below", [])],
    [finding("F1", "volume", nil, ["liver"], .pass), finding("F2", "file", "same_grid_different", [])],
    (1...12).map { finding("F\($0)", "volume", "below", ["liver"], .warn, margin: -1) },
    [],
  ]

  private static let policies: [Policy] = {
    let named = expectation("volume", subjects: ["liver"], modelMayClear: true)
    let permissions: [ModelPermission] = [
      .advises, .standard, .clears(codes: codes(["holes.count_above"])),
      .clears(codes: codes(["volume.below", "holes.count_above", "file.same_grid_different"])),
    ]
    var all: [Policy] = []
    for veto in [[], [Severity.reject], [.review]] {
      for permission in permissions {
        for expectations in [[], [named]] {
          for failure in DecisionSettings.ModelFailure.allCases {
            for (confidence, agreement) in [(0, 0), (0.7, 0.9)] {
              all.append(
                policy(expectations: expectations) { settings in
                  (settings.veto, settings.model, settings.onModelFailure) = (veto, permission, failure)
                  (settings.acceptConfidence, settings.agreement) = (confidence, agreement)
                })
            }
          }
        }
      }
    }
    return all
  }()

  /// Made anew for each test: what a global holds behind the tags of enums looks lost to the leak check.
  private static func opinions(_ policy: Policy) -> [ModelOpinion] {
    var opinions: [ModelOpinion] = [.notAsked, .failed(StageFailure(ModelError(code: .refused, message: "No.")))]
    let ids = (1...12).map { "F\($0)" }
    func vote(_ decision: Decision, _ confidence: Double, _ cleared: [String], isGrounded: Bool) -> ModelVerdict.Vote {
      ModelVerdict.Vote(
        decision: decision, confidence: confidence, carrying: isGrounded ? ["S1"] : [], cited: Set(cleared),
        clearings: isGrounded ? cleared.map { Clearing(finding: $0, reason: "S-\($0)", supports: decision) } : [])
    }
    for decision in Decision.allCases {
      for confidence in [0.7, Double.nan] {
        for cleared in [[], ["F1"], ids] {
          for isGrounded in [false, true] {
            let one = vote(decision, confidence, cleared, isGrounded: isGrounded)
            opinions.append(.verdict(ModelVerdict(votes: [one])))
            for other in Decision.allCases {
              let another = vote(other, 1, ids, isGrounded: true)
              for votes in [[one, another], [another, one, another]] {
                opinions.append(
                  .verdict(
                    ModelVerdict(
                      votes: votes, planned: votes.count, agreementNeeded: policy.decision.agreement)))
              }
            }
          }
        }
      }
    }
    return opinions
  }

  private struct Trial {
    let findings: [Finding]
    let policy: Policy
    let rules: RulesVerdict
    let opinion: ModelOpinion
    let arbitration: Arbitration

    var settings: DecisionSettings { policy.decision }
    var cleared: Set<String> { Set((arbitration.cleared ?? []).map(\.finding)) }

    /// Whether the policy names a finding as one that a model may clear, told without the code under test.
    func isNamed(_ finding: Finding) -> Bool {
      guard case .clears(let codes) = settings.model else { return false }
      return codes.contains(finding.code)
        || policy.expectations.contains { $0.id == finding.expectation && $0.modelMayClear }
    }
  }

  /// All combinations of findings, policies and opinions.
  private func everything(_ body: (Trial) -> Bool) {
    var tried = 0
    for findings in Self.findingSets {
      for policy in Self.policies {
        let rules = RulesVerdict(of: findings, by: policy.decision)
        for opinion in Self.opinions(policy) {
          let (arbitration, _) = Arbitrator(policy).decide(findings, model: opinion)
          tried += 1
          let trial = Trial(
            findings: findings, policy: policy, rules: rules, opinion: opinion, arbitration: arbitration)
          guard body(trial) else {
            Issue.record("\(findings) \(policy.decision) \(opinion) gave \(arbitration)")
            return
          }
        }
      }
    }
    #expect(tried > 50_000)
  }

  @Test func `a failed vetoed finding always rejects`() {
    everything { trial in
      trial.rules.vetoes.isEmpty
        || (trial.arbitration.final == .reject && trial.rules.vetoes.allSatisfy(trial.arbitration.because.contains))
    }
  }

  @Test func `no usable answer never accepts, and never undercuts the rules`() {
    everything { trial in
      guard case .failed = trial.opinion else { return true }
      let floor: Decision = trial.settings.onModelFailure == .reject ? .reject : .review
      return trial.arbitration.final == max(floor, trial.rules.decision) && trial.arbitration.model == nil
    }
  }

  @Test func `a model accepts only with confidence, a majority and grounded reasons`() {
    everything { trial in
      guard case .verdict(let verdict) = trial.opinion, trial.arbitration.final == .accept else { return true }
      guard trial.settings.model != .advises else { return trial.rules.decision == .accept }
      return verdict.majority?.decision == .accept
        && verdict.confidence(in: .accept) >= trial.settings.acceptConfidence
        && verdict.votes.contains { $0.decision == .accept && !$0.carrying.isEmpty }
    }
  }

  @Test func `what is left once cleared findings are gone decides, and only what may be cleared is`() {
    everything { trial in
      guard case .verdict(let verdict) = trial.opinion else { return trial.cleared.isEmpty }
      for id in trial.cleared {
        guard let finding = trial.findings.first(where: { $0.id == id }) else { return false }
        let isFree =
          finding.kind != "file"
          && (finding.outcome == .warn || (finding.outcome == .fail && finding.severity == .note))
        let isVetoed = finding.outcome == .fail && trial.settings.veto.contains { $0 <= finding.severity }
        let reasons = verdict.votes.allSatisfy { $0.clearings.contains { $0.finding == id } }
        guard finding.kind != "coverage", !isVetoed, isFree || trial.isNamed(finding), reasons else { return false }
      }
      let held = trial.findings.filter { !trial.cleared.contains($0.id) }
      let weightiest = held.map { finding -> Decision in
        switch finding.outcome {
        case .fail where finding.severity >= .review: .review
        case .notEvaluable where finding.notEvaluable == .reject: .reject
        case .notEvaluable where finding.notEvaluable == .review: .review
        default: .accept
        }
      }.max()
      return trial.arbitration.final >= (weightiest ?? .accept)
    }
  }

  @Test func `nothing is lowered by a model whose policy names nothing, but sums of warnings and notes`() {
    everything { trial in
      guard trial.settings.model == .standard, !trial.policy.expectations.contains(where: \.modelMayClear),
        trial.arbitration.final < trial.rules.decision
      else { return true }
      return trial.findings.allSatisfy { $0.outcome == .pass || $0.outcome == .warn || $0.severity == .note }
    }
  }

  @Test func `an accept is raised to reject only with a measured finding that is odd`() {
    everything { trial in
      guard case .verdict = trial.opinion, trial.rules.decision == .accept, trial.arbitration.final == .reject else {
        return true
      }
      return trial.findings.contains { $0.outcome == .warn || $0.outcome == .fail }
    }
  }

  @Test func `a model that only advises changes nothing`() {
    everything { trial in
      guard case .verdict = trial.opinion, trial.settings.model == .advises else { return true }
      return trial.arbitration.final == trial.rules.decision && trial.cleared.isEmpty
    }
  }

  @Test(arguments: [
    ([Decision.accept, .accept, .reject], 0, Decision.accept), ([.accept, .accept, .reject], 0.67, .review),
    ([.accept, .accept, .accept], 1, .accept), ([.accept, .review, .reject], 0, .review),
    ([.accept, .reject], 0, .review), ([.review, .review, .accept], 0, .review),
    ([.accept, .accept, .accept, .review], 0.75, .accept), ([.accept, .accept, .accept, .review], 0.76, .review),
  ])
  func `votes need more than half, and the share that the policy asks for`(
    votes: [Decision], agreement: Double, decision: Decision
  ) {
    let verdict = ModelVerdict(
      votes: votes.map { .init(decision: $0, confidence: 0.9, carrying: ["S1"], cited: ["F1"]) },
      planned: votes.count, agreementNeeded: agreement)
    let (arbitration, _) = Arbitrator(policy()).decide(
      [finding("F1", "volume", nil, ["liver"], .pass)], model: .verdict(verdict))
    #expect(arbitration.final == decision)
  }

  @Test func `the record says what was cleared, by which reason of each vote`() {
    let findings = [finding("F1", "volume", nil, ["liver"], .pass), finding("F2", "holes", "count_above", ["liver"])]
    func vote(_ reasons: [String]) -> ModelVerdict.Vote {
      ModelVerdict.Vote(
        decision: .accept, confidence: 0.9, carrying: reasons, cited: ["F2"],
        clearings: reasons.map { Clearing(finding: "F2", reason: $0, supports: .accept) })
    }
    let arbitrator = Arbitrator(policy { $0.model = .clears(codes: codes(["holes.count_above"])) })
    func decide(_ votes: [ModelVerdict.Vote]) -> Arbitration {
      arbitrator.decide(findings, model: .verdict(ModelVerdict(votes: votes, planned: votes.count))).arbitration
    }
    let cleared = decide([vote(["S1", "S2"]), vote(["S4"])])
    #expect(cleared.cleared == [.init(finding: "F2", reasons: ["S1", "S4"])] && cleared.final == .accept)
    // One vote that has no such reason is enough to keep it.
    let kept = decide([vote(["S1"]), vote([]), vote(["S3"])])
    #expect(kept.cleared == nil && kept.final == .review && kept.because.contains("F2"))
  }
}
