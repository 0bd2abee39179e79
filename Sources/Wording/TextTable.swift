/// Rows of cells as text, the first row a header.
package struct TextTable {
  private let rows: [[String]]

  package init(_ rows: [[String]]) { self.rows = rows }

  /// Comma-separated, RFC 4180.
  package var csv: String { rows.map { $0.map(Self.csvField).joined(separator: ",") }.joined(separator: "\n") }

  /// A field of a comma-separated table, in quotes where it needs them. By scalars, since a quote with an accent over
  /// it is one character and still ends a field.
  package static func csvField(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
    let doubled = text.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
    return "\"" + doubled.joined(separator: "\"\"") + "\""
  }

  /// Columns aligned for reading.
  package var aligned: String {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  package var markdown: String {
    var lines = rows.map { row in
      "| " + row.map { $0.split(separator: "|").joined(separator: "\\|") }.joined(separator: " | ") + " |"
    }
    lines.insert("|" + String(repeating: " --- |", count: rows.first?.count ?? 0), at: min(1, lines.count))
    return lines.joined(separator: "\n")
  }
}
