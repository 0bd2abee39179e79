import Wording

/// Finds numbers, and the words that may be a number or its unit, in a text.
struct NumberScanner {
  struct Token: Hashable, Sendable {
    /// The digits without thousands separators; of a number in words its digits.
    var digits: String
    /// As it stands in the text.
    var text: String
    var value: Double
    /// The word or sign right after it, empty when there is none.
    var unit: String
    /// What stands between this number and the next, without spaces.
    var gap: String
    /// Whether it stands in words.
    var isWord: Bool
  }

  private(set) var tokens: [Token] = []

  init(_ text: String) {
    let characters = Array(ScriptNumbers.inASCII(text))
    var position = 0
    var previousEnd: Int?
    while position < characters.count {
      let character = characters[position]
      guard character.isLetter || character.isASCIIDigit else {
        position += 1
        continue
      }
      let start = position
      var token: Token?
      if character.isASCIIDigit {
        let digits = Self.number(characters, &position)
        token = Token(
          digits: digits, text: digits, value: Double(digits) ?? .nan, unit: Self.unit(characters, position), gap: "",
          isWord: false)
      } else {
        token = Self.word(characters, &position)
      }
      guard let token else { continue }
      close(characters, from: previousEnd, to: start)
      tokens.append(token)
      previousEnd = position
    }
  }

  /// A number in words from a place on; moves on behind it, else behind the one word that stands there.
  private static func word(_ characters: [Character], _ position: inout Int) -> Token? {
    let start = position
    var words: [(text: String, end: Int)] = []
    var end = start
    while end < characters.count, words.count < 8 {
      let begin = end
      while end < characters.count, characters[end].isNamePart { end += 1 }
      guard end > begin else { break }
      words.append((String(characters[begin..<end]).lowercased(), end))
      guard end + 1 < characters.count, characters[end] == " " || characters[end] == "-" else { break }
      end += 1
    }
    position = words.first?.end ?? start + 1
    if let times = words.first.flatMap({ NumberWords.times[$0.text] }) {
      return Token(
        digits: String(times), text: words[0].text, value: Double(times), unit: "times", gap: "", isWord: true)
    }
    guard let (value, count) = NumberWords.number(at: words.map(\.text)[...]) else { return nil }
    position = words[count - 1].end
    return Token(
      digits: String(value), text: String(characters[start..<position]), value: Double(value),
      unit: unit(characters, position), gap: "", isWord: true)
  }

  private mutating func close(_ characters: [Character], from previous: Int?, to start: Int) {
    guard let previous, !tokens.isEmpty else { return }
    tokens[tokens.count - 1].gap = String(characters[previous..<start]).filter { !$0.isWhitespace }
  }

  /// Digits with a decimal point or thousands separators.
  private static func number(_ characters: [Character], _ position: inout Int) -> String {
    var digits = ""
    func isDigit(_ index: Int) -> Bool { index < characters.count && characters[index].isASCIIDigit }
    while position < characters.count {
      let character = characters[position]
      if character.isASCIIDigit {
        digits.append(character)
      } else if character == ".", isDigit(position + 1), !digits.contains(".") {
        digits.append(character)
      } else if character == ",", (1...3).allSatisfy({ isDigit(position + $0) }), !isDigit(position + 4) {
        // A thousands separator is left out.
      } else {
        break
      }
      position += 1
    }
    return digits
  }

  private static func unit(_ characters: [Character], _ end: Int) -> String {
    var position = end
    while position < characters.count, characters[position] == " " || characters[position] == "-" { position += 1 }
    if position < characters.count, characters[position] == "%" { return "%" }
    let start = position
    while position < characters.count,
      characters[position].isLetter || "²³".contains(characters[position])
        || (position > start && "23".contains(characters[position]))
    { position += 1 }
    return String(characters[start..<position])
  }
}

extension Character {
  var isASCIIDigit: Bool { isASCII && isWholeNumber }
  /// Part of a name such as `F7` or `kidney_left`.
  fileprivate var isNamePart: Bool { isLetter || isASCIIDigit || self == "_" }
}
