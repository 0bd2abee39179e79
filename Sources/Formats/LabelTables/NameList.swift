/// A value and a name on each line, separated by blanks, a comma, a semicolon or a tab; `#` begins a comment.
enum NameList: LabelTableForm {
  static let name = "the label table"

  static func recognises(_ text: LabelText) -> Bool { true }

  static func read(_ text: LabelText) throws -> LabelTable {
    var names = LabelNames(form: name)
    for line in text.contents {
      let content = line.text.prefix { $0 != "#" }.trimmed
      guard let gap = content.firstIndex(where: isGap), let value = Int(content[..<gap].unquoted), value >= 0 else {
        throw mistake(line)
      }
      let separator = content[gap...].prefix(while: isGap).first { ",;\t".contains($0) }
      let rest = content[gap...].drop(while: isGap)
      let label = rest.unquoted
      guard !label.isEmpty else { throw mistake(line) }
      let words = rest.split { isGap($0) }
      // Names have no column of numbers behind them, and a table with further columns says what they are.
      let numbers = words.dropFirst().reversed().prefix { Double($0) != nil }.count
      guard numbers < 3, ColourTable.entry(content) == nil else {
        throw ReadError(
          code: .damaged,
          message:
            "line \(line.number) of \(name) holds numbers behind the name, like a colour, and the first line does "
            + "not; write all lines alike, or name the columns in the first line.")
      }
      if let separator, rest.contains(where: { $0 == separator }), rest.first != "\"" {
        throw ReadError(
          code: .damaged,
          message: "line \(line.number) of \(name) has further columns; name the columns in the first line "
            + "(such as value, name), or put a name that holds the separator in quotes.")
      }
      try names.add(value, label, at: "line \(line.number)")
    }
    return names.table
  }

  private static func isGap(_ character: Character) -> Bool {
    character == "," || character == ";" || character.isWhitespace
  }

  private static func mistake(_ line: LabelText.Line) -> ReadError {
    ReadError(
      code: .damaged, message: "line \(line.number) of \(name) is not “VALUE NAME”, such as “2 kidney_right”.")
  }
}
