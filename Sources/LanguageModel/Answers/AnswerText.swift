internal import JSON

/// The text of a model's answer, and what it says.
struct AnswerText: Hashable, Sendable {
  let text: String

  /// Takes off what models put around JSON: their thinking up to `</think>`, and one code fence.
  init(_ raw: String) {
    var text = raw[...].withoutOuterSpace
    // The opening tag is often part of the prompt, so the closing one decides.
    if !text.hasPrefix("{"), !text.hasPrefix("["), let end = text.firstRange(of: "</think>") {
      text = text[end.upperBound...].withoutOuterSpace
    }
    if text.hasPrefix("```"), let lineEnd = text.firstIndex(where: \.isNewline) {
      text = text[text.index(after: lineEnd)...].withoutOuterSpace
      if text.hasSuffix("```") { text = text.dropLast(3).withoutOuterSpace }
    }
    self.text = String(text)
  }

  enum Reading: Hashable, Sendable {
    case valid(JSONValue)
    /// One line each.
    case broken([String], isJSON: Bool)
  }

  /// The value, if it satisfies the schema.
  func read(as schema: JSONSchema) -> Reading {
    guard !text.isEmpty else { return .broken(["the answer is empty, but must be JSON"], isJSON: false) }
    do throws(JSONError) {
      let value = try JSONValue(parsing: text)
      let violations = schema.violations(of: value).map(\.description)
      return violations.isEmpty ? .valid(value) : .broken(violations, isJSON: true)
    } catch {
      return .broken(["the answer is not JSON: \(error)"], isJSON: false)
    }
  }
}

extension Substring {
  fileprivate var withoutOuterSpace: Substring {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? endIndex
    return start < end ? self[start..<end] : self[endIndex...]
  }
}
