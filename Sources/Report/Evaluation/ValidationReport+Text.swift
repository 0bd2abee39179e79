internal import Agreement
internal import Anatomy
internal import Reasoning
package import Validation
internal import Wording

/// The evaluation for a terminal.
extension ValidationReport {
  package var text: String {
    var blocks = [head, matrix(pooled.summaries[0]), figures(pooled.summaries[0])]
    if predictors.count > 1 { blocks.append(sideBySide) }
    blocks += comparisons.map(text)
    blocks += breakdowns.map(text)
    if let hits { blocks.append(text(hits)) }
    if let stability { blocks.append(text(stability)) }
    blocks.append(([method] + notes).joined(separator: "\n"))
    return blocks.joined(separator: "\n\n")
  }

  /// `1 case: a`, cut after some.
  private static func named(_ cases: [String]) -> String {
    "\(counted(cases.count, "case")): \(Wording.listed(cases, atMost: 20))"
  }

  private var head: String {
    let counts = pooled.summaries[0].counts
    let known =
      "\(counts.total(isUnacceptable: false)) acceptable and \(counts.total(isUnacceptable: true)) unacceptable"
    let patients = hasPatients ? ", of \(counted(pooled.summaries[0].clusters, "patient"))" : ""
    var lines = ["\(predictors[0]) against \(table): \(evaluated) of \(counted(listed, "case")), \(known)\(patients)"]
    if let cut { lines.append("Acceptable: Dice of at least \(Significant.text(cut, digits: 6))") }
    if !withoutTruth.isEmpty { lines.append("Without truth: \(Self.named(withoutTruth))") }
    if !withoutDecision.isEmpty {
      lines.append("Without decision: \(counted(withoutDecision.count, "case"))")
      lines += withoutDecision.prefix(20).map { "  \($0.caseName): \($0.reason)" }
      if withoutDecision.count > 20 { lines.append("  and \(withoutDecision.count - 20) more") }
    }
    if !unlisted.isEmpty { lines.append("Not in \(table): \(Self.named(unlisted))") }
    for (predictor, cases) in unanswered {
      lines.append("\(predictor) says nothing of \(Self.named(cases.map(\.caseName)))")
    }
    return lines.joined(separator: "\n")
  }

  private func matrix(_ summary: AgreementSummary) -> String {
    let rows = [false, true].map { isBad in
      [isBad ? "  unacceptable" : "  acceptable"] + Call.allCases.map { "\(summary.counts[isBad, $0])" }
    }
    return TextTable([["", "accept", "review", "reject"]] + rows).aligned
  }

  private func figures(_ summary: AgreementSummary) -> String {
    let rates = Rate.allCases.map { ($0.title, FigureText(summary[$0]), $0.definition) }
    let scores = ScoreFigure.all(of: summary.score).map { ($0.title, FigureText($0.figure), $0.definition) }
    let rows = (rates + scores).map { title, figure, definition -> [String] in
      let note =
        figure.value == FigureText.none
        ? figure.note : [figure.note, definition].filter { !$0.isEmpty }.joined(separator: ": ")
      return ["  \(title)", figure.value, figure.interval, note]
    }
    return TextTable([["", "", "\(words(rule.confidence * 100)) % interval", ""]] + rows).aligned
  }

  private static let short: [Rate] = [.accuracy, .sensitivity, .specificity, .coverage, .selectiveAccuracy]

  private static func row(_ title: String, _ cases: Int, _ summary: AgreementSummary) -> [String] {
    ["  \(title)", "\(cases)"] + short.map { FigureText(summary[$0]).short } + [FigureText(summary.score.area).short]
  }

  private static let header = ["", "cases"] + short.map(\.title) + ["AUROC"]

  private var sideBySide: String {
    let rows = zip(predictors, pooled.summaries).map { Self.row($0, $1.counts.total, $1) }
    return TextTable([Self.header] + rows).aligned
  }

  func text(_ comparison: Comparison) -> String {
    let paired = comparison.paired
    var lines = ["\(predictors[0]) and \(comparison.other), \(counted(paired.cases, "case")) of both"]
    let difference = FigureText(paired.accuracyDifference, isDifference: true)
    lines.append("  accuracy differs by \(difference.value)\(difference.remark)")
    if let area = paired.areaDifference.value.map({ _ in FigureText(paired.areaDifference) }) {
      lines.append("  AUROC differs by \(area.value)\(area.remark)")
    }
    lines.append(
      "  right: both \(paired.bothRight), only \(predictors[0]) \(paired.onlyFirstRight), only \(comparison.other) \(paired.onlySecondRight), neither \(paired.neitherRight)"
    )
    if paired.firstAbstains + paired.secondAbstains > 0 {
      lines.append(
        "  review is not right: \(paired.firstAbstains) of \(predictors[0]), \(paired.secondAbstains) of \(comparison.other)"
      )
    }
    if let test = paired.test {
      let chi = "chi-square \(Decimal.fixed(test.statistic, places: 3)), p \(chanceText(test.chiSquareP))"
      lines.append("  McNemar: exact p \(chanceText(test.exactP)); with correction \(chi)")
      if paired.isClustered {
        lines.append("  McNemar's test takes cases of one patient for independent; the interval above does not.")
      }
    } else {
      lines.append("  McNemar: not estimable: \(paired.cases == 0 ? "no case of both" : "right about the same cases")")
    }
    return lines.joined(separator: "\n")
  }

  private func text(_ breakdown: Breakdown) -> String {
    let rows = breakdown.groups.map { Self.row($0.name ?? "(not given)", $0.cases, $0.summaries[0]) }
    var lines = ["By \(breakdown.column)", TextTable([Self.header] + rows).aligned]
    lines += breakdown.gaps.map { "  \(text($0, in: breakdown))" }
    guard predictors.count > 1 else { return lines.joined(separator: "\n") }
    let others = breakdown.groups.map { group in
      ["  \(group.name ?? "(not given)")"] + group.summaries.map { FigureText($0[.accuracy]).short }
    }
    lines += ["  accuracy of each", TextTable([[""] + predictors] + others).aligned]
    return lines.joined(separator: "\n")
  }

  /// The widest gap of a rate, in a sentence.
  func text(_ gap: GroupGap, in breakdown: Breakdown) -> String {
    let groups = breakdown.groups.filter { $0.name != nil }
    let figure = FigureText(gap.gap, isDifference: true)
    let names = "\(groups[gap.lowest].name ?? "") below \(groups[gap.highest].name ?? "")"
    return "widest gap of \(gap.rate.title): \(names) by \(figure.value)\(figure.remark)"
  }

  /// How often what is wrong was named, by what was named.
  static func rows(of hits: FaultHits) -> [(title: String, figure: Figure)] {
    [
      ("fault named", hits.fault), ("fault named first", hits.firstFault), ("place named", hits.place),
      ("fault and place named by one reason", hits.faultAndPlace),
    ] + hits.byFault.map { ("  \($0.fault.rawValue)", $0.hits) }
  }

  private func text(_ hits: FaultHits) -> String {
    let rows = Self.rows(of: hits).map { title, figure in
      let text = FigureText(figure)
      return ["  \(title)", text.value, text.interval, text.note]
    }
    return "Hits among the unacceptable\n" + TextTable(rows).aligned
  }

  func text(_ stability: Stability) -> String {
    let again = stability.repeatability
    let (equal, kappa) = (FigureText(again.equal), FigureText(again.kappa))
    var lines = [
      "Stability over \(again.runs) runs (\(Wording.listed(stability.runs))), \(counted(again.cases, "case"))",
      "  equal decisions  \(equal.value)\(equal.remark)",
      "  Fleiss' kappa    \(kappa.value)\(kappa.remark)",
    ]
    lines += stability.changed.prefix(20).map { one in
      "  \(one.caseName): \(one.decisions.map(\.rawValue).joined(separator: ", "))"
    }
    if stability.changed.count > 20 { lines.append("  and \(stability.changed.count - 20) more") }
    return lines.joined(separator: "\n")
  }

  /// How the intervals were made.
  var method: String {
    let isClustered = pooled.summaries[0].isClustered
    let exact =
      "shares exact (Clopper and Pearson)" + (isClustered ? " where no patient has several cases or all are alike" : "")
    let drawn = "others percentiles of \(rule.resamples) resamples of \(isClustered ? "patients" : "cases")"
    return "Intervals: \(words(rule.confidence * 100)) %; \(exact), \(drawn), seed \(rule.seed)."
  }
}
