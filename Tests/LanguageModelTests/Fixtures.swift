import JSON
import LanguageModel
import Synchronization

/// A schema, a question and the wire form of answers, shared by the suites.
enum Fixtures {
  static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "text": ["type": "string", "maxLength": 20], "colour": ["type": "string", "enum": ["red", "green"]],
    ],
    "required": ["text", "colour"], "additionalProperties": false,
  ]

  static let question = ModelRequest(
    system: "You name colours.", parts: [.text("Which colour?")], schemaName: "colour", schema: schema,
    maximumTokens: 99)

  static let good = #"{"text":"grass","colour":"green"}"#
  static let goodValue: JSONValue = ["text": "grass", "colour": "green"]

  static func completion(_ content: JSONValue, finish: String = "stop", refusal: JSONValue = .null) throws -> String {
    let value: JSONValue = [
      "id": "c1", "model": "served",
      "choices": [
        ["index": 0, "finish_reason": .string(finish), "message": ["content": content, "refusal": refusal]]
      ],
      "usage": ["prompt_tokens": 10, "completion_tokens": 3, "total_tokens": 13],
    ]
    return try value.text()
  }

  static func completion(_ text: String) throws -> String { try completion(.string(text)) }
}

/// Waits that did not happen.
final class RecordedWaits: Sendable {
  private let durations = Mutex<[Duration]>([])

  var all: [Duration] { durations.withLock { $0 } }

  /// No jitter, so that waits can be compared.
  var policy: RetryPolicy {
    RetryPolicy(sleep: { [self] wait in durations.withLock { $0.append(wait) } }, jitter: { 0 })
  }
}

extension ScriptedServer {
  /// A model that asks this server, without really waiting.
  func model(
    key: String? = "sk-test-1234567890", waits: RecordedWaits = RecordedWaits(),
    limits: HTTPTransport.Limits = HTTPTransport.Limits(connectSeconds: 5, totalSeconds: 20)
  ) throws -> OpenAICompatibleModel {
    try OpenAICompatibleModel(
      name: "m", baseURL: address, key: key, retry: waits.policy, transport: HTTPTransport(limits: limits))
  }
}

/// The error that asking for the fixture's question gives.
func failure(of model: OpenAICompatibleModel) async -> ModelError? {
  do {
    _ = try await model.answer(Fixtures.question)
    return nil
  } catch { return error as? ModelError }
}
