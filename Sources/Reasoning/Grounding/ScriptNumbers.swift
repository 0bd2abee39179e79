/// Numbers of every script, as ASCII writes them: Arabic-Indic, Devanagari, full-width and mathematical digits,
/// fractions, numerals of Chinese, Roman ones, digits in circles.
enum ScriptNumbers {
  /// A text whose digits are ASCII. Digits that touch a letter of another script, or are themselves of another script,
  /// stand apart from it: only ASCII digits behind a Latin letter belong to a name (`F7`, `vertebrae_L5`).
  static func inASCII(_ text: String) -> String {
    var result = ""
    var last = Last.other
    for character in text {
      guard let scalar = character.unicodeScalars.first else { continue }
      if let digit = decimalDigit(scalar), !isUnitPower(scalar, after: last) {
        let isForeign = !scalar.isASCII
        switch last {
        case .letter(isLatin: true) where isForeign, .letter(isLatin: false): result += " "
        default: break
        }
        result += String(digit)
        last = .digit
      } else if let value = scalar.properties.numericValue, !isUnitPower(scalar, after: last) {
        // A numeral of its own, which no other continues.
        result += " \(words(value)) "
        last = .other
      } else {
        let isLetter = character.isLetter
        let isLatin = scalar.isASCII
        if isLetter, !isLatin, last == .digit { result += " " }
        result.append(separators[character] ?? character)
        last = isLetter ? .letter(isLatin: isLatin) : character == "_" ? .letter(isLatin: true) : .other
      }
    }
    return result
  }

  private enum Last: Equatable {
    case letter(isLatin: Bool)
    case digit, other
  }

  /// What parts a number, and the sign of a share, in other scripts.
  private static let separators: [Character: Character] = [
    "٫": ".", "．": ".", "٬": ",", "，": ",", "٪": "%", "％": "%", "﹪": "%",
  ]

  /// A digit of a positional script, superscripts and subscripts among them.
  private static func decimalDigit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.properties.numericType {
    case .decimal: return scalar.properties.numericValue.map { Int($0) }
    case .digit where isRaised(scalar): return scalar.properties.numericValue.map { Int($0) }
    default: return nil
    }
  }

  private static func isRaised(_ scalar: Unicode.Scalar) -> Bool {
    [0xB2, 0xB3, 0xB9].contains(scalar.value) || (0x2070...0x2089).contains(scalar.value)
  }

  /// The power of a unit, `mm²`.
  private static func isUnitPower(_ scalar: Unicode.Scalar, after last: Last) -> Bool {
    guard scalar.value == 0xB2 || scalar.value == 0xB3 else { return false }
    if case .letter = last { return true }
    return false
  }

  private static func words(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
