import Foundation
import JSON
import LanguageModel

/// A model that gives prepared answers by schema name, in order; the last one again and again. Remembers what it was
/// asked, behind a lock that the thread sanitizer knows (it does not know `Mutex` on Linux).
final class ScriptedModel: LanguageModel, @unchecked Sendable {
  enum Reply: Sendable {
    case answer(JSONValue)
    case told(JSONValue, tokens: [ModelToken])
    case failure(ModelError)
  }

  let name = "scripted"
  let fingerprint: JSONValue = ["model": "scripted"]
  let capacity: ModelCapacity
  private let script: [String: [Reply]]
  private let lock = NSLock()
  private var asked: [ModelRequest] = []

  init(_ script: [String: [Reply]], capacity: ModelCapacity = ModelCapacity()) {
    self.script = script
    self.capacity = capacity
  }

  var requests: [ModelRequest] { lock.withLock { asked } }

  func requests(_ schema: String) -> [ModelRequest] { requests.filter { $0.schemaName == schema } }

  func answer(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer {
    let turn = lock.withLock {
      asked.append(request)
      return asked.count { $0.schemaName == request.schemaName } - 1
    }
    guard let replies = script[request.schemaName], let last = replies.last else {
      throw ModelError(code: .serverFailure, message: "Nothing is prepared for \(request.schemaName).")
    }
    func answer(_ value: JSONValue, _ tokens: [ModelToken]? = nil) -> ModelAnswer {
      ModelAnswer(
        value: value, model: "scripted-1", usage: ModelUsage(inputTokens: 10, outputTokens: 5),
        latencyMilliseconds: turn, attempts: 1, tokens: tokens)
    }
    switch turn < replies.count ? replies[turn] : last {
    case .answer(let value): return answer(value)
    case .told(let value, let tokens): return answer(value, tokens)
    case .failure(let error): throw error
    }
  }
}

func reason(
  _ text: String, _ evidence: [String], supports: String, fault: String = "none", label: String = "none"
) -> JSONValue {
  [
    "text": .string(text), "evidence": .array(evidence.map(JSONValue.string)), "fault": .string(fault),
    "label": .string(label), "supports": .string(supports),
  ]
}

/// An answer to a question about the pictures.
func reply(_ choice: String, to finding: String, _ text: String = "It is seen.", citing pictures: [String] = ["P1"])
  -> JSONValue
{
  [
    "finding": .string(finding), "text": .string(text), "evidence": .array(pictures.map(JSONValue.string)),
    "answer": .string(choice),
  ]
}

func synthesis(_ verdict: String, _ confidence: Double, _ reasons: [JSONValue]) -> ScriptedModel.Reply {
  .answer([
    "reasons": .array(reasons), "verdict": .string(verdict), "confidence": .integer(Int((confidence * 100).rounded())),
  ])
}

/// Answers for stages 1 to 3 that say nothing wrong, and the given ones for stage 4.
func script(
  _ synthesis: [ScriptedModel.Reply], observations: [JSONValue] = [], answers: [JSONValue]? = nil,
  inferences: [JSONValue] = []
) -> [String: [ScriptedModel.Reply]] {
  var visual: [JSONValue.Member] = [.init("observations", .array(observations))]
  if let answers { visual.append(.init("answers", .array(answers))) }
  return [
    "knowledge_recall": [
      .answer(["statements": [["text": "The left kidney lies left of the right kidney.", "evidence": ["sides"]]]])
    ],
    "visual_features": [.answer(.object(visual))],
    "anatomical_inference": [.answer(["inferences": .array(inferences)])],
    "clinical_synthesis": synthesis,
  ]
}
