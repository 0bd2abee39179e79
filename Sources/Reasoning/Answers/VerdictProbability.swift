import LanguageModel
internal import Numerics

/// The probability of the verdict in an answer against the other verdicts, from the probabilities of its tokens.
///
/// Token by token over the verdict's letters: what is likely for this verdict, as a share of what is likely for any;
/// the product over the tokens. A token that several verdicts begin with (`re` of review and reject) speaks against
/// none of them. Alternatives that begin no verdict are left out, as they could not be written in this place. Where the
/// server gives no alternatives the tokens' own probabilities count.
enum VerdictProbability {
  /// 0…1; nil when the tokens do not hold the answer's text or another verdict than was read.
  static func of(_ decision: Decision, in tokens: [ModelToken]) -> Double? {
    let text = Array(tokens.map(\.text).joined().unicodeScalars)
    guard let start = TopLevelText.start(of: "verdict", in: text) else { return nil }
    let value = Array("\(decision.rawValue)\"".unicodeScalars)
    guard start + value.count <= text.count, Array(text[start..<(start + value.count)]) == value else { return nil }
    // The closing quote says nothing that the letters do not.
    let end = start + value.count - 1
    var probability = 1.0
    var position = 0
    for token in tokens {
      let length = token.text.unicodeScalars.count
      defer { position += length }
      guard position < end, position + length > start else { continue }
      probability *= share(of: decision, token: token, at: position, start: start, text: text)
    }
    return probability.isFinite ? probability : nil
  }

  private static func share(
    of decision: Decision, token: ModelToken, at position: Int, start: Int, text: [Unicode.Scalar]
  ) -> Double {
    guard !token.alternatives.isEmpty else { return exponential(min(token.logProbability, 0)) }
    // What stands before the verdict's first letter in this token, and how many of its letters were written before it.
    let lead = String(String.UnicodeScalarView(text[min(position, start)..<start]))
    let written = String(String.UnicodeScalarView(text[start..<max(position, start)]))
    func continues(_ piece: String, _ verdict: Decision) -> Bool {
      guard verdict.rawValue.hasPrefix(written) else { return false }
      let rest = lead + verdict.rawValue.dropFirst(written.count) + "\""
      return !piece.isEmpty && (rest.hasPrefix(piece) || piece.hasPrefix(rest))
    }
    var (same, other) = (exponential(min(token.logProbability, 0)), 0.0)
    for alternative in token.alternatives where alternative.text != token.text {
      let probability = exponential(min(alternative.logProbability, 0))
      if continues(alternative.text, decision) {
        same += probability
      } else if Decision.allCases.contains(where: { continues(alternative.text, $0) }) {
        other += probability
      }
    }
    return same / (same + other)
  }
}

/// Finds a member's text in the JSON object that a text holds.
enum TopLevelText {
  /// Where the characters of the text that an object's own member has begin; members of inner objects and texts that
  /// look alike do not count.
  static func start(of name: String, in text: [Unicode.Scalar]) -> Int? {
    var depth = 0
    var last: String?
    var isValue = false
    var position = 0
    while position < text.count {
      switch text[position] {
      case "{", "[":
        depth += 1
        (last, isValue) = (nil, false)
      case "}", "]":
        depth -= 1
        (last, isValue) = (nil, false)
      case ",": (last, isValue) = (nil, false)
      case ":": isValue = depth == 1 && last == name
      case "\"":
        if isValue { return position + 1 }
        let start = position + 1
        position = start
        while position < text.count, text[position] != "\"" { position += text[position] == "\\" ? 2 : 1 }
        last = position < text.count ? String(String.UnicodeScalarView(text[start..<position])) : nil
      default: break
      }
      position += 1
    }
    return nil
  }
}
