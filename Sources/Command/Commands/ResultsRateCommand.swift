import Application
import ArgumentParser

extension ResultsCommand {
  /// `segwarden results rate`: what people say of cases.
  struct Rate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keeps what people say of cases, or shows it.",
      discussion: """
        The file is a table (CSV, TSV) or JSON with case, rating (accept, reject or later) and, where known, comment, rater \
        and rated (the time); a report's page exports such files. One person's later rating of a case takes the place of \
        the earlier one.
        Exit status: 65 some ratings name no case of the run, or are none; the others are kept.
        """)

    @Argument(help: "A file with ratings; without it those of the run are shown.")
    var file: String?

    @Option(help: "The run.")
    var run = "latest"

    @Option(help: "Who rated, where the file does not say.")
    var rater: String?

    @OptionGroup var store: StoreArguments

    @Option(help: "What to print of ratings that are shown: text or json.")
    var format: ResultsFormat = .text

    func run() async throws {
      try await Exit.with {
        guard let file else { return try ResultsRateRun.show(store: store.store, run: run, format: format) }
        return try ResultsRateRun.add(file: file, store: store.store, run: run, rater: rater ?? "")
      }
    }
  }
}
