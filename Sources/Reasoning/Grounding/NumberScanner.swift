/// Finds numbers, and the words that may be a number or its unit, in a text.
struct NumberScanner {
  struct Token: Hashable, Sendable {
    /// The digits without thousands separators, or a word.
    var digits: String
    /// Nil for a word.
    var value: Double?
    /// The word or sign right after it, empty when there is none.
    var unit: String
    /// What stands between this number and the next, without spaces.
    var gap: String
  }

  private(set) var tokens: [Token] = []

  init(_ text: String) {
    let characters = Array(text)
    var position = 0
    var previousEnd: Int?
    while position < characters.count {
      let character = characters[position]
      guard character.isLetter || character.isASCIIDigit else {
        position += 1
        continue
      }
      let start = position
      if character.isASCIIDigit {
        let digits = Self.number(characters, &position)
        close(characters, from: previousEnd, to: start)
        tokens.append(Token(digits: digits, value: Double(digits), unit: Self.unit(characters, position), gap: ""))
        previousEnd = position
      } else {
        while position < characters.count, characters[position].isNamePart { position += 1 }
        let word = String(characters[start..<position])
        if Self.numberWords.contains(word.lowercased()) {
          close(characters, from: previousEnd, to: start)
          tokens.append(Token(digits: word, value: nil, unit: Self.unit(characters, position), gap: ""))
          previousEnd = position
        }
      }
    }
  }

  private static let numberWords: Set<String> = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
  ]

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
