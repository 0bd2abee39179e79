import Evaluation
import PolicyLanguage

/// Findings as lines of a prompt.
enum FindingLines {
  /// Some findings that matter, each by its id. Those that could not be judged for one cause share a line.
  static func lines(_ findings: [Finding]) -> [String] {
    var groups: [[Finding]] = []
    for finding in findings {
      let place = groups.firstIndex { group in
        group.count < 20 && (group.first.map { $0.isOpen(like: finding) } ?? false)
      }
      if let place { groups[place].append(finding) } else { groups.append([finding]) }
    }
    return groups.map(line)
  }

  /// Findings that share what is said of them.
  static func line(_ group: [Finding]) -> String {
    guard let first = group.first else { return "" }
    let labels = group.flatMap(\.labels).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let hasMessage = first.kind != FileIntegrity.name && first.outcome != .notEvaluable
    return EvidenceText.line([
      "\(group.map(\.id).joined(separator: ", ")):", "outcome=\(first.outcome.rawValue)",
      "severity=\(first.severity.rawValue)", "code=\(EvidenceText.quote(first.code.text))",
      labels.isEmpty ? nil : "structures=\(EvidenceText.quote(labels.joined(separator: ", "), limit: 300))",
      // A message says what was measured and expected.
      hasMessage ? "message=\(EvidenceText.quote(first.message, limit: 300))" : nil,
      hasMessage ? nil : first.measured.map { "measured=\(EvidenceText.quote($0.words))" },
      hasMessage ? nil : first.expected.map { "expected=\(EvidenceText.quote($0, limit: 120))" },
      first.cause.map { "cause=\(EvidenceText.quote($0, limit: 200))" },
      first.location?.slices.map { "slices=\(EvidenceText.quote("\($0.axis) \($0.from) to \($0.to)"))" },
    ])
  }

  /// Findings that passed, those of one kind on a line.
  static func passed(_ findings: [Finding]) -> [String] {
    let kinds = findings.reduce(into: [String]()) { if !$0.contains($1.kind) { $0.append($1.kind) } }
    return kinds.map { kind in
      let short = findings.filter { $0.kind == kind }.map { finding in
        let what = [finding.labels.joined(separator: " and "), finding.measured?.words ?? ""].filter { !$0.isEmpty }
        return "\(finding.id) \(EvidenceText.quote(what.joined(separator: " "), limit: 80))"
      }
      return "outcome=pass kind=\(EvidenceText.quote(kind)): \(short.joined(separator: ", "))"
    }
  }

  /// How many findings there are beside those that are told, by outcome; what failed by its code.
  static func counts(of others: [Finding]) -> String? {
    var parts: [String] = []
    for outcome in [Finding.Outcome.fail, .warn] {
      let same = others.filter { $0.outcome == outcome }
      guard !same.isEmpty else { continue }
      let codes = Dictionary(grouping: same, by: \.code.text).mapValues(\.count)
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let most = codes.prefix(6).map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      let verb = outcome == .fail ? "failed" : "are unusual"
      parts.append("\(same.count) \(verb) (\(most)\(codes.count > 6 ? ", …" : ""))")
    }
    let open = others.filter { $0.outcome == .notEvaluable }
    let weighty = open.count { $0.notEvaluable != .ignore }
    if weighty > 0 { parts.append("\(weighty) could not be judged and hold the verdict up") }
    if open.count > weighty { parts.append("\(open.count - weighty) could not be judged and have no weight") }
    for (outcome, verb) in [(Finding.Outcome.pass, "passed"), (.waived, "were waived"), (.skipped, "did not apply")] {
      let count = others.count { $0.outcome == outcome }
      if count > 0 { parts.append("\(count) \(verb)") }
    }
    return parts.isEmpty ? nil : "Not listed: \(parts.joined(separator: "; "))."
  }
}

extension Finding {
  /// Whether both could not be judged, and the same is said of them.
  fileprivate func isOpen(like other: Finding) -> Bool {
    outcome == .notEvaluable && other.outcome == .notEvaluable && severity == other.severity && code == other.code
      && cause == other.cause && measured == other.measured && expected == other.expected && location == nil
      && other.location == nil
  }
}
