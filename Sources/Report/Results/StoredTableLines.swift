package import JSON
internal import Wording

/// Rows of a stored table as lines of text.
package enum StoredTableLines {
  /// A line of a comma-separated table (RFC 4180). Nothing is an empty field, an empty text a pair of quotes.
  package static func csv(_ row: [JSONValue]) -> String {
    row.map { value in
      switch value {
      case .null: ""
      case .string(""): "\"\""
      case .string(let text): TextTable.csvField(text)
      case .number(let number): number.description
      case .integer(let number): String(number)
      case .bool(let flag): flag ? "1" : "0"
      // No table has any.
      case .array, .object: ""
      }
    }.joined(separator: ",")
  }

  /// An object on one line.
  package static func json(_ row: [JSONValue], columns: [String]) throws -> String {
    try JSONValue.object(zip(columns, row).map { JSONValue.Member($0, $1) }).text()
  }
}
