internal import JSON

/// The text of a model's answer, and what it says.
struct AnswerText: Hashable, Sendable {
  let text: String

  /// Takes off what models put around JSON: their thinking up to `</think>`, and one code fence.
  init(_ raw: String) {
    var text = raw.trimmingSpace
    // The opening tag is often part of the prompt, so the closing one decides.
    if !text.hasPrefix("{"), !text.hasPrefix("["), let end = text.firstRange(of: "</think>") {
      text = text[end.upperBound...].trimmingSpace
    }
    if text.hasPrefix("```"), let lineEnd = text.firstIndex(of: "\n") {
      text = text[text.index(after: lineEnd)...].trimmingSpace
      if text.hasSuffix("```") { text = text.dropLast(3).trimmingSpace }
    }
    self.text = text
  }

  enum Reading: Hashable, Sendable {
    case valid(JSONValue)
    /// One line each.
    case broken([String])
  }

  /// The value, if it satisfies the schema.
  func read(as schema: JSONSchema) -> Reading {
    guard !text.isEmpty else { return .broken(["the answer is empty, but must be JSON"]) }
    do throws(JSONError) {
      let value = try JSONValue(parsing: text)
      let violations = schema.violations(of: value).map(\.description)
      return violations.isEmpty ? .valid(value) : .broken(violations)
    } catch {
      return .broken(["the answer is not JSON: \(error)"])
    }
  }
}
