internal import JSON
internal import Wording

/// Writes measured documents one after the other, so that none is kept longer than needed.
struct MeasurePrinter {
  private let format: MeasureFormat
  private let isList: Bool
  private var count = 0
  /// Columns are aligned over all documents, so their rows wait.
  private var waiting: [[String]] = []

  init(format: MeasureFormat, isList: Bool) {
    self.format = format
    self.isList = isList
  }

  mutating func print(_ document: JSONValue, name: String) throws {
    count += 1
    switch format {
    case .json where !isList: Console.print(try document.text(.indented))
    case .json:
      let named = JSONValue.object([.init("case", .string(name))] + (document.members ?? []))
      Console.print((count == 1 ? "[\n" : ",\n") + (try named.text(.indented)))
    case .csv:
      let rows = MeasureTable(document, name: name).rows
      Console.print(TextTable(count == 1 ? [MeasureTable.header] + rows : rows).csv)
    case .table, .markdown: waiting += MeasureTable(document, name: name).rows
    }
  }

  mutating func finish() {
    switch format {
    case .json: if isList { Console.print(count == 0 ? "[]" : "]") }
    case .csv: break
    case .table: if count > 0 { Console.print(TextTable([MeasureTable.header] + waiting).aligned) }
    case .markdown: if count > 0 { Console.print(TextTable([MeasureTable.header] + waiting).markdown) }
    }
  }
}
