import Evaluation
import PolicyLanguage

/// What was measured below its range is not called too large, nor what was above it too small.
struct ComparisonChecker: GroundingChecker {
  private static let kinds: Set<String> = ["volume", "area", "extent", "diameter"]

  func problem(of statement: Statement, citing cited: Cited, in table: EvidenceTable) -> String? {
    for clause in Clause.all(in: statement.text) {
      let named = Set(CitationChecker.findingIDs(in: clause.text))
      let mentioned = Set(table.names.mentions(in: clause.text))
      let sized = cited.findings.filter { finding in
        Self.kinds.contains(finding.kind) && (finding.outcome == .fail || finding.outcome == .warn)
          && (named.isEmpty || named.contains(finding.id))
          && (mentioned.isEmpty || !mentioned.isDisjoint(with: finding.labels))
      }
      guard !sized.isEmpty else { continue }
      if clause.says(Self.large), sized.allSatisfy({ $0.code.aspect.deviation == .below }) {
        return "\(list(sized.map(\.id))) is below its range."
      }
      if clause.says(Self.small), sized.allSatisfy({ $0.code.aspect.deviation == .above }) {
        return "\(list(sized.map(\.id))) is above its range."
      }
    }
    return nil
  }

  private static let large = Clause.phrases([
    "too large", "too big", "oversized", "enlarged", "above the range", "above its range", "above the limit",
    "exceeds the range", "exceeds its range", "larger than expected", "over segmented",
  ])
  private static let small = Clause.phrases([
    "too small", "undersized", "shrunken", "below the range", "below its range", "below the limit",
    "smaller than expected", "under segmented",
  ])
}
