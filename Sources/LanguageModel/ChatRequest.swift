internal import FoundationEssentials
internal import JSON

/// The body of a `chat/completions` request. Carries nothing optional: each optional field breaks some server.
struct ChatRequest: Sendable {
  let model: String
  let request: ModelRequest
  /// Set in a repair turn.
  var correction: Correction?

  struct Correction: Hashable, Sendable {
    let answer: String
    let violations: [String]
  }

  func body(limitedBy field: TokenLimitField) throws(JSONError) -> [UInt8] {
    var messages: [JSONValue] = []
    if !request.system.isEmpty { messages.append(["role": "system", "content": .string(request.system)]) }
    var parts = request.parts
    if let correction, correction.answer.isEmpty { parts.append(.text(Self.words(correction.violations))) }
    messages.append(["role": "user", "content": Self.content(parts)])
    if let correction, !correction.answer.isEmpty {
      messages.append(["role": "assistant", "content": .string(String(correction.answer.prefix(16_000)))])
      messages.append(["role": "user", "content": .string(Self.words(correction.violations))])
    }
    let format: JSONValue = [
      "type": "json_schema",
      "json_schema": [
        "name": .string(request.schemaName), "strict": true, "schema": request.schema.portableSchema,
      ],
    ]
    let body: JSONValue = .object([
      .init("model", .string(model)), .init("messages", .array(messages)), .init("response_format", format),
      .init(field.rawValue, .integer(request.maximumTokens)),
    ])
    return try body.bytes()
  }

  /// A single text goes as a plain string, which servers without picture support understand too.
  private static func content(_ parts: [ModelRequest.Part]) -> JSONValue {
    if parts.count == 1, case .text(let text) = parts[0] { return .string(text) }
    return .array(
      parts.map { part in
        switch part {
        case .text(let text): ["type": "text", "text": .string(text)]
        case .png(let bytes):
          [
            "type": "image_url",
            "image_url": ["url": .string("data:image/png;base64," + Data(bytes).base64EncodedString())],
          ]
        }
      })
  }

  private static func words(_ violations: [String]) -> String {
    let shown = violations.prefix(20).map { "- " + String($0.prefix(500)) }
    let more = violations.count > shown.count ? ["- and \(violations.count - shown.count) more"] : []
    return "Your answer does not satisfy the JSON Schema:\n" + (shown + more).joined(separator: "\n")
      + "\nAnswer again with the whole corrected JSON value and nothing else."
  }
}

/// How a server wants to be told the token limit. The newer name is the default; servers that refuse it are asked with the older one.
package enum TokenLimitField: String, Hashable, Sendable {
  case maxCompletionTokens = "max_completion_tokens"
  case maxTokens = "max_tokens"
}
