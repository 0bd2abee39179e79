internal import JSON
internal import Report
internal import Results
package import Store

/// What stored results are exported as.
package enum ResultsExportFormat: String, CaseIterable, Sendable {
  case jsonl, csv
}

/// `segwarden results export`: a stored run for other programs, case by case, so that memory does not grow with it.
package struct ResultsExportRun: Sendable {
  package struct Options: Sendable {
    package var store: String?
    package var run: String
    package var filter: CaseFilter
    /// Nil for whole records.
    package var table: StoredTable?
    package var format: ResultsExportFormat
    /// Nil for standard output.
    package var output: String?

    package init(
      store: String?, run: String, filter: CaseFilter, table: StoredTable?, format: ResultsExportFormat, output: String?
    ) {
      self.store = store
      self.run = run
      self.filter = filter
      self.table = table
      self.format = format
      self.output = output
    }
  }

  package static func run(_ options: Options) throws -> ExitStatus {
    try ResultsStore.guarded {
      let store = try ResultsStore.reading(options.store)
      let summary = try store.run(options.run)
      let cases = try store.cases(of: summary.id, options.filter)
      let lines = try ExportedText(options.output)
      // Whole records are JSON; a table of cases is what CSV has for them.
      if let table = options.table ?? (options.format == .csv ? .cases : nil) {
        let columns = try store.columns(of: table)
        if options.format == .csv { try lines.writeLine(StoredTableLines.csv(columns.map(JSONValue.string))) }
        for found in cases {
          for row in try store.rows(of: table, case: found.id) {
            try lines.writeLine(
              options.format == .csv
                ? StoredTableLines.csv(row) : try StoredTableLines.json(row, columns: columns))
          }
        }
      } else {
        for found in cases { try lines.writeLine(try store.recordText(of: found.id)) }
      }
      try lines.finish()
      return .success
    }
  }
}
