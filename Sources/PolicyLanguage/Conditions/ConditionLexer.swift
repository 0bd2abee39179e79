/// The words of a condition, with the characters they take.
struct ConditionToken: Hashable {
  enum Kind: Hashable {
    /// A bare word: letters, digits, `_`, and `-` or `.` inside.
    case word(String)
    case quoted(String)
    /// Where a number starts; its unit is read by who knows the dimension.
    case number
    case symbol(String)
    case end
  }

  var kind: Kind
  var characters: Range<Int>
}

/// Cuts a condition into tokens on demand, because a number's unit is read together with it.
struct ConditionLexer {
  let characters: [Character]
  private(set) var position = 0

  init(_ text: String) { characters = Array(text) }

  private static let symbols = [
    "==", "!=", "<=", ">=", "..", "&&", "||", "<", ">", "=", "!", "(", ")", ",", "+", "-", "*", "/", "%",
  ]

  /// The token at the current place, not yet taken.
  var next: ConditionToken {
    var start = position
    while start < characters.count, characters[start].isWhitespace { start += 1 }
    guard start < characters.count else { return .init(kind: .end, characters: position..<position + 1) }
    let first = characters[start]
    if first.isLetter || first == "_" {
      var end = start + 1
      while end < characters.count {
        let c = characters[end]
        let inner = c == "-" || c == "."
        let followed =
          end + 1 < characters.count
          && (characters[end + 1].isLetter || characters[end + 1].isNumber || characters[end + 1] == "_")
        guard c.isLetter || c.isNumber || c == "_" || (inner && followed) else { break }
        end += 1
      }
      return .init(kind: .word(String(characters[start..<end])), characters: start..<end)
    }
    if first.isNumber { return .init(kind: .number, characters: start..<start + 1) }
    if first == "'" || first == "\"" {
      let rest = characters[(start + 1)...]
      guard let close = rest.firstIndex(of: first) else {
        return .init(kind: .symbol(String(first)), characters: start..<characters.count)
      }
      return .init(kind: .quoted(String(rest[..<close])), characters: start..<close + 1)
    }
    let rest = characters[start...]
    for symbol in Self.symbols where rest.starts(with: symbol) {
      return .init(kind: .symbol(symbol), characters: start..<start + symbol.count)
    }
    return .init(kind: .symbol(String(first)), characters: start..<start + 1)
  }

  mutating func take(_ token: ConditionToken) { position = min(token.characters.upperBound, characters.count) }

  /// Continues after what another scanner has read.
  mutating func move(to position: Int) { self.position = position }
}
