/// Compares one aspect of a statement with what it cites.
protocol GroundingChecker: Sendable {
  /// What the evidence does not bear out, in one sentence; nil when all is well.
  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String?
}

/// Says whether a statement is borne out by what it cites.
protocol StatementChecker: Sendable {
  /// What the evidence does not bear out, in one sentence; nil when all is well.
  func problem(of statement: Statement, in table: EvidenceTable) -> String?
}

/// Every checker, the first problem found.
struct Grounding: StatementChecker {
  private static let all: [any GroundingChecker] = [
    CitationChecker(), NumberChecker(), StructureChecker(), SideChecker(), OutcomeChecker(),
    ComparisonChecker(), PolarityChecker(), FaultChecker(),
    RankChecker(),
  ]
  /// Knowledge speaks of anatomy at large: its structures and directions are no claims about the case.
  private static let knowledge: [any GroundingChecker] = [CitationChecker(), NumberChecker()]

  func problem(of statement: Statement, in table: EvidenceTable) -> String? {
    let cited = table.gather(statement.evidence)
    for checker in statement.isKnowledge ? Self.knowledge : Self.all {
      if let problem = checker.problem(of: statement, citing: cited, in: table) { return problem }
    }
    return nil
  }
}

extension Statement {
  /// Whether it was recalled in the first stage.
  var isKnowledge: Bool { id.first == "K" }
}
