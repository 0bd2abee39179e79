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
  /// The tokens of the part of a raw answer that its value was read from; their texts add up to that part. Nil when the tokens are not those of the answer.
  ///
  /// Tokens that share a character become one, whose probability is the product; it has no alternatives. A token that reaches beyond the part keeps its probability
  /// and loses the text outside.
  static func list(_ tokens: [WireToken], of answer: AnswerText) -> [ModelToken]? {
    guard tokens.flatMap(\.bytes) == Array(answer.text.base.utf8) else { return nil }
    let part = answer.bytes
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
}
