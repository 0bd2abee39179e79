package import Cohorts
internal import Learning
internal import PolicyLanguage
internal import Wording

/// Whether new cases still look like the learned ones, for people.
extension DriftReport {
  package var text: String {
    var lines = ["\(policy) \(version) and \(cohort): \(answer.words)"]
    for part in parts { lines += self.lines(of: part) }
    lines.append(
      "Differences count at a false discovery rate of \(percent(aim)): of those that are told as many are expected to be chance."
    )
    lines.append(
      "\"No sign\" where a shift by one robust standard deviation would have been noticed with a chance of \(percent(DriftTest.leastPower)) or more."
    )
    lines += failures.map { "Not measured: \($0.name): \($0.message)" }
    return (lines + notes).joined(separator: "\n")
  }

  private func lines(of part: Part) -> [String] {
    let name = part.subgroup.map { "\($0.column) \($0.value)" } ?? "All cases"
    var lines = ["\(name) (\(part.cases)): \(part.answer.words)"]
    for row in part.rows.filter({ $0.answer == .drifted }).sorted(by: { $0.rate < $1.rate }) {
      lines.append("  \(row.number.words): \(row.words)")
    }
    let few = part.rows.filter { $0.answer == .tooFew }
    let fine = part.rows.count - few.count - part.rows.count { $0.answer == .drifted }
    if fine > 0 { lines.append("  no sign of it in \(counted(fine, "number"))") }
    if !few.isEmpty {
      lines.append("  too few cases to tell of \(listed(few.map(\.number.words), atMost: 6))")
    }
    return lines
  }
}

extension DriftReport.Answer {
  /// For a sentence.
  package var words: String {
    switch self {
    case .drifted: "drifted"
    case .noSign: "no sign of drift"
    case .tooFew: "too few cases to tell"
    }
  }
}

extension DriftReport.Row {
  /// `higher, by 1.2 spreads: median 84 mL, learned 62 mL; n = 60, q = 0.002`.
  package var words: String {
    let text = LimitsText(unit: number.unit)
    var words = test.change?.words ?? "unknown"
    if let shift = test.shift { words += ", median moved by \(Significant.text(shift, digits: 2)) spreads" }
    if let median = test.median { words += ": now \(text.number(median, digits: 3))" }
    if let old = number.distribution.median { words += ", learned \(text.number(old, digits: 3))" }
    if let typical = number.distribution.typical, let below = test.below, let above = test.above {
      words +=
        "; learned range \(text.range(typical, digits: 3)), of the new \(percent(below)) below and \(percent(above)) above (5 % each expected)"
    }
    return words
      + "; n = \(test.count), learned from \(number.distribution.count), q = \(Significant.text(rate, digits: 2))"
  }
}

extension DriftTest.Change {
  var words: String {
    switch self {
    case .lower: "lower"
    case .higher: "higher"
    case .wider: "spread wider"
    case .narrower: "spread less"
    case .moreBelow: "more lie below what was usual"
    case .moreAbove: "more lie above what was usual"
    }
  }
}
