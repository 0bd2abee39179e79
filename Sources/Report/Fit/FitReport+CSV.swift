package import Cohorts
internal import Diagnostics
internal import Evaluation
internal import Learning
internal import PolicyLanguage
internal import Wording

/// The ranges as a table, one row for each number.
extension FitReport {
  package var csv: String {
    let header = [
      "expectation", "line", "number", "labels", "strata", "unit", "policy_typical", "policy_possible", "n", "missing",
      "median", "typical_low", "typical_low_from", "typical_low_to", "typical_high", "typical_high_from",
      "typical_high_to", "possible_low", "possible_high", "adequacy", "outside_policy_typical",
      "outside_policy_possible",
    ]
    var rows = [header]
    for proposal in proposals {
      rows += proposal.ranges.map { row($0, proposal.expectation.id, "\(proposal.expectation.range.line)", proposal) }
    }
    rows += additions.map { row($0, "", "", nil) }
    return TextTable(rows).csv
  }

  private func row(_ learned: LearnedRange, _ id: String, _ line: String, _ proposal: LimitProposal?) -> [String] {
    let (range, unit) = (learned.range, learned.wanted.unit)
    func text(_ value: Double?) -> String { value.map { Significant.text(unit.display($0), digits: 9) } ?? "" }
    let ends = [range.typical?.low, range.typical?.high].flatMap { end in
      [text(end?.value), text(end?.interval.lowerBound), text(end?.interval.upperBound)]
    }
    let strata = (proposal?.strata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return [
      id, line, learned.wanted.number.words, learned.wanted.number.labels.joined(separator: " "),
      strata.joined(separator: " "), unit.symbol, learned.wanted.number.typical?.text ?? "",
      learned.wanted.number.possible?.text ?? "", "\(range.count)", "\(range.missing)", text(range.median),
    ] + ends + [
      text(range.possible?.low.value), text(range.possible?.high.value), Self.word(range.adequacy),
      learned.outsideTypical.map(String.init) ?? "", learned.outsidePossible.map(String.init) ?? "",
    ]
  }
}
