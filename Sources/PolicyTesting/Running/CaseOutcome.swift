package import Diagnostics
package import Evaluation
internal import PolicyLanguage
package import Reasoning

/// What came of one case.
package struct CaseOutcome: Sendable {
  package var name: String
  package var decision: Decision?
  package var findings: [Finding]
  /// One sentence for each thing that is not as the test says; empty when the case passed.
  package var problems: [String]
  /// Where the case stands in the test file.
  package var range: SourceRange
  package var passed: Bool { problems.isEmpty }
}

/// Compares findings with what a test expects: every expected finding is there, and nothing else went wrong.
struct FindingComparison {
  let test: PolicyTestCase

  func problems(_ findings: [Finding], decision: Decision) -> [String] {
    var problems: [String] = []
    var explained: Set<String> = []
    for expected in test.expected {
      let candidates = findings.filter { finding in
        finding.expectation == expected.expectation && (expected.label.map(finding.labels.contains) ?? true)
          && (expected.aspect.map { $0 == finding.code.aspect.text } ?? true)
      }
      let found = candidates.filter { $0.outcome == expected.outcome }
      explained.formUnion(found.map(\.id))
      guard !found.isEmpty else {
        let got = candidates.map { Self.words($0) }
        let instead = got.isEmpty ? "there is no such finding" : "it is \(got.joined(separator: "; "))"
        problems.append("\(expected.name) should be \(Self.word(expected.outcome)); \(instead)")
        continue
      }
      if let range = expected.measured {
        for finding in found where !(finding.measured.map { range.contains($0.value) } ?? false) {
          problems.append(
            "\(expected.name) should measure \(range.lowerBound)…\(range.upperBound); it is \(Self.words(finding))")
        }
      }
      for finding in found { problems += Self.unlike(expected, finding) }
      if let words = expected.message, !found.contains(where: { $0.message.contains(words) }) {
        problems.append("\(expected.name) should say “\(words)”; it says “\(found[0].message)”")
      }
    }
    for finding in findings where !explained.contains(finding.id) && Self.isNews(finding) {
      problems.append("unexpected: \(Self.words(finding))")
    }
    if let wanted = test.decision, wanted != decision {
      problems.append("the decision should be \(wanted.rawValue); it is \(decision.rawValue)")
    }
    return problems
  }

  /// What a finding of the right outcome says otherwise of why there is no result, and of what that does.
  private static func unlike(_ expected: ExpectedFinding, _ finding: Finding) -> [String] {
    var problems: [String] = []
    let causes = Set(finding.causes.map(\.kind))
    if let wanted = expected.causes, wanted != causes {
      problems.append("\(expected.name) should have the cause \(words(wanted)); it has \(words(causes))")
    }
    if let effect = expected.effect, effect != finding.notEvaluable {
      problems.append(
        "\(expected.name) should have the effect \(effect.rawValue); it has \(finding.notEvaluable.rawValue)")
    }
    return problems
  }

  private static func words(_ causes: Set<UnknownCause.Kind>) -> String {
    causes.isEmpty ? "none" : causes.map(\.rawValue).sorted().joined(separator: ", ")
  }

  /// What a test must name: failures, warnings, and what could not be judged though it matters.
  private static func isNews(_ finding: Finding) -> Bool {
    switch finding.outcome {
    case .fail, .warn, .waived: true
    case .notEvaluable: finding.notEvaluable != .ignore
    case .pass, .skipped: false
    }
  }

  private static func words(_ finding: Finding) -> String {
    let labels = finding.labels.isEmpty ? "" : "(\(finding.labels.joined(separator: ", ")))"
    return "\(finding.expectation)\(labels) \(word(finding.outcome)): \(finding.message)"
  }

  private static func word(_ outcome: Finding.Outcome) -> String {
    outcome.rawValue.split(separator: "_").joined(separator: " ")
  }
}
