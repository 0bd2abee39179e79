extension ReadError {
  /// What a library for pictures says of a file that it cannot decode.
  ///
  /// - Parameters:
  ///   - format: what the file is called, such as `PNG`.
  ///   - words: the library's own, as a C string.
  static func codec(_ format: String, _ code: Code, _ words: [CChar]) -> ReadError {
    let reason = text(words)
    let message =
      switch code {
      case .truncated: "the \(format) is incomplete (\(reason)); copy or export it again."
      case .unsupported: "the \(format) cannot be read: \(reason)."
      default: "the \(format) is damaged (\(reason)); copy or export it again."
      }
    return ReadError(code: code, message: message)
  }

  /// The text of a C string up to its end.
  static func text(_ words: [CChar]) -> String {
    String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
