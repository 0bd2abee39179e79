internal import Diagnostics

/// Characters that look like others, and that YAML reads differently from people or from one program to the next.
enum YAMLCharacters {
  /// Whether a text is free of characters that make its lines or its encoding doubtful.
  static func check(_ text: String, file: String, diagnostics: inout Diagnostics) -> Bool {
    var (line, column) = (1, 0)
    var isSound = true
    var previous: Unicode.Scalar?
    for (index, scalar) in text.unicodeScalars.enumerated() where !(index == 0 && scalar == "\u{FEFF}") {
      column += 1
      let place = SourceRange(file: file, line: line, column: column)
      switch scalar {
      case "\0":
        diagnostics.error(
          .notUtf8, "this text holds NUL characters, as if it were UTF-16 or no text", at: place,
          suggestion: "save the file as UTF-8")
        return false
      case "\u{85}", "\u{2028}", "\u{2029}":
        isSound = false
        diagnostics.error(
          .lineSeparator, "an invisible line separator, which programs read differently, stands here", at: place,
          suggestion: "replace it by a space or start a new line")
      default: break
      }
      if ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{0B}", "\u{0C}"].contains(scalar) {
        if !(scalar == "\n" && previous == "\r") { line += 1 }
        column = 0
      }
      previous = scalar
    }
    return isSound
  }

  /// Whether a character looks like a space and is none to YAML, or cannot be seen at all.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0xAD, 0x1680, 0x2000...0x200F, 0x202A...0x202F, 0x205F...0x2064, 0x3000, 0xFEFF: true
    default: false
    }
  }
}
