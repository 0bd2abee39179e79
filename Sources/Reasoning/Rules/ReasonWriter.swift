import Anatomy
import Evaluation
import PolicyLanguage

/// Puts what findings and their diagnosis say into reasons.
struct ReasonWriter {
  /// A reason before it has its place in the list.
  struct Draft: Sendable {
    var reason: Reason
    /// The worst margin among the findings it rests on; nil without one.
    var margin: Double?
  }

  let evidence: CaseEvidence

  /// One draft per fault, per finding without fault, and per matter that should have been judged and could not.
  func drafts(for findings: [Finding], diagnosis: Diagnosis) -> [Draft] {
    diagnosis.faults.map(draft) + diagnosis.unexplained.map { draft($0, $0.message) }
      + OpenMatter.all(in: findings).map(Self.draft)
  }

  /// What could not be judged for the same kinds of cause is said once.
  private static func draft(_ matter: OpenMatter) -> Draft {
    let group = matter.findings
    let words = group.map { $0.cause ?? $0.message }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let rest = words.count > 3 ? "; and \(words.count - 3) more of the kind" : ""
    let labels = group.flatMap(\.labels).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let kinds = group.map(\.kind).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let reason = Reason(
      id: "", kind: kinds.first ?? "", severity: matter.effect == .reject ? .reject : .review,
      label: labels.first, otherLabels: labels.count > 1 ? Array(labels.dropFirst()) : nil,
      text:
        "Could not be judged (\(kinds.joined(separator: ", "))): \(words.prefix(3).joined(separator: "; "))\(rest).",
      evidence: group.map(\.id),
      location: group.lazy.compactMap(\.location).first)
    return Draft(reason: reason, margin: group.compactMap(\.margin).min())
  }

  /// Numbers drafts by severity; then come faults, the one that explains most first, and then the rest by margin.
  static func numbered(_ drafts: [Draft]) -> [Reason] {
    let order = drafts.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.reason.severity != y.reason.severity { return x.reason.severity > y.reason.severity }
      if (x.reason.fault == nil) != (y.reason.fault == nil) { return y.reason.fault == nil }
      if x.reason.fault == nil, x.margin != y.margin { return (x.margin ?? .infinity) < (y.margin ?? .infinity) }
      return a.offset < b.offset
    }
    return order.enumerated().map { index, item in
      var reason = item.element.reason
      reason.id = "R\(index + 1)"
      return reason
    }
  }

  /// `kidney_left and kidney_right carry each other's side (sides-swapped).`
  func sentence(for named: Diagnosis.Named) -> String {
    let signature = FaultSignature.of(named.fault)
    let subject =
      switch signature.scope {
      case .structure: named.labels.first ?? "The export"
      case .pair: named.labels.joined(separator: " and ")
      case .chain: "The levels"
      case .export: "The export"
      }
    return "\(subject) \(signature.meaning) (\(named.fault.rawValue))."
  }

  private func draft(_ named: Diagnosis.Named) -> Draft {
    let ranked = zip(named.findings, named.strengths).enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.0.weightInReason != y.0.weightInReason { return x.0.weightInReason > y.0.weightInReason }
      if x.1 != y.1 { return x.1 > y.1 }
      return a.offset < b.offset
    }.map(\.element.0)
    let messages = ranked.prefix(3).map(\.message)
    let rest = ranked.count > 3 ? " And \(ranked.count - 3) more: \(list(ranked.dropFirst(3).map(\.id)))." : ""
    // A fault of the whole export may still be about one structure's file.
    let labels = named.labels.isEmpty ? Set(ranked.map(\.labels)).count == 1 ? ranked[0].labels : [] : named.labels
    let reason = Reason(
      id: "", fault: named.fault, kind: ranked.first?.kind ?? "",
      severity: ranked.map(\.weightInReason).max() ?? .note, label: labels.first,
      otherLabels: labels.count > 1 ? Array(labels.dropFirst()) : nil,
      text: "\(FaultSignature.of(named.fault).title): \(messages.joined(separator: " "))\(rest)",
      evidence: named.findings.map(\.id),
      location: ranked.lazy.compactMap(\.location).first,
      counterfactual: ranked.lazy.compactMap(\.counterfactual).first,
      repair: ranked.lazy.compactMap(\.repair).first)
    return Draft(reason: reason, margin: ranked.compactMap(\.margin).min())
  }

  private func draft(_ finding: Finding, _ text: String) -> Draft {
    let reason = Reason(
      id: "", kind: finding.kind, severity: finding.weightInReason, label: finding.labels.first,
      otherLabels: finding.labels.count > 1 ? Array(finding.labels.dropFirst()) : nil, text: text,
      evidence: [finding.id], location: finding.location, counterfactual: finding.counterfactual,
      repair: finding.repair)
    return Draft(reason: reason, margin: finding.margin)
  }
}

extension Finding {
  /// A warning never weighs more than a note.
  fileprivate var weightInReason: Severity { outcome == .warn ? .note : severity }
}
