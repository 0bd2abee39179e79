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
    [],
  ]

  private static let settings: [DecisionSettings] = {
    var all: [DecisionSettings] = []
    for veto in [[], [Severity.reject], [.review]] {
      for authority in DecisionSettings.Authority.allCases {
        for failure in DecisionSettings.ModelFailure.allCases {
          for confidence in [0, 0.7] {
            var settings = DecisionSettings()
            (settings.veto, settings.authority, settings.onModelFailure) = (veto, authority, failure)
            settings.acceptConfidence = confidence
            all.append(settings)
          }
        }
      }
    }
    return all
  }()

  /// Made anew for each test: what a global holds behind the tags of enums looks lost to the leak check.
  private static var opinions: [ModelOpinion] {
    var opinions: [ModelOpinion] = [.notAsked, .failed(StageFailure(ModelError(code: .refused, message: "No.")))]
    for decision in Decision.allCases {
      for confidence in [0, 0.7, Double.nan] {
        for cited: Set<String> in [[], ["F1"], ["F1", "F2"]] {
          for grounded in [[], ["S1"]] {
            let vote = ModelVerdict.Vote(decision: decision, confidence: confidence, grounded: grounded, cited: cited)
            opinions.append(.verdict(ModelVerdict(votes: [vote])))
            for other in Decision.allCases {
              let another = ModelVerdict.Vote(decision: other, confidence: 1, grounded: ["S2"], cited: ["F1", "F2"])
              opinions.append(.verdict(ModelVerdict(votes: [vote, another])))
              opinions.append(.verdict(ModelVerdict(votes: [vote, another, another])))
            }
          }
        }
      }
    }
    return opinions
  }

  /// All combinations of findings, settings and opinions.
  private func everything(_ body: (RulesVerdict, DecisionSettings, ModelOpinion, Arbitration, Double) -> Bool) -> Int {
    var tried = 0
    for findings in Self.findingSets {
      for settings in Self.settings {
        let rules = RulesVerdict(of: findings, by: settings)
        for opinion in Self.opinions {
          let (arbitration, score) = Arbitrator(settings: settings).decide(rules: rules, model: opinion)
          tried += 1
          guard body(rules, settings, opinion, arbitration, score) else {
            Issue.record("\(rules) \(settings) \(opinion) gave \(arbitration)")
            return tried
          }
        }
      }
    }
    return tried
  }

  @Test func `a failed vetoed finding always rejects`() {
    let tried = everything { rules, _, _, arbitration, _ in
      rules.vetoes.isEmpty || (arbitration.final == .reject && rules.vetoes.allSatisfy(arbitration.because.contains))
    }
    #expect(tried > 10_000)
  }

  @Test func `no usable answer never accepts, and never undercuts the rules`() {
    let tried = everything { rules, settings, opinion, arbitration, _ in
      guard case .failed = opinion else { return true }
      let floor: Decision = settings.onModelFailure == .reject ? .reject : .review
      return arbitration.final == max(floor, rules.decision) && arbitration.model == nil
    }
    #expect(tried > 10_000)
  }

  @Test func `a model accepts only with confidence, a majority and grounded reasons`() {
    let tried = everything { rules, settings, opinion, arbitration, _ in
      guard case .verdict(let verdict) = opinion, arbitration.final == .accept else { return true }
      guard settings.authority == .model else { return rules.decision == .accept }
      return verdict.majority?.decision == .accept && verdict.confidence(in: .accept) >= settings.acceptConfidence
        && verdict.votes.contains { $0.decision == .accept && !$0.grounded.isEmpty }
    }
    #expect(tried > 10_000)
  }

  @Test func `a model lowers only with reasons on every finding that holds the verdict up`() {
    let tried = everything { rules, _, opinion, arbitration, _ in
      guard case .verdict(let verdict) = opinion, arbitration.final < rules.decision else { return true }
      let cited = verdict.votes.reduce(into: Set<String>()) { $0.formUnion($1.cited) }
      return !rules.drivers.isEmpty && rules.drivers.allSatisfy(cited.contains)
    }
    #expect(tried > 10_000)
  }

  @Test func `accept against reject is never settled by one side`() {
    let tried = everything { rules, settings, opinion, arbitration, _ in
      guard case .verdict(let verdict) = opinion, settings.authority == .model, rules.vetoes.isEmpty else {
        return true
      }
      switch (rules.decision, verdict.majority?.decision) {
      case (.accept, .reject): return arbitration.final == .review
      case (.reject, .accept): return arbitration.final >= .review
      default: return true
      }
    }
    #expect(tried > 10_000)
  }

  @Test func `under the rules' authority a model can only raise an accept to review`() {
    let tried = everything { rules, settings, opinion, arbitration, _ in
      guard case .verdict = opinion, settings.authority == .rules else { return true }
      return arbitration.final == rules.decision || (rules.decision == .accept && arbitration.final == .review)
    }
    #expect(tried > 10_000)
  }

  @Test(arguments: [
    ([Decision.accept, .accept, .reject], Decision.accept), ([.accept, .review, .reject], .review),
    ([.accept, .reject], .review), ([.review, .review, .accept], .review),
  ])
  func `votes need more than half`(votes: [Decision], decision: Decision) {
    let rules = RulesVerdict(of: [finding("F1", "volume", nil, ["liver"], .pass)], by: DecisionSettings())
    let verdict = ModelVerdict(
      votes: votes.map { .init(decision: $0, confidence: 0.9, grounded: ["S1"], cited: ["F1"]) })
    let (arbitration, _) = Arbitrator(settings: DecisionSettings()).decide(rules: rules, model: .verdict(verdict))
    #expect(arbitration.final == decision)
  }
}
