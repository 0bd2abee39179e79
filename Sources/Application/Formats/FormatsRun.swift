internal import Formats
internal import Wording

/// How the list of formats is printed.
package enum FormatsFormat: String, CaseIterable, Sendable {
  case table, markdown, csv
}

/// `segwarden formats`: what is read, what it carries, and what writes it.
package enum FormatsRun {
  package static func print(as format: FormatsFormat) {
    let table = TextTable(rows)
    switch format {
    case .table: Console.print(table.aligned)
    case .markdown: Console.print(table.markdown)
    case .csv: Console.print(table.csv)
    }
  }

  package static var rows: [[String]] {
    func mark(_ has: Bool) -> String { has ? "yes" : "no" }
    let header = ["format", "endings", "names", "codes", "spacing", "orientation", "overlaps", "written by"]
    let formats = FormatRegistry.formats.map { format in
      let contents = format.contents
      return [
        format.name, format.endings.joined(separator: " "), mark(contents.names), mark(contents.codes),
        mark(contents.spacing), mark(contents.orientation), mark(contents.overlaps), contents.writtenBy,
      ]
    }
    let folder = [
      "folder", "one file per structure", "yes", "no", "as its files", "as its files", "yes", "TotalSegmentator, MOOSE",
    ]
    return [header] + formats + [folder]
  }
}
