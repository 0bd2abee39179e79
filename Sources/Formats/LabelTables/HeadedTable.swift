/// A table whose first line names its columns, in any order: BIDS's `dseg.tsv`, 3D Slicer's CSV colour tables, and the
/// like. Separated by tabs, commas or semicolons; fields may be quoted (RFC 4180). Columns that are neither values nor
/// names are left out. The names of the columns may stand in the last comment before the rows.
enum HeadedTable: LabelTableForm {
  static let name = "the label table"

  static func recognises(_ text: LabelText) -> Bool { Columns(text) != nil }

  static func read(_ text: LabelText) throws -> LabelTable {
    guard let columns = Columns(text) else {
      throw ReadError(code: .notRecognised, message: "the label table is empty.")
    }
    let form =
      columns.isBIDS
      ? "the BIDS table of labels" : "\(name) (columns “\(columns.value.title)” and “\(columns.name.title)”)"
    var names = LabelNames(form: form)
    for line in columns.rows {
      let fields = columns.fields(line.text)
      func field(_ place: Int) -> String { place < fields.count ? fields[place] : "" }
      let (value, label) = (field(columns.value.place), field(columns.name.place))
      guard let number = whole(value), !label.isEmpty else {
        throw ReadError(
          code: .damaged,
          message: "line \(line.number) of \(form) has no "
            + (label.isEmpty ? "name." : "whole number of at least 0 for its value, but “\(value.prefix(40))”."))
      }
      try names.add(number, label, at: "line \(line.number)")
    }
    return names.table
  }

  private static func whole(_ text: String) -> Int? {
    let number = Int(text) ?? Double(decimal: text).flatMap { Int(exactly: $0) }
    return number.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Where the values and the names are.
  private struct Columns {
    let value: (place: Int, title: String)
    let name: (place: Int, title: String)
    let isBIDS: Bool
    let rows: ArraySlice<LabelText.Line>
    private let separator: Character

    private static let values: Set<String> = [
      "index", "value", "values", "labelvalue", "labelid", "labelindex", "labelnumber", "labelno", "id", "idx", "key",
      "no", "nr", "number", "integer", "integerlabel", "intensity", "classid", "classindex", "classvalue",
      "structureid", "segmentid", "roiid", "regionid",
    ]
    private static let names: Set<String> = [
      "name", "names", "labelname", "structure", "structurename", "segment", "segmentname", "region", "regionname",
      "roi", "roiname", "class", "classname", "organ", "organname", "anatomy", "title", "description", "labeltext",
    ]
    /// A value or a name, whatever the other column is not.
    private static let either = "label"

    init?(_ text: LabelText) {
      let first = text.lines.firstIndex { $0.text.first != "#" } ?? text.lines.endIndex
      let candidates = [first, first - 1].filter { text.lines.indices.contains($0) }
      for at in candidates {
        let line = text.lines[at].text.drop { $0 == "#" }.trimmed
        guard let separator = Self.separator(of: line), let columns = Columns(line, separator, text.lines[first...])
        else {
          continue
        }
        self = columns
        return
      }
      return nil
    }

    private init?(_ line: Substring, _ separator: Character, _ lines: ArraySlice<LabelText.Line>) {
      let titles = DelimitedLine.fields(line, separator)
      let words = titles.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
      let either = words.firstIndex(of: Self.either)
      guard let value = words.firstIndex(where: Self.values.contains) ?? either,
        let name = words.indices.first(where: { $0 != value && Self.names.contains(words[$0]) })
          ?? (either == value ? nil : either)
      else { return nil }
      self.value = (value, titles[value])
      self.name = (name, titles[name])
      self.separator = separator
      isBIDS = words[value] == "index" && words[name] == "name" && separator == "\t"
      rows = lines.drop { $0.text == line }.filter { $0.text.first != "#" }[...]
    }

    func fields(_ line: Substring) -> [String] { DelimitedLine.fields(line, separator) }

    private static func separator(of line: Substring) -> Character? {
      let counts = (["\t", ",", ";"] as [Character]).map { candidate in (candidate, line.count { $0 == candidate }) }
      return counts.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0.0 : nil }
    }
  }
}

/// The fields of one line of a table.
enum DelimitedLine {
  /// Without blanks and quotes around them; doubled quotes inside stand for one.
  static func fields(_ line: Substring, _ separator: Character) -> [String] {
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    for character in line {
      if character == "\"" { isQuoted.toggle() }
      if character == separator, !isQuoted {
        fields.append(field)
        field = ""
      } else {
        field.append(character)
      }
    }
    fields.append(field)
    return fields.map { $0[...].unquoted.replacing("\"\"", with: "\"") }
  }
}
