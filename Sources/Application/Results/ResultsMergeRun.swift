internal import FoundationEssentials
internal import JSON
internal import Results
internal import Store
internal import Wording

/// `segwarden results merge`: brings stores and files of results together.
package struct ResultsMergeRun: Sendable {
  /// - Parameters:
  ///   - sources: stores, and files of JSON Lines as `check --format jsonl` writes them.
  ///   - target: the store to bring them into, which is made where there is none.
  ///   - name: the one run that they become; nil where runs stay what they are.
  package static func run(sources: [String], into target: String?, asRun name: String?) throws -> ExitStatus {
    try ResultsStore.guarded {
      let path = try ResultsStore.path(target)
      if sources.contains(where: { isSame($0, path) }) {
        throw ProgramError(.usage, "\(path): a store cannot be merged into itself; leave it out of what is merged.")
      }
      // All are looked at before anything is changed.
      let inputs = try sources.map(Source.init)
      let store = try ResultsStore.writing(target)
      var merge = StoreMerge(into: store, asRun: name)
      for input in inputs {
        switch input {
        case .store(let source): try merge.add(source)
        case .lines(let file): try file.add(to: &merge)
        }
      }
      tell(merge)
      return .success
    }
  }

  private enum Source {
    case store(Store)
    case lines(ResultLines)

    init(_ path: String) throws {
      self =
        try ResultLines.isDatabase(path)
        ? .store(Store(path, access: .reading)) : .lines(ResultLines(path: path))
    }
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    URL(filePath: one).resolvingSymlinksInPath().path == URL(filePath: other).resolvingSymlinksInPath().path
  }

  private static func tell(_ merge: StoreMerge) {
    let ratings = merge.ratingsAdded > 0 ? ", \(counted(merge.ratingsAdded, "rating"))" : ""
    Console.print("Added \(counted(merge.runsAdded, "run")), \(counted(merge.casesAdded, "case"))\(ratings).")
    let same = merge.repeated.filter { !$0.differs }
    if !same.isEmpty { Console.print("\(counted(same.count, "case")) were there already and kept once.") }
    for repeated in merge.repeated where repeated.differs {
      Console.print(
        "\(TerminalText.oneLine(repeated.caseName)) of \(repeated.run) was there with another result; the later one is kept."
      )
    }
    for namesake in merge.namesakes {
      Console.print(
        "\(TerminalText.oneLine(namesake.caseName)) of \(namesake.run) is the name of different exports; each is kept.")
    }
  }
}
