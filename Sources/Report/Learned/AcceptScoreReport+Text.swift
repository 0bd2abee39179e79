internal import Agreement
internal import PolicyLanguage
package import Validation
internal import Wording

/// What labelled cases say about the score that a policy may accept from, for people.
extension AcceptScoreReport {
  package var text: String {
    var lines = [
      "Score to accept from: \(policy) \(version), by \(cohort) (\(counted(labelled, "labelled case")), \(bad) of them bad)",
      "  would be accepted whatever the score: \(candidates.count), of them bad: \(candidates.bad)",
    ]
    for test in tests { lines.append("    " + line(test)) }
    if let score, let chosen {
      lines.append("  accept_score: \(Significant.text(score.least, digits: 4))")
      lines.append(
        "    accepts \(chosen.accepted) of these cases, \(chosen.bad) of them bad; with \(percent(control.confidence)) confidence at most \(percent(control.wrong)) of accepted masks are"
      )
      lines += assumptions.map { "    " + $0 }
    } else if let refusal {
      lines.append("  no cut-off: \(refusal)")
    }
    if isSpent { lines.append("  The cases were used before: what is said here holds of them, and shows nothing.") }
    return (lines + notes.map { "  " + $0 }).joined(separator: "\n")
  }

  private func line(_ test: RiskControl.Test) -> String {
    let limit = test.above.map { "above \(Significant.text($0, digits: 4))" } ?? "any score"
    let bound = control.upperBound(accepted: test.accepted, bad: test.bad)
    return
      "\(limit): \(test.accepted) accepted, \(test.bad) bad, at most \(percent(bound)); p = \(Significant.text(test.p, digits: 2)) against \(Significant.text(test.level, digits: 2))\(test.holds ? ", holds" : "")"
  }

  /// What the promise rests on.
  package var assumptions: [String] {
    var lines = [
      "It is a promise about cases like these: drawn the same way, with as many bad masks among them, one independent of the other.",
      "In at most \(Significant.text(100 * (1 - control.confidence), digits: 4)) of 100 such sets of cases the cut-off that comes out would let more through.",
    ]
    if control.search == .ordered {
      lines.append("It was taken for granted that lower scores do not hold fewer bad masks.")
    }
    lines.append("A model may still hold accepted cases back; it cannot accept what scores less.")
    return lines
  }
}
