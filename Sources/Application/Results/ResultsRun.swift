internal import Anatomy
internal import Cases
internal import JSON
internal import PolicyLanguage
internal import Report
internal import Results
package import Store
internal import Wording

/// How lists of stored results are printed.
package enum ResultsFormat: String, CaseIterable, Sendable {
  case text, json
}

/// `segwarden results list`, `show` and `compare`: reading a store.
package struct ResultsRun: Sendable {
  private let store: Store

  /// - Parameter path: the store's; nil for where stores lie when nobody says.
  package init(store path: String?) throws {
    store = try ResultsStore.guarded { try ResultsStore.reading(path) }
  }

  /// Prints the runs, or the cases of one.
  package func list(run: String?, _ filter: CaseFilter, format: ResultsFormat) throws -> ExitStatus {
    try ResultsStore.guarded {
      guard let run else {
        let list = RunList(try store.runs())
        Console.print(format == .text ? list.text : try list.json.text(.indented))
        return .success
      }
      let summary = try store.run(run)
      let list = StoredCaseList(try store.cases(of: summary.id, filter), of: summary)
      Console.print(format == .text ? list.text : try list.json.text(.indented))
      return .success
    }
  }

  /// Prints the records of a case of a run; there may be several of one name.
  package func show(_ name: String, run: String, format: ResultsFormat) throws -> ExitStatus {
    try ResultsStore.guarded {
      let summary = try store.run(run)
      let found = try store.cases(of: summary.id, CaseFilter(name: name))
      guard !found.isEmpty else {
        let names = try store.cases(of: summary.id).map(\.name)
        let near = Suggestion.didYouMean(name, among: names).map { "; \($0)" } ?? ""
        throw ProgramError(
          .noInput,
          "\(store.path): run \(summary.id.number) (\(summary.run.name)) holds no case “\(name)”\(near); `segwarden results list \(summary.id.number)` shows its cases."
        )
      }
      let ratings = try store.ratings(of: summary.id)
      for found in found {
        guard format == .text else {
          Console.print(try JSONValue(parsing: Array(try store.recordText(of: found.id).utf8)).text(.indented))
          continue
        }
        Console.print(TextReport(isColoured: Console.takesColours).text(try store.result(of: found.id)))
        if let path = found.path { Console.print("  Export: \(TerminalText.oneLine(path))") }
        for stored in ratings where stored.id == found.id {
          let who = stored.rating.rater.isEmpty ? "" : " by \(TerminalText.oneLine(stored.rating.rater))"
          let comment = stored.rating.comment.isEmpty ? "" : ": \(TerminalText.oneLine(stored.rating.comment))"
          let of = stored.isOfEarlierResult ? " (of an earlier result)" : ""
          Console.print("  Rated: \(stored.rating.verdict.rawValue)\(who)\(of)\(comment)")
        }
      }
      return .success
    }
  }

  /// Prints what differs between two runs. Ends with 0 when every verdict stays, with 2 when one flips.
  ///
  /// - Parameter other: the store of the new run; nil for the same store.
  package func compare(_ old: String, _ new: String, in other: String?, format: ResultsFormat) throws -> ExitStatus {
    try ResultsStore.guarded {
      let newStore = try other.map { try Store($0, access: .reading) } ?? store
      let difference = try RunDifference(try store.run(old), in: store, with: try newStore.run(new), in: newStore)
      guard difference.compared > 0 else {
        throw ProgramError(
          .badInput,
          "no case is in both runs, so that nothing can be compared; cases are the same by their names, which `segwarden results list RUN` shows."
        )
      }
      Console.print(format == .text ? difference.text : try difference.json.text(.indented))
      return difference.flips.isEmpty ? .success : .review
    }
  }
}

extension CaseFilter {
  /// A filter from what a user wrote. Throws a `ProgramError` for a fault or a code that there is not.
  package static func reading(
    verdict: String?, fault: String?, code: String?, label: String?
  ) throws -> CaseFilter {
    if let fault, Fault(rawValue: fault) == nil {
      let near = Suggestion.didYouMean(fault, among: Fault.allCases.map(\.rawValue))
      throw ProgramError(.usage, "--fault: there is no fault “\(fault)”\(Suggestion.end(near))")
    }
    if let code, FindingCode(code) == nil {
      throw ProgramError(.usage, "--code: “\(code)” is no code of a finding, such as connectivity.components_above.")
    }
    return CaseFilter(verdict: verdict, fault: fault, code: code, label: label)
  }
}
