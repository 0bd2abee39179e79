/// ITK-SNAP's label descriptions: `INDEX R G B A VISIBLE MESH "NAME"` on each line. The first index, 0, is the clear
/// label.
enum SnapDescriptions: LabelTableForm {
  static let name = "the ITK-SNAP label descriptions"

  static func recognises(_ text: LabelText) -> Bool { text.contents.first.flatMap { entry($0.text) } != nil }

  static func read(_ text: LabelText) throws -> LabelTable {
    try text.table(name, lines: "an index, six numbers and a name in quotes", entry)
  }

  private static func entry(_ line: Substring) -> (value: Int, name: String)? {
    let parts = line.split(maxSplits: 7, whereSeparator: \.isWhitespace)
    guard parts.count == 8, let value = Int(parts[0]), value >= 0,
      parts[1..<7].allSatisfy({ Double($0).map { $0 >= 0 } ?? false }), parts[7].first == "\"",
      parts[7].trimmed.last == "\""
    else { return nil }
    let name = parts[7].unquoted
    return name.isEmpty ? nil : (value, name)
  }
}
