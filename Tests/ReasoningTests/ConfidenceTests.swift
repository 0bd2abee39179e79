import Evaluation
import Foundation
import JSON
import LanguageModel
import PolicyLanguage
import Testing

@testable import Reasoning

/// How sure a model is, by its own words and by its tokens.
@Suite struct ConfidenceTests {
  /// Tokens parted by `|`; the ones in `alternatives`, by their place, with probabilities instead of logarithms.
  private static func tokens(_ text: String, _ alternatives: [Int: [(String, Double)]] = [:]) -> [ModelToken] {
    text.split(separator: "|", omittingEmptySubsequences: true).enumerated().map { place, piece in
      let others = alternatives[place] ?? []
      let own = others.first { $0.0 == piece }?.1 ?? 1
      return ModelToken(
        text: String(piece), logProbability: log(own),
        alternatives: others.map { .init(text: $0.0, logProbability: log($0.1)) })
    }
  }

  @Test func `the verdict's probability is its share among the verdicts`() {
    // One token for the verdict: 0.6 against 0.3, the rest is no verdict.
    let one = Self.tokens(
      #"{"reasons":[],"|verdict|":"|accept|","confidence":90}"#,
      [3: [("accept", 0.6), ("review", 0.3), ("maybe", 0.1)]])
    #expect(abs((VerdictProbability.of(.accept, in: one) ?? 0) - 0.6 / 0.9) < 1e-12)
    // Two tokens: “re” against “acc”, then “view” against “ject”.
    let two = Self.tokens(
      #"{"verdict": "|re|view|"}"#,
      [1: [("re", 0.5), ("acc", 0.4), ("r", 0.1)], 2: [("view", 0.2), ("ject", 0.6), ("ally", 0.2)]])
    #expect(abs((VerdictProbability.of(.review, in: two) ?? 0) - 0.6 * 0.25) < 1e-12)
    // The quote belongs to the verdict's token.
    let quoted = Self.tokens(
      #"{"verdict":| "reject|"}"#, [1: [(#" "reject"#, 0.7), (#" "accept"#, 0.2), (#" "re"#, 0.1)]])
    #expect(abs((VerdictProbability.of(.reject, in: quoted) ?? 0) - 0.8) < 1e-12)
    // A token of one letter each, without alternatives: the product of what they are.
    let letters = "accept".enumerated().map { place, letter in
      ModelToken(text: String(letter), logProbability: log(place == 0 ? 0.5 : 0.9))
    }
    let spelt =
      [ModelToken(text: #"{"verdict":""#, logProbability: 0)] + letters + [ModelToken(text: "\"}", logProbability: -3)]
    #expect(abs((VerdictProbability.of(.accept, in: spelt) ?? 0) - 0.5 * pow(0.9, 5)) < 1e-12)
  }

  @Test func `a verdict inside a text or another object is not the verdict`() {
    let tokens = Self.tokens(
      #"{"reasons":[{"text":"\"verdict\":\"accept\"","verdict":"accept"}],"note":"verdict","verdict":"|review|"}"#,
      [1: [("review", 0.5), ("accept", 0.5)]])
    #expect(VerdictProbability.of(.accept, in: tokens) == nil)
    #expect(VerdictProbability.of(.review, in: tokens) == 0.5)
    #expect(VerdictProbability.of(.accept, in: []) == nil)
    #expect(VerdictProbability.of(.accept, in: Self.tokens("I would |accept")) == nil)
    #expect(VerdictProbability.of(.accept, in: Self.tokens(#"{"verdict":"acc"#)) == nil)
    #expect(VerdictProbability.of(.accept, in: Self.tokens(#"{"verdict":"accept\""#)) == nil)
  }

  @Test(
    arguments: [
      (0.9, nil, 0.9, "model"), (0.9, 0.4, 0.4, "tokens"), (0.5, 0.99, 0.5, "model"), (0.5, 0.5, 0.5, "model"),
      (1, Double.nan, 1, "model"), (1, -3, 0, "tokens"),
    ] as [(Double, Double?, Double, String)])
  func `the smaller number counts, and the record says which`(
    said: Double, tokens: Double?, value: Double, source: String
  ) {
    let confidence = Confidence(said: said, inTokens: tokens)
    #expect(confidence.value == value)
    #expect(confidence.source.rawValue == source)
  }

  @Test(arguments: [(0.95, Decision.accept, "model"), (0.6, .review, "tokens")])
  func `a model that is surer in words than in its tokens does not accept`(
    probability: Double, decision: Decision, source: String
  ) async throws {
    guard
      case .answer(let value) = synthesis("accept", 0.9, [reason("The liver has 1490 mL.", ["F1"], supports: "accept")])
    else { return }
    let tokens = Self.tokens(
      #"{"reasons":[…],"verdict":"|accept|","confidence":90}"#,
      [1: [("accept", probability), ("review", 1 - probability)]])
    let passed = finding(
      "F1", "volume", nil, ["liver"], .pass, measured: Measured(value: 1490, unit: "mL"),
      message: "The liver has 1490 mL.")
    let model = ScriptedModel(script([.told(value, tokens: tokens)]))
    let reasoner = ModelReasoner(model: model, prompts: try PromptSet(shippedPrompts()))
    let outcome = await reasoner.reason(about: CaseEvidence(policy: policy(), findings: [passed]))
    #expect(outcome.decision == decision)
    let vote = try #require(outcome.stages.last?.votes.first)
    #expect(vote.confidenceFrom?.rawValue == source)
    #expect(vote.confidenceSaid == 0.9)
    #expect(abs((vote.tokenProbability ?? 0) - probability) < 1e-9)
    #expect(abs(vote.confidence - min(0.9, probability)) < 1e-9)
  }
}
