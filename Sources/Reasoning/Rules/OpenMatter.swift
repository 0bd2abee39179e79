import Evaluation
import PolicyLanguage

/// Findings that should have a result and have none, all for the same kinds of cause: one matter for a person, however
/// many expectations it leaves open.
struct OpenMatter {
  /// At least one, in their order.
  let findings: [Finding]

  /// The heaviest of their effects; never `ignore`.
  var effect: NotEvaluableEffect { findings.contains { $0.notEvaluable == .reject } ? .reject : .review }

  /// The open matters among findings, in the order in which they come up.
  static func all(in findings: [Finding]) -> [OpenMatter] {
    let open = findings.filter { $0.outcome == .notEvaluable && $0.notEvaluable != .ignore }
    let kinds = { (finding: Finding) in Set(finding.causes.map(\.kind)) }
    let order = open.map(kinds).reduce(into: [Set<UnknownCause.Kind>]()) { if !$0.contains($1) { $0.append($1) } }
    let groups = Dictionary(grouping: open, by: kinds)
    return order.compactMap { groups[$0].map(OpenMatter.init) }
  }
}
