internal import Concurrency
internal import FoundationEssentials
internal import JSON
internal import PolicyLanguage
internal import Reasoning
internal import Report
package import Results
internal import SegWarden

/// How the difference of policies is printed.
package enum PolicyDiffFormat: String, CaseIterable, Sendable {
  case text, json
}

/// `segwarden policy diff`: judges stored results by a changed policy, without masks.
package struct PolicyDiffRun: Sendable {
  private let old: Rehearsal
  private let new: Rehearsal
  private let results: StoredResults

  /// What came of one record.
  private enum Outcome: Sendable {
    /// `deviates`: how the old policy's verdict differs from the record's, in a sentence.
    case rehearsed(CaseDifference, deviates: String?)
    case left(PolicyDifference.Left)
  }

  /// - Parameters:
  ///   - settings: values for the new policy's parameters.
  ///   - results: a folder that `check --output` wrote.
  package init(old: String, new: String, settings: [String: String], results: String) throws {
    let library = PolicyLibrary()
    self.old = Rehearsal(policy: try library.policy(old).checked())
    self.new = Rehearsal(policy: try library.policy(new, settings: settings).checked())
    self.results = try StoredResults(folder: results)
  }

  /// Prints the difference. Ends with 0 when every decision stays, with 2 when one flips or cannot be told, with 65
  /// when no record could be used.
  package func run(format: PolicyDiffFormat) async throws -> ExitStatus {
    let difference = await difference()
    switch format {
    case .text: Console.print(difference.text)
    case .json: Console.print(try difference.json.text(.indented))
    }
    if difference.cases.isEmpty { return .badInput }
    return difference.flips.isEmpty && difference.open.isEmpty ? .success : .review
  }

  package func difference() async -> PolicyDifference {
    let outcomes = await results.names.concurrentMap(atMost: ProcessInfo.processInfo.activeProcessorCount) { name in
      await outcome(of: name)
    }
    var cases: [CaseDifference] = []
    var (left, deviating): ([PolicyDifference.Left], [PolicyDifference.Left]) = ([], [])
    for outcome in outcomes {
      switch outcome {
      case .left(let reason): left.append(reason)
      case .rehearsed(let difference, let deviation):
        cases.append(difference)
        if let deviation { deviating.append(.init(caseName: difference.caseName, reason: deviation)) }
      }
    }
    return PolicyDifference(old: old.policy, new: new.policy, cases: cases, left: left, deviating: deviating)
  }

  private func outcome(of name: String) async -> Outcome {
    switch results.result(name) {
    case .useless(let caseName, let reason): return .left(.init(caseName: caseName, reason: reason))
    case .found(let record, let stored):
      let day = CalendarDay(String(record.provenance.started.prefix(10)))
      let before = old.judge(stored, today: day, answered: record.findings)
      let after = new.judge(stored, today: day, answered: record.findings)
      return .rehearsed(
        CaseDifference(caseName: record.caseName, old: before, new: after), deviates: deviation(before, record))
    }
  }

  /// How the old policy judges otherwise than the record says; nil where it says the same.
  private func deviation(_ rehearsed: RehearsedCase, _ record: Record) -> String? {
    let checked = record.provenance.policy
    if rehearsed.decision == record.arbitration.rules { return nil }
    let said = rehearsed.decision?.rawValue ?? "not to be told"
    let why =
      checked.sha256 == old.policy.digest
      ? "perhaps it was checked with --set, --waivers or another version of the program"
      : "it was checked by \(checked.id) \(checked.version), another text"
    return "\(said), and the rules said \(record.arbitration.rules.rawValue); \(why)."
  }
}
