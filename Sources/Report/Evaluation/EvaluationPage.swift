internal import Agreement
internal import Anatomy
internal import Reasoning
package import Validation
internal import Wording

/// An evaluation as one self-contained HTML page: no script, nothing loaded from elsewhere, plots as SVG inside.
package struct EvaluationPage: Sendable {
  private let report: ValidationReport

  package init(_ report: ValidationReport) { self.report = report }

  private var first: AgreementSummary { report.pooled.summaries[0] }

  /// The page. The same values give the same bytes.
  package func html() -> String {
    HTMLDocument(
      title: "Evaluation of \(report.predictors[0])", lead: "<p>\(lead)</p>", style: EvaluationStyle.css,
      main: "numbers",
      body: """
        \(decisions)
        \(curves)
        \(report.predictors.count > 1 ? sideBySide : nil)
        \(report.breakdowns.map(section))
        \(report.hits.map(section))
        \(report.stability.map(section))
        \(leftOut)
        """,
      footer: """
        <p>\(report.method)</p>
        \(report.notes.map { "<p>\($0)</p>" as Markup })
        <p>Numbers hold for cases like these, and for nobody else's.</p>
        """
    ).html
  }

  private var lead: String {
    let counts = first.counts
    let patients = report.hasPatients ? ", of \(counted(first.clusters, "patient"))" : ""
    let cut = report.cut.map { " Acceptable: Dice of at least \(Significant.text($0, digits: 6))." } ?? ""
    return "\(report.evaluated) of \(counted(report.listed, "case")) of \(report.table): "
      + "\(counts.total(isUnacceptable: false)) acceptable and \(counts.total(isUnacceptable: true)) unacceptable\(patients).\(cut)"
  }

  // MARK: Pooled

  private var decisions: Markup {
    let matrix: [Markup] = [false, true].map { isBad in
      let cells: [Markup] = Call.allCases.map { "<td class=\"number\">\(first.counts[isBad, $0])</td>" }
      return "<tr><th scope=\"row\">\(isBad ? "unacceptable" : "acceptable")</th>\(cells)</tr>\n"
    }
    let rates: [Markup] = Rate.allCases.map { row($0.title, first[$0], $0.definition) }
    let scores: [Markup] = ScoreFigure.all(of: first.score).map { row($0.title, $0.figure, $0.definition) }
    return card(
      "All cases",
      """
      <h3>Decisions</h3>
      <table class="matrix">
      <thead><tr><td></td><th scope="col" class="number">accept</th><th scope="col" class="number">review</th><th scope="col" class="number">reject</th></tr></thead>
      <tbody>
      \(matrix)</tbody>
      </table>
      <h3>Numbers</h3>
      <div class="scroll"><table>
      <thead><tr><th scope="col">Number</th><th scope="col" class="number">Value</th><th scope="col" class="number">\(words(report.rule.confidence * 100)) % interval</th><th scope="col">Counts</th><th scope="col">What it is</th></tr></thead>
      <tbody>
      \(rates)\(scores)</tbody>
      </table></div>
      """)
  }

  private func row(_ title: String, _ figure: Figure, _ definition: String) -> Markup {
    let text = FigureText(figure)
    return """
      <tr><th scope="row">\(title)</th><td class="number">\(text.value)</td><td class="number">\(text.interval)</td><td>\(text.note)</td><td class="soft">\(definition)</td></tr>

      """
  }

  private var curves: Markup? {
    let scored = report.pooled.summaries.enumerated().filter { !$0.element.score.curve.isEmpty }
    guard !scored.isEmpty || !first.score.bins.isEmpty else { return nil }
    var roc = Chart(
      title: "ROC curve: how many bad cases each cut-off on the score finds, and how many good ones it takes along",
      xTitle: "acceptable cases flagged", yTitle: "unacceptable cases flagged")
    roc.reference = [(0, 0), (1, 1)]
    roc.lines = scored.map { place, one in
      .init(place: place, points: one.score.curve.map { ($0.falsePositiveRate, $0.truePositiveRate) })
    }
    roc.dots = report.pooled.summaries.enumerated().compactMap { place, one in
      guard let bad = one[.sensitivity].value, let good = one[.overRejection].value else { return nil }
      return .init(place: place, x: good, y: bad, words: "\(report.predictors[place]): its rejections")
    }
    var risk = Chart(
      title: "Risk-coverage curve: the share of bad cases among the best-scored, by how many are accepted",
      xTitle: "cases accepted, best scores first", yTitle: "unacceptable among them")
    risk.lines = scored.map { place, one in
      .init(place: place, points: one.score.riskCurve.map { ($0.coverage, $0.risk) })
    }
    var calibration = Chart(
      title: "Reliability: the share of acceptable cases by score", xTitle: "mean score of a bin",
      yTitle: "acceptable cases")
    calibration.reference = [(0, 0), (1, 1)]
    calibration.dots = first.score.bins.compactMap { bin in
      guard let x = bin.meanScore, let y = bin.acceptable.value else { return nil }
      return .init(
        place: 0, x: x, y: y, whisker: bin.acceptable.interval,
        words: "\(counted(bin.count, "case")), mean score \(Decimal.fixed(x, places: 2)), acceptable \(percent(y))")
    }
    return card(
      "The score",
      """
      <div class="charts">
      \(scored.isEmpty ? nil : figure(roc, "ROC. Dots: what was rejected. Dotted: no skill."))
      \(scored.isEmpty ? nil : figure(risk, "Risk and coverage. Lower is better."))
      \(first.score.bins.isEmpty ? nil : figure(calibration, "Calibration of \(report.predictors[0]), with intervals. On the dotted line scores are probabilities."))
      </div>
      \(report.predictors.count > 1 ? key : nil)
      """)
  }

  private func figure(_ chart: Chart, _ caption: String) -> Markup {
    "<figure>\(chart.markup)<figcaption>\(caption)</figcaption></figure>"
  }

  /// Which line and colour is whose.
  private var key: Markup {
    let entries: [Markup] = report.predictors.enumerated().map { place, name in
      "<li><svg viewBox=\"0 0 34 10\" aria-hidden=\"true\"><path class=\"line p\(place % 6)\" d=\"M0 5H34\"/><circle class=\"dot p\(place % 6)\" cx=\"17\" cy=\"5\" r=\"4\"/></svg>\(name)</li>"
    }
    return "<ul class=\"key\">\(entries)</ul>"
  }

  // MARK: Tables

  private static let short: [Rate] = [
    .accuracy, .sensitivity, .specificity, .overRejection, .coverage, .selectiveAccuracy, .badAmongAccepted,
  ]

  private func table(_ head: String, _ rows: [(name: String, cases: Int, summary: AgreementSummary)]) -> Markup {
    let titles: [Markup] = (Self.short.map(\.title) + ["AUROC"]).map { "<th scope=\"col\" class=\"number\">\($0)</th>" }
    let lines: [Markup] = rows.map { row in
      let figures = Self.short.map { row.summary[$0] } + [row.summary.score.area]
      let cells: [Markup] = figures.map { figure in
        let text = FigureText(figure)
        return figure.absence.map { "<td class=\"number\" title=\"\($0)\">not estimable</td>" as Markup }
          ?? "<td class=\"number\">\(text.value)<br><span class=\"soft small\">\(text.interval)</span></td>"
      }
      return "<tr><th scope=\"row\">\(row.name)</th><td class=\"number\">\(row.cases)</td>\(cells)</tr>\n"
    }
    return """
      <div class="scroll"><table>
      <thead><tr><th scope="col">\(head)</th><th scope="col" class="number">cases</th>\(titles)</tr></thead>
      <tbody>
      \(lines)</tbody>
      </table></div>
      """
  }

  private var sideBySide: Markup {
    let rows = zip(report.predictors, report.pooled.summaries).map { ($0, $1.counts.total, $1) }
    let comparisons: [Markup] = report.comparisons.map { comparison in
      let lines = report.text(comparison).split(separator: "\n").map(String.init)
      let rest: [Markup] = lines.dropFirst().map { "<li>\($0.trimmingSpaces)</li>" }
      return "<h3>\(lines[0])</h3><ul>\(rest)</ul>\n"
    }
    return card("Side by side", table("Predictor", rows) + "\(comparisons)")
  }

  private func section(_ breakdown: ValidationReport.Breakdown) -> Markup {
    func name(_ group: ValidationReport.Group) -> String { group.name ?? "(not given)" }
    let bars = ShareBars(
      title: "Accuracy by \(breakdown.column), with intervals",
      rows: breakdown.groups.map { .init(name: name($0), figures: $0.summaries.map { $0[.accuracy] }) })
    let gaps: [Markup] = breakdown.gaps.map { "<li>\(report.text($0, in: breakdown))</li>" }
    return card(
      "By \(breakdown.column)",
      """
      <figure>\(bars.markup)<figcaption>Accuracy\(report.predictors.count > 1 ? " of each predictor" : nil), with intervals.</figcaption></figure>
      \(report.predictors.count > 1 ? key : nil)
      \(table(breakdown.column, breakdown.groups.map { (name($0), $0.cases, $0.summaries[0]) }))
      \(gaps.isEmpty ? nil : "<ul>\(gaps)</ul>")
      """)
  }

  private func section(_ hits: FaultHits) -> Markup {
    let rows: [Markup] = ValidationReport.rows(of: hits).map { title, figure in
      row(title, figure, "")
    }
    return card(
      "Hits among the unacceptable",
      """
      <table><thead><tr><th scope="col">Named</th><th scope="col" class="number">Value</th><th scope="col" class="number">Interval</th><th scope="col">Counts</th><th scope="col"></th></tr></thead>
      <tbody>\(rows)</tbody></table>
      """)
  }

  private func section(_ stability: ValidationReport.Stability) -> Markup {
    let lines = report.text(stability).split(separator: "\n").map(String.init)
    let rest: [Markup] = lines.dropFirst().map { "<li>\($0.trimmingSpaces)</li>" }
    return card("Stability", "<p>\(lines[0])</p><ul>\(rest)</ul>")
  }

  private var leftOut: Markup? {
    let silent = report.withoutDecision.map { "\($0.caseName): \($0.reason)" }
    let parts =
      [
        ("Without truth", report.withoutTruth), ("Without decision", silent),
        ("Not in \(report.table)", report.unlisted),
      ] + report.unanswered.map { ("\($0.predictor) says nothing", $0.cases.map { "\($0.caseName): \($0.reason)" }) }
    let markup: [Markup] = parts.filter { !$0.1.isEmpty }.map { title, cases in
      let items: [Markup] = cases.map { "<li>\($0)</li>" }
      return "<details><summary><b>\(title)</b> \(counted(cases.count, "case"))</summary><ul>\(items)</ul></details>\n"
    }
    return markup.isEmpty ? nil : card("Cases that do not count", "\(markup)")
  }

  private func card(_ title: String, _ content: Markup) -> Markup {
    "<section class=\"card\"><h2>\(title)</h2>\n\(content)\n</section>\n"
  }
}
