import Evaluation

/// A failed finding is not called passed, nor a passed one failed. Looks clause by clause: at the findings a clause
/// names, or at all that are cited.
struct OutcomeChecker: GroundingChecker {
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    guard !cited.findings.isEmpty else { return nil }
    for clause in Clause.all(in: statement.text) {
      let named = Set(CitationChecker.findingIDs(in: clause.text))
      let meant = named.isEmpty ? cited.findings : cited.findings.filter { named.contains($0.id) }
      if !named.isEmpty, meant.count < named.count {
        return "It speaks of \(list(named.sorted())) without citing all of it."
      }
      let saysPassed = clause.says(Self.passed) || clause.denies(Self.failed)
      let saysFailed = clause.says(Self.failed + Self.missized) || clause.denies(Self.passed)
      guard saysPassed != saysFailed else { continue }
      let open = meant.filter { $0.outcome == .notEvaluable || $0.outcome == .skipped }
      if !open.isEmpty, !named.isEmpty || open.count == meant.count {
        return "It gives \(list(open.map(\.id))) a result, and there is none."
      }
      let failures = meant.filter { $0.outcome == .fail }
      let isWrong =
        named.isEmpty && !clause.words.contains("all") ? failures.count == meant.count : !failures.isEmpty
      if saysPassed, isWrong { return "It calls \(list(failures.map(\.id))) passed, which failed." }
      if saysFailed, meant.allSatisfy({ $0.outcome == .pass }) {
        return "It calls \(list(meant.map(\.id))) failed, which passed."
      }
    }
    return nil
  }

  private static let passed = Clause.phrases([
    "passed", "passes", "pass", "satisfied", "satisfies", "is met", "are met", "fulfilled", "within range",
    "within the range", "within limits", "within the limits", "within its limits", "within normal limits",
    "within expected", "normal", "as expected", "no abnormality", "no problem", "nothing wrong", "fine", "unremarkable",
    "acceptable",
  ])
  private static let failed = Clause.phrases([
    "failed", "fails", "fail", "violated", "violates", "out of range", "outside the range", "outside its range",
    "abnormal",
  ])
  /// What is “not too large” may still be too small.
  private static let missized = Clause.phrases(["too large", "too small"])
}
