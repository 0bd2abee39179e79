internal import FoundationEssentials
internal import JSON

/// One request to a model: the question, and in a repair turn what was wrong with the last answer.
struct ModelTurn: Sendable {
  let request: ModelRequest
  let profile: ModelProfile
  var model: String
  var tokenLimitField = TokenLimitField.maxCompletionTokens
  var correction: Correction?

  struct Correction: Hashable, Sendable {
    let answer: String
    let violations: [String]
  }

  struct Message: Hashable, Sendable {
    let isModel: Bool
    let parts: [ModelRequest.Part]
  }

  /// The conversation, without the system's text. An empty answer is not put into the model's mouth.
  var messages: [Message] {
    var parts = request.parts
    if let schema = schemaInWords { parts.append(.text(schema)) }
    guard let correction else { return [Message(isModel: false, parts: parts)] }
    let words = ModelRequest.Part.text(Self.words(correction.violations))
    guard !correction.answer.isEmpty else { return [Message(isModel: false, parts: parts + [words])] }
    return [
      Message(isModel: false, parts: parts),
      Message(isModel: true, parts: [.text(String(correction.answer.prefix(16_000)))]),
      Message(isModel: false, parts: [words]),
    ]
  }

  /// The schema as this server takes it.
  var schema: JSONValue { request.schema.reduced(to: profile.schemaSubset) }

  /// What the model may spend: on the answer, and on thinking where the profile allows for that.
  var maximumTokens: Int { request.maximumTokens + (profile.reasoningTokens ?? 0) }

  /// Samples of one question differ by their seed.
  var seed: JSONValue? { profile.seed.map { .integer($0 &+ request.sample) } }

  var temperature: JSONValue? { profile.temperature.map(JSONValue.number) }

  /// The full schema in the prompt, for servers that are not told it otherwise.
  private var schemaInWords: String? {
    guard profile.schemaMode == .object || profile.schemaMode == .prompt, let schema = try? request.schema.text() else {
      return nil
    }
    return "Answer with one JSON value that satisfies this JSON Schema, and with nothing else:\n" + schema
  }

  private static func words(_ violations: [String]) -> String {
    let shown = violations.prefix(20).map { "- " + String($0.prefix(500)) }
    let more = violations.count > shown.count ? ["- and \(violations.count - shown.count) more"] : []
    return "Your answer does not satisfy the JSON Schema:\n" + (shown + more).joined(separator: "\n")
      + "\nAnswer again with the whole corrected JSON value and nothing else."
  }
}

extension [UInt8] {
  var base64: JSONValue { .string(Data(self).base64EncodedString()) }
}

/// How a `chat/completions` server wants to be told the token limit.
package enum TokenLimitField: String, CaseIterable, Hashable, Sendable {
  case maxCompletionTokens = "max_completion_tokens"
  case maxTokens = "max_tokens"
}
