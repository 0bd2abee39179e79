internal import JSON

/// Measured documents as rows: one row per export, label and number.
struct MeasureTable {
  private let rows: [[String]]

  private static let header = ["case", "label", "name", "measure", "value"]

  init(_ documents: [(name: String, json: JSONValue)]) {
    var rows: [[String]] = []
    for (name, json) in documents {
      for label in json["labels"]?.members ?? [] {
        let labelName = label.value["name"]?.string ?? ""
        for field in label.value.members ?? [] where field.name != "name" {
          Self.leaves(field.value, path: field.name) { path, value in
            rows.append([name, label.name, labelName, path, value])
          }
        }
      }
    }
    self.rows = rows
  }

  /// Comma-separated, RFC 4180.
  var csv: String {
    ([Self.header] + rows).map { row in
      row.map { cell in
        cell.contains { $0 == "," || $0 == "\"" || $0.isNewline }
          ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : cell
      }.joined(separator: ",")
    }.joined(separator: "\n")
  }

  /// Columns aligned for reading.
  var aligned: String {
    let all = [Self.header] + rows
    let widths = Self.header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private static func leaves(_ value: JSONValue, path: String, _ emit: (String, String) -> Void) {
    switch value {
    case .object(let members): for member in members { leaves(member.value, path: "\(path).\(member.name)", emit) }
    case .array(let elements):
      if elements.contains(where: { $0.members != nil || $0.array != nil }) {
        for (n, element) in elements.enumerated() { leaves(element, path: "\(path).\(n)", emit) }
      } else {
        emit(path, elements.map(text).joined(separator: " "))
      }
    default: emit(path, text(value))
    }
  }

  private static func text(_ value: JSONValue) -> String {
    if case .null = value { return "" }
    return value.string ?? (try? value.text()) ?? ""
  }
}
