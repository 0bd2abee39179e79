import Foundation
import JSON
import LanguageModel
import Testing

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

  static let key = "sk-test-1234567890"

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
final class RecordedWaits: @unchecked Sendable {
  private let lock = NSLock()
  private var durations: [Duration] = []

  var all: [Duration] { lock.withLock { durations } }

  /// No jitter, so that waits can be compared.
  var policy: RetryPolicy {
    RetryPolicy(sleep: { [self] wait in lock.withLock { durations.append(wait) } }, jitter: { 0 })
  }
}

extension ScriptedServer {
  /// A model that asks this server, without really waiting.
  func model(
    _ interface: ModelProfile.Interface = .chatCompletions, key: String? = Fixtures.key,
    waits: RecordedWaits = RecordedWaits(),
    limits: HTTPTransport.Limits = HTTPTransport.Limits(connectSeconds: 60, totalSeconds: 600),
    change: (inout ModelProfile) -> Void = { _ in }
  ) throws -> RemoteModel {
    var profile = ModelProfile(name: "scripted", interface: interface, baseURL: address, model: "m")
    profile.limits = limits
    change(&profile)
    return try RemoteModel(profile: profile, key: key, retry: waits.policy)
  }
}

/// The error that asking for the fixture's question gives. No message may hold the key.
func failure(of model: some LanguageModel) async -> ModelError? {
  do {
    _ = try await model.answer(Fixtures.question)
    return nil
  } catch {
    #expect(!"\(error)".contains(Fixtures.key))
    return error
  }
}
