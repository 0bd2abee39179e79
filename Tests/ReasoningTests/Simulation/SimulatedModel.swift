import Evaluation
import Foundation
import JSON
import LanguageModel
import Numerics
import Reasoning

/// A model with known rates of error. What it says to a question depends on the case and the sample alone, so that
/// every arm of a simulation meets the same answers.
struct SimulatedModel: LanguageModel {
  /// How often it errs. Chosen, not measured; the page says so.
  enum Rates {
    /// A case is misread as such: its readings then err together.
    static let misreadCase = 0.1
    static let errorInMisread = 0.85
    /// One reading of any other case errs by itself.
    static let errorElsewhere = 0.12
    /// A wrong verdict is held up by an untruth that the evidence contradicts; else by an excuse that nothing
    /// contradicts.
    static let openUntruth = 0.5
    /// A reason has a slip: an id that does not exist, another number, the other side, or empty talk.
    static let slipWhenRight = 0.08
    static let slipWhenWrong = 0.25
    /// A reading, or an earlier stage, is nonsense or refused.
    static let babble = 0.015
    static let refusal = 0.015
  }

  let example: SimulatedCase
  let seed: UInt64
  /// Whether its server tells tokens' probabilities.
  let tellsTokens: Bool

  let name = "simulated"
  let fingerprint: JSONValue = ["model": "simulated"]
  let capacity = ModelCapacity()

  func answer(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer {
    let stages = ["knowledge_recall", "visual_features", "anatomical_inference", "clinical_synthesis"]
    let stage = UInt64(stages.firstIndex(of: request.schemaName) ?? 9)
    var random = SplitMix64(seed: seed &* 1000 &+ stage &* 100 &+ UInt64(request.sample))
    if random.chance(Rates.refusal) { throw ModelError(code: .refused, message: "No.") }
    if random.chance(Rates.babble) { return made(["babble": "All is well."]) }
    switch request.schemaName {
    case "knowledge_recall":
      return made(["statements": [["text": "The left kidney lies left of the right kidney.", "evidence": ["sides"]]]])
    case "visual_features":
      let text =
        example.truth == .missed && !isMisread
        ? "The contour of the left kidney leaves out its lower end."
        : "The contour of the left kidney follows its edge."
      let other =
        example.truth == .found && !isMisread
        ? "The contour of the right kidney leaves out its lower end."
        : "The contour of the right kidney follows its edge."
      return made([
        "observations": [
          ["text": .string(text), "evidence": ["P1"]], ["text": .string(other), "evidence": ["P1"]],
        ]
      ])
    case "anatomical_inference":
      return made([
        "inferences": [["text": "Nothing explains more.", "evidence": ["F1"], "fault": "none", "label": "none"]]
      ])
    default: return reading(&random)
    }
  }

  private var isMisread: Bool {
    var random = SplitMix64(seed: seed &* 1000 &+ 999)
    return random.chance(Rates.misreadCase)
  }

  private func reading(_ random: inout SplitMix64) -> ModelAnswer {
    let errs = random.chance(isMisread ? Rates.errorInMisread : Rates.errorElsewhere)
    let right = example.truth.isUsable ? "accept" : example.truth == .vetoed ? "reject" : "review"
    let verdict = !errs ? right : example.truth.isUsable ? random.pick(["review", "reject"]) : "accept"
    let slip = errs ? Rates.slipWhenWrong : Rates.slipWhenRight
    let reasons = reasons(for: verdict, errs: errs, &random).map { text, evidence -> JSONValue in
      var (text, evidence) = (text, evidence)
      if random.chance(slip) {
        switch random.below(4) {
        case 0: evidence = ["F17"]
        case 1: text = "\(text) That is 999 mL."
        case 2: (text, evidence) = ("It leaks to the right side of the left lung.", evidence)
        default: (text, evidence) = ("As one can see, all is as it should be.", [])
        }
      }
      return reason(text, evidence, supports: verdict)
    }
    let said = 85 + 5 * random.below(4)
    let probability = errs ? 0.45 + Double(random.below(46)) / 100 : 0.72 + Double(random.below(28)) / 100
    let other = verdict == "accept" ? "review" : "accept"
    let tokens = [
      ModelToken(text: #"{"reasons":[],"verdict":""#, logProbability: 0),
      ModelToken(
        text: verdict, logProbability: log(probability),
        alternatives: [
          .init(text: verdict, logProbability: log(probability)),
          .init(text: other, logProbability: log(1 - probability)),
        ]), ModelToken(text: "\"}", logProbability: 0),
    ]
    return made(
      ["reasons": .array(reasons), "verdict": .string(verdict), "confidence": .integer(said)],
      tokens: tellsTokens ? tokens : nil)
  }

  private func reasons(
    for verdict: String, errs: Bool, _ random: inout SplitMix64
  ) -> [(text: String, evidence: [String])] {
    let isOpenUntruth = errs && random.chance(Rates.openUntruth)
    if verdict == "accept" {
      return example.findings.map { finding in
        guard finding.outcome == .fail else { return (finding.message, [finding.id]) }
        return isOpenUntruth
          ? ("\(finding.id) passed.", [finding.id, "V2"])
          : ("\(finding.id) does not matter for the use of the mask.", [finding.id, "V2"])
      }
    }
    let odd = example.findings.filter { $0.outcome == .fail }
    if !odd.isEmpty { return odd.map { ($0.message, [$0.id]) } }
    return isOpenUntruth ? [("F3 failed.", ["F3"])] : [("The outline of the left kidney does not convince.", ["V1"])]
  }

  private func made(_ value: JSONValue, tokens: [ModelToken]? = nil) -> ModelAnswer {
    ModelAnswer(value: value, model: name, usage: nil, latencyMilliseconds: 0, attempts: 1, tokens: tokens)
  }
}
