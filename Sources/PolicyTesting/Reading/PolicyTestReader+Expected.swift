internal import Diagnostics
internal import Evaluation
internal import PolicyLanguage
internal import Wording
internal import YAML

/// What must come out of a case.
extension PolicyTestReader {
  mutating func expectations(_ node: YAMLNode) -> [ExpectedFinding] {
    guard let entries = node.entries else {
      wrongType(node, "a mapping of expectations to outcomes, such as volume(liver): fail")
      return []
    }
    return entries.flatMap { entry in
      entry.key.split(separator: ",").compactMap {
        expectation(entry, named: $0.split(separator: " ").joined(separator: " "))
      }
    }
  }

  /// - Parameter name: one of the entry's names: `volume`, `volume(liver)`.
  private mutating func expectation(_ entry: YAMLNode.Entry, named name: String) -> ExpectedFinding? {
    let parts = name.split(separator: "(", maxSplits: 1).map(String.init)
    let id = parts.first ?? ""
    let label = parts.count > 1 && parts[1].hasSuffix(")") ? String(parts[1].dropLast()) : nil
    guard policy.expectations.contains(where: { $0.id == id }) || ["file", "coverage"].contains(id) else {
      diagnostics.error(
        .unknownExpectation, "the policy has no expectation '\(id)'", at: entry.keyRange,
        suggestion: Suggestion.didYouMean(id, among: policy.expectations.map(\.id)))
      return nil
    }
    if let label, policy.label(label) == nil {
      diagnostics.error(
        .unknownLabel, "there is no label '\(label)'", at: entry.keyRange,
        suggestion: Suggestion.oneOf(label, policy.labels.map(\.name)))
      return nil
    }
    return expectation(entry, id: id, label: label)
  }

  private mutating func expectation(_ entry: YAMLNode.Entry, id: String, label: String?) -> ExpectedFinding? {
    var expected = ExpectedFinding(expectation: id, label: label, outcome: .pass, range: entry.keyRange)
    guard entry.value.entries != nil else {
      guard let outcome = outcome(entry.value) else { return nil }
      expected.outcome = outcome
      return expected
    }
    var fields = FieldReader("the expected finding", entry.value, scope: PolicyScope())
    fields.require("outcome")
    let outcome = fields.node("outcome").flatMap { self.outcome($0) }
    expected.aspect = fields.text("aspect")
    expected.message = fields.text("message")
    expected.causes = fields.choices("cause", of: UnknownCause.Kind.self).map(Set.init)
    expected.effect = fields.choice("effect", of: NotEvaluableEffect.self)
    if let limits = fields.limits("measured", in: [.ratio], signed: true) {
      expected.measured = (limits.lower?.value ?? -.infinity)...(limits.upper?.value ?? .infinity)
    }
    finish(&fields)
    guard let outcome else { return nil }
    expected.outcome = outcome
    return expected
  }

  private mutating func outcome(_ node: YAMLNode) -> Finding.Outcome? {
    let words = Finding.Outcome.allCases.map { $0.rawValue.split(separator: "_").joined(separator: " ") }
    let written = node.text.map { $0.split { "_ -".contains($0) }.joined(separator: " ") }
    if let written, let at = words.firstIndex(of: written) { return Finding.Outcome.allCases[at] }
    diagnostics.error(
      .unknownValue, "a finding's outcome cannot be \(node.described)", at: node.range,
      suggestion: Suggestion.oneOf(written ?? "", words))
    return nil
  }
}
