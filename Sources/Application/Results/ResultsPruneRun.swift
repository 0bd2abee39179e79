internal import FoundationEssentials
internal import Store
internal import Wording

/// `segwarden results prune`: deletes stored results, and says which.
package struct ResultsPruneRun: Sendable {
  package struct Options: Sendable {
    package var store: String?
    /// Days, hours or weeks, as `Age` reads them.
    package var olderThan: String?
    package var run: String?
    package var caseName: String?
    /// Whether to say only what would be deleted.
    package var isRehearsal: Bool

    package init(store: String?, olderThan: String?, run: String?, caseName: String?, isRehearsal: Bool) {
      self.store = store
      self.olderThan = olderThan
      self.run = run
      self.caseName = caseName
      self.isRehearsal = isRehearsal
    }
  }

  /// An age as it is written: `90d`, `12h`, `4w`; nil for anything else.
  package static func seconds(_ age: String) -> Double? {
    let units: [Character: Double] = ["h": 3600, "d": 86_400, "w": 604_800]
    guard let unit = age.last.flatMap({ units[$0] }), let count = Int(age.dropLast()), (0...1_000_000).contains(count)
    else { return nil }
    return Double(count) * unit
  }

  package static func run(_ options: Options) throws -> ExitStatus {
    try ResultsStore.guarded {
      let store =
        options.isRehearsal ? try ResultsStore.reading(options.store) : try ResultsStore.changing(options.store)
      let run = try options.run.map { try store.run($0).id }
      let before = options.olderThan.flatMap(seconds).map {
        Date(timeIntervalSinceNow: -$0).formatted(.iso8601)
      }
      let pruning = try store.pruning(before: before, run: run, caseName: options.caseName)
      let verb = options.isRehearsal ? "Would delete" : "Deleted"
      if pruning.isEmpty {
        Console.print("Nothing to delete.")
        return .success
      }
      if !options.isRehearsal { try store.delete(pruning) }
      for summary in pruning.runs {
        Console.print(
          "\(verb) run \(summary.id.number) (\(TerminalText.oneLine(summary.run.name)), \(summary.run.started)) with \(counted(summary.cases, "case"))."
        )
      }
      for found in pruning.cases {
        Console.print("\(verb) case \(TerminalText.oneLine(found.name)) of run \(found.run.number).")
      }
      // Told before: what was deleted is deleted, also where somebody is in the way of this.
      if !options.isRehearsal { try store.scrub() }
      return .success
    }
  }
}
