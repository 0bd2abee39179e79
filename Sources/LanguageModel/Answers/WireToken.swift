internal import JSON

/// A token as servers give it: bytes, which need not be whole characters.
struct WireToken: Hashable, Sendable {
  var bytes: [UInt8]
  /// Natural logarithm.
  var logProbability: Double
  var alternatives: [ModelToken.Alternative]

  /// OpenAI's list, of `{token, logprob, bytes, top_logprobs}`. Nil when it is absent, empty or not understood.
  static func list(_ value: JSONValue?) -> [WireToken]? {
    guard let elements = value?.array, !elements.isEmpty else { return nil }
    var tokens: [WireToken] = []
    for element in elements {
      guard let text = element["token"]?.string, let probability = element["logprob"]?.number else { return nil }
      let bytes = element["bytes"]?.array?.compactMap { $0.integer.flatMap(UInt8.init(exactly:)) }
      let alternatives = (element["top_logprobs"]?.array ?? []).compactMap { other -> ModelToken.Alternative? in
        guard let text = other["token"]?.string, let probability = other["logprob"]?.number else { return nil }
        return .init(text: text, logProbability: probability)
      }
      tokens.append(
        WireToken(bytes: bytes ?? Array(text.utf8), logProbability: probability, alternatives: alternatives))
    }
    return tokens
  }
}

extension ModelToken {
  /// The tokens of an answer's text; their texts add up to it. Nil when the tokens are not those of the answer.
  ///
  /// Servers give more tokens than the text has: white space they take off, thinking they show elsewhere, fences. So
  /// the text is looked for, from the end. Tokens that share a character become one, whose probability is the product;
  /// it has no alternatives. A token that reaches beyond the text keeps its probability and loses the rest.
  static func list(_ tokens: [WireToken], of answer: AnswerText) -> [ModelToken]? {
    guard let part = place(of: Array(answer.text.utf8), in: tokens.flatMap(\.bytes)) else { return nil }
    var list: [ModelToken] = []
    var waiting: WireToken?
    var offset = 0
    for token in tokens {
      let range = (offset..<offset + token.bytes.count).clamped(to: part)
      defer { offset += token.bytes.count }
      // Tokens that only steer have no text, and say nothing about the answer.
      guard !range.isEmpty else { continue }
      var piece = token
      piece.bytes = Array(token.bytes[range.lowerBound - offset..<range.upperBound - offset])
      if let begun = waiting {
        piece = WireToken(
          bytes: begun.bytes + piece.bytes, logProbability: begun.logProbability + piece.logProbability,
          alternatives: [])
      }
      if let text = String(validating: piece.bytes, as: UTF8.self) {
        list.append(
          ModelToken(text: text, logProbability: piece.logProbability, alternatives: piece.alternatives))
        waiting = nil
      } else {
        waiting = piece
      }
    }
    return waiting == nil ? list : nil
  }

  private static func place(of text: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
    guard !text.isEmpty, text.count <= bytes.count else { return nil }
    let starts = (0...bytes.count - text.count).reversed()
    guard let start = starts.first(where: { bytes[$0..<$0 + text.count].elementsEqual(text) }) else { return nil }
    return start..<start + text.count
  }
}
