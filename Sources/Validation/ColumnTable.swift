internal import Cases
internal import Diagnostics
internal import Formats
internal import Wording
internal import YAML

/// A table (`.csv`, `.tsv`) whose columns are known by what they say. Blanks around fields do not count, rows of empty
/// fields are passed over; every mistake is collected with its line and column.
struct ColumnTable<Column: Hashable> {
  struct Field {
    let text: String
    let range: SourceRange
  }

  struct Row {
    /// Fields that are not empty.
    let fields: [Column: Field]
    /// Where each column's field stands, empty or not.
    let places: [Column: SourceRange]
    let start: SourceRange
  }

  /// What a column is called in the header, with its place.
  private(set) var titles: [Column: Field] = [:]
  /// Columns that say nothing to the reader.
  private(set) var unread: [String] = []
  private(set) var rows: [Row] = []
  /// Where the header begins.
  private(set) var header: SourceRange
  var diagnostics = Diagnostics()
  /// Mistakes that keep a row or a field from being read, and no other one.
  private var broken = Diagnostics()
  let path: String
  private let lines: SourceLines

  /// - Parameter column: what a title says, by its `plain` text; nil for one that says nothing.
  ///
  /// Throws a `ValidationError` for a file that is no table.
  init(path: String, column: (String) -> Column?) throws {
    let bytes: [UInt8]
    do {
      bytes = try FileText.bytes(path)
    } catch let error as ReadError {
      throw ValidationError(path, error)
    }
    guard let text = SourceText.decode(bytes, file: path, diagnostics: &diagnostics) else {
      throw Self.unusable(path, diagnostics, SourceLines(String(decoding: bytes, as: UTF8.self)))
    }
    guard let table = CSVReader.read(text, file: path), let first = table.header.fields.first else {
      throw ValidationError(.unusable, "\(path): the table is empty; its first line names the columns.")
    }
    (self.path, lines, header) = (path, SourceLines(text), first.range)
    if let mistake = table.header.mistake { diagnostics.add(mistake) }
    let columns = table.header.fields.indices.map { read(table.header.fields, at: $0, column: column) }
    rows = table.rows.compactMap { row($0, columns) }
  }

  /// A title as columns are known: small letters, and low lines between words.
  static func plain(_ title: String) -> String {
    String(title.trimmingSpaces.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }

  private mutating func read(_ titles: [CSVTable.Field], at place: Int, column: (String) -> Column?) -> Column? {
    let title = titles[place]
    guard let known = column(Self.plain(title.text)) else {
      if !title.trimmed.isEmpty { unread.append(title.trimmed) }
      return nil
    }
    if let other = self.titles[known].flatMap({ first in titles.firstIndex { $0.range == first.range } }) {
      diagnostics.add(title.doubling(titles[other], inColumn: other))
    } else {
      self.titles[known] = Field(text: title.trimmed, range: title.range)
    }
    return known
  }

  private mutating func row(_ row: CSVTable.Row, _ columns: [Column?]) -> Row? {
    if let mistake = row.mistake {
      broken.add(mistake)
      return nil
    }
    if row.fields.allSatisfy(\.trimmed.isEmpty) { return nil }
    if let mistake = row.lengthMistake(wanted: columns.count) {
      broken.add(mistake)
      return nil
    }
    guard let start = row.fields.first?.range else { return nil }
    var (fields, places) = ([Column: Field](), [Column: SourceRange]())
    for (column, field) in zip(columns, row.fields) {
      guard let column, places[column] == nil else { continue }
      let text = field.trimmed
      places[column] = field.range
      if let mistake = field.controlMistake {
        broken.add(mistake)
      } else if !text.isEmpty {
        fields[column] = Field(text: text, range: field.range)
      }
    }
    return Row(fields: fields, places: places, start: start)
  }

  /// Throws a `ValidationError` with every mistake that was found, where one of them is the header's.
  func checkHeader() throws {
    if diagnostics.hasErrors { try check() }
  }

  /// Throws a `ValidationError` with every mistake that was found.
  func check() throws {
    var all = diagnostics
    all.merge(broken)
    if all.hasErrors { throw Self.unusable(path, all, lines) }
  }

  private static func unusable(_ path: String, _ diagnostics: Diagnostics, _ lines: SourceLines) -> ValidationError {
    let errors = diagnostics.sorted.filter { $0.severity == .error }
    let most = 50
    let list = errors.prefix(most).map { $0.rendered(lines: lines) }.joined(separator: "\n")
    let more = errors.count > most ? "\nand \(errors.count - most) more." : ""
    return ValidationError(.unusable, "\(path): the table cannot be used.\n\(list)\(more)")
  }
}

extension ColumnTable {
  /// A number in a field; a mistake is noted.
  mutating func number(_ field: Field, hint: String) -> Double? {
    if let value = Double(field.text), value.isFinite { return value }
    diagnostics.error(.notANumber, "'\(field.text)' is no number", at: field.range, suggestion: hint)
    return nil
  }
}
