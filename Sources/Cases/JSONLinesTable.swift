internal import Diagnostics
internal import JSON

/// A table of one JSON object on each line: its members are the row's fields. Members `context` and `subgroup` may be
/// objects, whose members are facts and subgroups, and `structures` an array; null says nothing.
enum JSONLinesTable {
  /// The table; nil when the text holds no line. A line that is no object, or a value that is no single one, is the
  /// row's mistake.
  static func read(_ text: String, file: String) -> CSVTable? {
    var rows: [(line: Int, fields: [(name: String, value: String)], mistake: String?)] = []
    var names: [String] = []
    // By bytes: as characters, Windows' line ends are others.
    for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let line = String(Substring(line))
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      let row = fields(of: line)
      for field in row.fields where !names.contains(field.name) { names.append(field.name) }
      rows.append((index + 1, row.fields, row.mistake))
    }
    guard let first = rows.first else { return nil }
    func range(_ line: Int) -> SourceRange { SourceRange(file: file, line: line, column: 1, length: 1) }
    func row(_ line: Int, _ texts: [String], _ mistake: Diagnostic?) -> CSVTable.Row {
      CSVTable.Row(
        fields: texts.map { CSVTable.Field(text: $0, range: range(line)) }, end: range(line), mistake: mistake)
    }
    return CSVTable(
      header: row(first.line, names, nil),
      rows: rows.map { found in
        let values = Dictionary(found.fields.map { ($0.name, $0.value) }) { first, _ in first }
        return row(
          found.line, names.map { values[$0] ?? "" },
          found.mistake.map { Diagnostic(.wrongType, .error, $0, at: range(found.line)) })
      })
  }

  private static func fields(of line: String) -> (fields: [(name: String, value: String)], mistake: String?) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: line)
    } catch {
      return ([], "the line is no JSON: \(error.message)")
    }
    guard let members = value.members else { return ([], "the line is no JSON object") }
    var fields: [(name: String, value: String)] = []
    for member in members {
      if ["context", "subgroup"].contains(member.name), let facts = member.value.members {
        for fact in facts {
          guard let text = word(fact.value) else { return (fields, "the fact '\(fact.name)' takes one value") }
          fields.append(("\(member.name).\(fact.name)", text))
        }
      } else if member.name == "structures", let names = member.value.array {
        fields.append((member.name, names.compactMap(word).joined(separator: " ")))
      } else if let text = word(member.value) {
        fields.append((member.name, text))
      } else {
        return (fields, "'\(member.name)' takes one value")
      }
    }
    return (fields, nil)
  }

  /// A single value as text; empty for null, nil for a list or an object.
  private static func word(_ value: JSONValue) -> String? {
    switch value {
    case .null: ""
    case .string(let text): text
    case .array, .object: nil
    default: try? value.text()
    }
  }
}
