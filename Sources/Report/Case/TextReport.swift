internal import Anatomy
internal import Evaluation
internal import PolicyLanguage
internal import Reasoning
package import Results
internal import Wording

/// A case's decision and reasons for a terminal.
package struct TextReport: Sendable {
  private let isColoured: Bool

  /// - Parameter isColoured: whether the terminal takes ANSI colours; the caller obeys NO_COLOR.
  package init(isColoured: Bool) { self.isColoured = isColoured }

  /// One case, several lines.
  package func text(_ result: CaseResult) -> String {
    if let failure = result.failure {
      return "\(paint("NO VERDICT", .red))  \(result.caseName)\n  \(failure.message)"
    }
    guard let record = result.record else { return "" }
    let policy = record.provenance.policy
    let score = (record.score * 100).rounded() / 100
    var lines = [
      "\(verdict(record.decision))  \(record.caseName)  (\(policy.id) \(policy.version), \(record.provenance.reasoner), score \(score))"
    ]
    if let basis = record.scoreBasis, basis.calibrated { lines.append("  Score: \(basis.words)") }
    for reason in record.reasons {
      let labels = ([reason.label].compactMap { $0 } + (reason.otherLabels ?? [])).joined(separator: ", ")
      let fault = reason.fault.map { $0.rawValue } ?? reason.kind
      lines.append("  \(reason.id) \(reason.severity.rawValue)  \(fault)\(labels.isEmpty ? "" : "  \(labels)")")
      lines.append("     \(reason.text)")
      if let location = reason.location { lines.append("     Where: \(Place(location: location).words)") }
      if let counterfactual = reason.counterfactual { lines.append("     To pass: \(counterfactual)") }
      lines.append("     Evidence: \(reason.evidence.joined(separator: ", "))")
    }
    let counts = record.counts
    lines.append(
      "  \(counts.evaluated + counts.skipped + counts.waived + counts.notEvaluable) findings: \(counts.passed) passed, \(counts.warned) warned, \(counts.failed) failed, \(counts.skipped) skipped, \(counts.waived) waived, \(counts.notEvaluable) not evaluable"
    )
    if let observed = counts.observed {
      lines.append("  \(observed.sentence)")
      for finding in record.findings where finding.isObserved && [.warn, .fail].contains(finding.outcome) {
        lines.append("     \(finding.id) \(finding.outcome.rawValue)  \(finding.expectation): \(finding.message)")
      }
    }
    for sentence in record.unjudgedSentences { lines.append("  Not judged: \(sentence)") }
    lines.append("  Decided: \(record.arbitration.because)")
    for stage in record.stages { if let error = stage.error { lines.append("  \(stage.name.rawValue): \(error)") } }
    for note in record.notes { lines.append("  Note: \(note)") }
    return lines.joined(separator: "\n")
  }

  /// One line about a whole run.
  package func summary(_ tally: RunTally) -> String {
    "\(counted(tally.cases, "case")): \(tally.count(of: .accept)) accepted, \(tally.count(of: .review)) for review, \(tally.count(of: .reject)) rejected"
      + (tally.failures > 0 ? ", \(tally.failures) without a verdict" : "")
  }

  private enum Colour: String {
    case red = "31"
    case yellow = "33"
    case green = "32"
  }

  private func verdict(_ decision: Decision) -> String {
    switch decision {
    case .accept: paint("ACCEPT", .green)
    case .review: paint("REVIEW", .yellow)
    case .reject: paint("REJECT", .red)
    }
  }

  private func paint(_ text: String, _ colour: Colour) -> String {
    isColoured ? "\u{1b}[1;\(colour.rawValue)m\(text)\u{1b}[0m" : text
  }
}
