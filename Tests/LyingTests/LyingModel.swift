import Evaluation
import JSON
import LanguageModel
import Reasoning

/// A model that tells one lie about one case, in all stages.
struct LyingModel: LanguageModel {
  let name = "liar"
  let fingerprint: JSONValue = ["model": "liar"]
  let capacity = ModelCapacity()
  let lie: Lie
  let about: LyingCase

  func answer(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer {
    let value: JSONValue =
      switch request.schemaName {
      case "knowledge_recall": ["statements": list(lie.knowledge(about)) { [] }]
      case "visual_features":
        ["observations": list(lie.observations(about)) { [] }, "answers": .array(answers)]
      case "visual_features_answers": ["answers": .array(answers)]
      case "anatomical_inference":
        ["inferences": list(lie.inferences(about)) { [.init("fault", "none"), .init("label", "none")] }]
      default:
        [
          "reasons": .array(
            lie.reasons(about, request.sample).map { said in
              .object(
                members(said) + [
                  .init("fault", .string(said.fault)), .init("label", "none"),
                  .init("supports", .string(said.supports)),
                ])
            }), "verdict": .string(lie.verdict(request.sample)), "confidence": .integer(lie.confidence),
        ]
      }
    return ModelAnswer(value: value, model: name, usage: nil, latencyMilliseconds: 0, attempts: 1)
  }

  private func list(_ said: [Lie.Said], _ more: () -> [JSONValue.Member]) -> JSONValue {
    .array(said.map { .object(members($0) + more()) })
  }

  private func members(_ said: Lie.Said) -> [JSONValue.Member] {
    [.init("text", .string(said.text)), .init("evidence", .array(said.evidence.map(JSONValue.string)))]
  }

  private var answers: [JSONValue] {
    about.evidence.questions.flatMap { question in
      (lie.answers ?? [question.expected.rawValue]).map { answer in
        ["finding": .string(question.id), "text": "It is seen.", "evidence": ["P1"], "answer": .string(answer)]
      }
    }
  }
}
