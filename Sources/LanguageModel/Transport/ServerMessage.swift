internal import JSON

/// What a server said about a failure, made fit to be shown: one line, at most 200 characters, without key, image data
/// or control characters.
struct ServerMessage: Hashable, Sendable {
  /// Empty when the server said nothing.
  let text: String

  init(body: [UInt8], hiding key: APIKey?) {
    if let document = try? JSONValue(parsing: body) {
      self.init(document, hiding: key)
    } else {
      self.init(Self.plain(String(decoding: body.prefix(1 << 16), as: UTF8.self)), hiding: key)
    }
  }

  init(_ document: JSONValue, hiding key: APIKey?) { self.init(Self.message(in: document) ?? "", hiding: key) }

  init(_ raw: String, hiding key: APIKey?) {
    let hidden = key.map { raw.replacing($0.value, with: "[key]") } ?? raw
    let words = hidden.split {
      $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    let line = words.map(Self.redacted).joined(separator: " ")
    let printable = String(String.UnicodeScalarView(line.unicodeScalars.filter { Self.isPrintable($0) }))
    text = printable.count > 200 ? printable.prefix(199) + "…" : printable
  }

  /// Servers disagree on the shape: `{"error":{"message"}}`, the same in an array, `{"error":"…"}`, `{"message"}`,
  /// `{"detail"}` with a text or a list.
  private static func message(in value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .array(let elements): elements.lazy.compactMap(message).first
    case .object:
      ["error", "message", "msg", "detail", "error_description"].lazy.compactMap { value[$0].flatMap(message) }.first
    default: nil
    }
  }

  /// The title of an HTML page, or its text.
  private static func plain(_ text: String) -> String {
    guard text.trimmingSpace.hasPrefix("<") else { return text }
    if let start = text.firstRange(of: "<title>"), let end = text[start.upperBound...].firstRange(of: "</title>") {
      return String(text[start.upperBound..<end.lowerBound])
    }
    var isTag = false
    return String(
      text.map { character -> Character in
        if character == "<" { isTag = true }
        defer { if character == ">" { isTag = false } }
        return isTag ? " " : character
      })
  }

  /// Of OpenAI's, Anthropic's, Google's, Groq's, Hugging Face's and xAI's keys.
  private static let keyBeginnings = ["sk-", "AIza", "gsk_", "hf_", "xai-"]

  /// Long words are data, not language; words that look like keys are hidden even where they are only part of ours.
  private static func redacted(_ word: Substring) -> String {
    if word.count > 60 || word.contains("base64,") { return "[…]" }
    let start = word.firstIndex { $0.isLetter || $0.isNumber } ?? word.startIndex
    return keyBeginnings.contains(where: word[start...].hasPrefix) ? "[key]" : String(word)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    ![.control, .format, .lineSeparator, .paragraphSeparator, .privateUse].contains(scalar.properties.generalCategory)
  }
}
