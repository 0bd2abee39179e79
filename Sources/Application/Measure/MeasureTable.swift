internal import JSON

/// A measured document as rows: one per number, with the structure or the pair that it belongs to.
struct MeasureTable {
  let rows: [[String]]

  static let header = ["case", "label", "name", "measure", "value"]

  /// What describes the file rather than measures it.
  private static let description = ["shape", "geometry", "labels", "labels_present", "dimension_measured"]

  init(_ document: JSONValue, name: String) {
    var rows: [[String]] = []
    func add(_ fields: [JSONValue.Member], label: String, labelName: String, path: String = "") {
      for field in fields where !["name", "names", "labels"].contains(field.name) {
        Self.leaves(field.value, path: path + field.name) { path, value in
          rows.append([name, label, labelName, path, value])
        }
      }
    }
    for label in document["labels"]?.members ?? [] {
      add(label.value.members ?? [], label: label.name, labelName: label.value["name"]?.string ?? "")
    }
    for member in document.members ?? [] where !Self.description.contains(member.name) {
      guard let elements = member.value.array, elements.contains(where: { $0["labels"] != nil }) else {
        add([member], label: "", labelName: "")
        continue
      }
      for element in elements {
        let labels = (element["labels"]?.array ?? []).map(Self.text).joined(separator: ":")
        let names = (element["names"]?.array ?? []).map(Self.text).joined(separator: ":")
        add(
          element.members ?? [], label: labels, labelName: names, path: member.name == "pairs" ? "" : member.name + ".")
      }
    }
    self.rows = rows
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
