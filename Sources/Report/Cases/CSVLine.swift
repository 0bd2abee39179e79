internal import JSON
internal import Wording

/// Lines of the tables about cases.
enum CSVLine {
  /// A row with its line end.
  static func of(_ row: [JSONValue]) -> String { TerminalText.safe(StoredTableLines.csv(row), isShown: false) + "\n" }

  /// A text, or an empty field.
  static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// Words with blanks between them, or an empty field.
  static func list(_ words: [String]) -> JSONValue {
    words.isEmpty ? .null : .string(words.joined(separator: " "))
  }
}
