public import Evaluation
public import PolicyLanguage
internal import Wording

/// What was and what was not judged of one structure of a case.
public struct StructureCoverage: Hashable, Sendable, Codable {
  /// What was not judged for one kind of cause.
  public struct Open: Hashable, Sendable, Codable {
    /// The kind of cause.
    public var cause: UnknownCause.Kind
    /// The first of the causes in words.
    public var words: String
    /// What it does to the decision: the heaviest among the findings.
    public var effect: NotEvaluableEffect
    /// The findings that have no result for it.
    public var findings: [String]
  }

  /// The policy's name of the structure.
  public var label: String
  /// Whether the export holds it.
  public var state: LabelState
  /// How many findings about its anatomy have a result.
  public var judged: Int
  /// What could not be judged, grouped by kind of cause.
  public var open: [Open]

  enum CodingKeys: String, CodingKey { case label, state, judged, open = "not_judged" }

  /// The coverage of a label among a case's findings.
  package init(label: String, state: LabelState, findings: [Finding]) {
    self.label = label
    self.state = state
    let own = findings.deciding.filter { $0.labels.contains(label) && !$0.isOfCoverage }
    judged = own.count { $0.isAnatomical && $0.hasResult }
    var open: [Open] = []
    for finding in own where finding.outcome == .notEvaluable {
      for cause in finding.causes {
        if let at = open.firstIndex(where: { $0.cause == cause.kind }) {
          if open[at].findings.last != finding.id { open[at].findings.append(finding.id) }
          if finding.notEvaluable.weight > open[at].effect.weight { open[at].effect = finding.notEvaluable }
        } else {
          open.append(
            Open(cause: cause.kind, words: cause.words, effect: finding.notEvaluable, findings: [finding.id]))
        }
      }
    }
    self.open = open
  }
}

extension Record {
  /// What was and was not judged, in sentences: structures without any result first, then causes with the structures
  /// that they left open, each said once.
  public var unjudgedSentences: [String] {
    let silent = coverage.filter { $0.judged == 0 && $0.state != .notInExport }.map(\.label)
    var sentences: [String] = []
    if !silent.isEmpty { sentences.append("Nothing was judged of \(listed(silent, atMost: 8)).") }
    for kind in UnknownCause.Kind.allCases {
      let affected = coverage.filter { structure in structure.open.contains { $0.cause == kind } }
      guard let first = affected.first?.open.first(where: { $0.cause == kind }) else { continue }
      let findings = Set(affected.flatMap { $0.open.filter { $0.cause == kind }.flatMap(\.findings) }).count
      let count = findings == 1 ? "1 finding has" : "\(findings) findings have"
      sentences.append("\(count) no result, about \(listed(affected.map(\.label), atMost: 8)): \(first.words).")
    }
    return sentences
  }
}
