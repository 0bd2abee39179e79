import Application
import ArgumentParser
import Store

/// `segwarden results`: what runs have left in the store.
struct ResultsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract: "Lists, shows, exports, compares, merges, prunes and rates stored results.",
    discussion: """
      The store is the file of --store, else of SEGWARDEN_STORE, else segwarden/results.sqlite in the folder for state \
      (XDG_STATE_HOME, ~/.local/state). A run is meant by its number, its name (the latest one of it), or latest.
      Exit status: 65 the file is no store, damaged or of another version; 66 no such store, run or case; 74 the store is locked, full or may not be written to.
      """,
    subcommands: [
      List.self, Show.self, Export.self, Compare.self, Merge.self, Prune.self, Rate.self,
    ])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the runs, or the cases of one.")

    @Argument(help: "A run, whose cases are listed; without it the runs.")
    var run: String?

    @OptionGroup var store: StoreArguments
    @OptionGroup var filter: CaseFilterArguments

    @Option(help: "What to print: text or json.")
    var format: ResultsFormat = .text

    func validate() throws {
      if run == nil, !filter.isEmpty { throw ValidationError("Filters are about the cases of a run; name one.") }
    }

    func run() async throws {
      try await Exit.with {
        try ResultsRun(store: store.store).list(run: run, filter.filter(), format: format)
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows what was decided about a case, and why.")

    @Argument(help: "The case's name.")
    var name: String

    @Option(help: "The run.")
    var run = "latest"

    @OptionGroup var store: StoreArguments

    @Option(help: "What to print: text, or json for the whole record.")
    var format: ResultsFormat = .text

    func run() async throws {
      try await Exit.with { try ResultsRun(store: store.store).show(name, run: run, format: format) }
    }
  }

  struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compares two runs over the same cases: which verdicts flip, and by which findings.",
      discussion: "Exit status: 0 every verdict stays; 2 some flip; 65 the runs have no case in common.")

    @Argument(help: "The old run.")
    var old: String

    @Argument(help: "The new run.")
    var new: String

    @OptionGroup var store: StoreArguments

    @Option(help: "The store of the new run, where it is another.")
    var otherStore: String?

    @Option(help: "What to print: text or json.")
    var format: ResultsFormat = .text

    func run() async throws {
      try await Exit.with {
        try ResultsRun(store: store.store).compare(old, new, in: otherStore, format: format)
      }
    }
  }

  struct Merge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Brings stores, and results in JSON Lines, together in one store.",
      discussion:
        "The same case of the same run is kept once, and said; merging again changes nothing. With --as everything becomes one run, such as the shards of one night."
    )

    @Argument(help: "Stores, or files that “check --format jsonl” wrote.")
    var sources: [String]

    @OptionGroup var store: StoreArguments

    @Option(name: .customLong("as"), help: "The name of the one run that everything becomes.")
    var name: String?

    func run() async throws {
      try await Exit.with { try ResultsMergeRun.run(sources: sources, into: store.store, asRun: name) }
    }
  }
}

/// Which store is meant.
struct StoreArguments: ParsableArguments {
  @Option(help: "The store's file; without it SEGWARDEN_STORE, or the user's own.")
  var store: String?
}

/// Which cases of a run are meant.
struct CaseFilterArguments: ParsableArguments {
  @Option(help: "Cases with this verdict: accept, review, reject, or error for those without one.")
  var decision: String?

  @Option(help: "Cases with this fault among their reasons, such as sides-swapped.")
  var fault: String?

  @Option(help: "Cases with a finding of this code that weighs, such as connectivity.components_above.")
  var code: String?

  @Option(help: "Cases with a finding about this structure that weighs; with --code the same finding.")
  var label: String?

  var isEmpty: Bool { [decision, fault, code, label].allSatisfy { $0 == nil } }

  func validate() throws {
    if let decision, !RunDifference.verdicts.contains(decision) {
      throw ValidationError("--decision is accept, review, reject or error, not “\(decision)”.")
    }
  }

  /// Throws for a fault or a code that there is not.
  func filter() throws -> CaseFilter {
    try CaseFilter.reading(verdict: decision, fault: fault, code: code, label: label)
  }
}

extension ResultsFormat: ExpressibleByArgument {}
