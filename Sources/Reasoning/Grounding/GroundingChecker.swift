/// Compares one aspect of a statement with what it cites.
protocol GroundingChecker: Sendable {
  /// What the evidence does not bear out, in one sentence; nil when all is well.
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String?
}

/// Every checker, the first problem found.
enum Grounding {
  private static let all: [any GroundingChecker] = [
    CitationChecker(), NumberChecker(), StructureChecker(), SideChecker(), OutcomeChecker(),
    ComparisonChecker(), PolarityChecker(), FaultChecker(),
    RankChecker(),
  ]
  /// Knowledge speaks of anatomy at large: its structures and directions are no claims about the case.
  private static let knowledge: [any GroundingChecker] = [CitationChecker(), NumberChecker()]

  /// The statement marked as grounded or not, and made citable when it is.
  static func check(_ statement: Statement, in table: inout EvidenceTable) -> Statement {
    let checkers = statement.isKnowledge ? knowledge : all
    let cited = table.gather(statement.evidence)
    var checked = statement
    checked.problem = nil
    for checker in checkers where !table.trustsStatements && checked.problem == nil {
      checked.problem = checker.problem(of: statement, citing: cited, in: table)
    }
    checked.grounded = checked.problem == nil
    table.add(checked)
    return checked
  }
}

extension Statement {
  /// Whether it was recalled in the first stage.
  var isKnowledge: Bool { id.first == "K" }
}
