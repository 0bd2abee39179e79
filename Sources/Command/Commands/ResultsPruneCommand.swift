import Application
import ArgumentParser

extension ResultsCommand {
  /// `segwarden results prune`: deletes results for good.
  struct Prune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Deletes stored runs or cases for good, and says which.",
      discussion: """
        What was deleted is gone from the file too: it is overwritten, and the file is written anew, which takes as much \
        space again for a while. Several conditions must hold together.
        """)

    @Option(help: "Runs that began longer ago than this: a number of hours, days or weeks, such as 90d.")
    var olderThan: String?

    @Option(help: "This run.")
    var run: String?

    @Option(name: .customLong("case"), help: "The cases of this name, and not the whole run.")
    var name: String?

    @Flag(help: "Say what would be deleted, and delete nothing.")
    var dryRun = false

    @OptionGroup var store: StoreArguments

    func validate() throws {
      if olderThan == nil, run == nil, name == nil {
        throw ValidationError("Say what to delete: --older-than, --run or --case.")
      }
      if let olderThan, ResultsPruneRun.seconds(olderThan) == nil {
        throw ValidationError("--older-than takes hours, days or weeks, such as 12h, 90d or 8w; not “\(olderThan)”.")
      }
    }

    func run() async throws {
      try await Exit.with {
        try ResultsPruneRun.run(
          .init(store: store.store, olderThan: olderThan, run: run, caseName: name, isRehearsal: dryRun))
      }
    }
  }
}
