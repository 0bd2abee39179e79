import Diagnostics
import PolicyLanguage
import Testing

/// The mark of learned limits.
@Suite struct `Learned limits` {
  private func read(_ learned: String, severity: String = "review", veto: String = "reject") -> (
    policy: Policy?, diagnostics: [Diagnostic]
  ) {
    PolicyReader.small(
      """
      segwarden: 1
      policy: p
      version: 1
      labels: {a: }
      expectations:
        - {id: x, label: a, volume: {typical: 1..2 mL}, severity: \(severity), because: b, learned: \(learned)}
      decision: {veto: [\(veto)]}
      """)
  }

  @Test func `carry cohort, number of cases and date, and the parts that were learned`() throws {
    let (policy, diagnostics) = read("{cohort: Trusted 2026, n: 84, date: 2026-11-25, limits: [typical]}")
    #expect(diagnostics.isEmpty)
    let note = try #require(policy?.expectations.first?.learned)
    #expect(note.cohort == "Trusted 2026" && note.count == 84 && note.date.text == "2026-11-25")
    #expect(note.parts == [.typical] && note.words == "typical range learned from Trusted 2026, n = 84, 2026-11-25")
    // Where a cohort is named, a publication need not be.
    #expect(PolicyLint.check(try #require(policy)).isEmpty)
  }

  @Test(arguments: [
    ("trusted", DiagnosticRule.wrongType), ("{cohort: c, n: 84}", .missingKey),
    ("{cohort: c, n: 0, date: 2026-11-25}", .outOfRange), ("{cohort: c, n: 3.5, date: 2026-11-25}", .notWhole),
    ("{cohort: c, n: 84, date: yesterday}", .badDate), ("{cohort: c, n: 84, date: 2026-02-30}", .badDate),
    ("{cohort: c, n: 84, date: 2026-11-25, limits: mean}", .unknownValue),
    ("{cohort: c, n: 84, date: 2026-11-25, auroc: 0.9}", .unknownKey),
  ])
  func `that are not said in full are refused`(learned: String, rule: DiagnosticRule) {
    let (policy, diagnostics) = read(learned)
    #expect(policy == nil && diagnostics.map(\.rule) == [rule])
  }

  @Test(arguments: [("reject", "reject"), ("reject", "review"), ("review", "review")])
  func `that decide alone are pointed out`(severity: String, veto: String) throws {
    let vetoing = try #require(read("{cohort: c, n: 84, date: 2026-11-25}", severity: severity, veto: veto).policy)
    #expect(PolicyLint.check(vetoing).map(\.rule) == [.learnedVeto])
  }

  @Test func `are forgotten where an extending policy gives limits of its own`() throws {
    let base = """
      segwarden: 1
      policy: base
      version: 1
      labels: {a: }
      expectations:
        - {id: x, label: a, volume: {typical: 1..2 mL}, learned: {cohort: c, n: 84, date: 2026-11-25}}
        - {id: y, label: a, volume: {typical: 1..2 mL}, learned: {cohort: c, n: 84, date: 2026-11-25}}
      """
    let own = """
      segwarden: 1
      policy: own
      version: 1
      extends: base
      expectations:
        - {id: x, volume: {typical: 1..3 mL}}
        - {id: y, severity: note}
      """
    let policy = try #require(PolicyReader.small(own, library: ["base": base]).policy)
    #expect(policy.expectations.map { $0.learned == nil } == [true, false])
  }
}
