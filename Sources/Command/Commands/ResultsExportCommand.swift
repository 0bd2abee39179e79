import Application
import ArgumentParser
import Store

extension ResultsCommand {
  /// `segwarden results export`: a run for other programs.
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a run's records, or a table of them, as JSON Lines or CSV.",
      discussion: """
        Records are as “check --format jsonl” prints them. A table has a row for each case, or for each finding, reason, \
        structure (measures), stage, decision or rating of the cases: Documentation/store.md says what is in it, and how \
        other programs make Parquet of it.
        """)

    @Option(help: "The run.")
    var run = "latest"

    @OptionGroup var store: StoreArguments
    @OptionGroup var filter: CaseFilterArguments

    @Option(
      help:
        "A table in place of whole records: \(StoredTable.allCases.map(\.rawValue).joined(separator: ", ")). CSV has cases unless told otherwise."
    )
    var table: StoredTable?

    @Option(help: "What to write: jsonl or csv.")
    var format: ResultsExportFormat = .jsonl

    @Option(name: .shortAndLong, help: "The file to write; without it standard output.")
    var output: String?

    func run() async throws {
      try await Exit.with {
        try ResultsExportRun.run(
          .init(
            store: store.store, run: run, filter: filter.filter(), table: table, format: format, output: output))
      }
    }
  }
}

extension StoredTable: ExpressibleByArgument {}
extension ResultsExportFormat: ExpressibleByArgument {}
