internal import Wording

/// Every expectation's result: what needs a look in sight, the rest one click away.
struct FindingsTable {
  /// At most as many are printed; the style leaves the others out.
  private static let mostPrinted = 8

  let findings: [ReportFinding]
  /// How many findings are counted alone.
  let unlisted: Int
  let anchors: Anchors

  var markup: Markup? {
    guard !findings.isEmpty || unlisted > 0 else { return nil }
    let deciding = findings.filter { !$0.isObserved }
    let groups = ReportFinding.Outcome.allCases.map { outcome in deciding.filter { $0.outcome == outcome } }
    // What could not be judged has been said by cause.
    let looked = groups[0] + groups[1]
    let folded =
      zip(ReportFinding.Outcome.allCases, groups).dropFirst(2).map { ($0.words, $1) }
      + [("only observed", findings.filter(\.isObserved))]
    let rest: [Markup] = folded.filter { !$0.1.isEmpty }.map { words, group in
      "<details><summary><b>\(group.count) \(words)</b></summary>\(table(group))</details>"
    }
    let lead: Markup = looked.isEmpty ? "<p>Nothing failed.</p>" : table(looked)
    let others: Markup? =
      unlisted == 0
      ? nil
      : "<p class=\"soft small\">\(counted(unlisted, "further finding")) that neither failed nor warned: on the case's own page, and in its record.</p>"
    return "<section><h3>\(heading(groups))</h3>\(lead)\(rest)\(others)</section>"
  }

  private func heading(_ groups: [[ReportFinding]]) -> String {
    let told = counts(groups)
    return "Measured and expected" + (told.isEmpty ? "" : " · \(told)")
  }

  private func counts(_ groups: [[ReportFinding]]) -> String {
    zip(ReportFinding.Outcome.allCases, groups).filter { !$1.isEmpty }.map { "\($1.count) \($0.words)" }
      .joined(separator: ", ")
  }

  private func table(_ group: [ReportFinding]) -> Markup {
    let rows: [Markup] = group.map(row)
    return """
      <div class="scroll"><table>
      <thead><tr><th scope="col">Id</th><th scope="col">Outcome</th><th scope="col">Structure</th><th scope="col">Expectation</th><th scope="col" class="number">Measured</th><th scope="col" class="number">Expected</th><th scope="col" class="number">Margin</th><th scope="col">What was found</th></tr></thead>
      <tbody>
      \(rows)
      </tbody></table></div>\(group.count > Self.mostPrinted ? "<p class=\"cut\">and \(group.count - Self.mostPrinted) more, which a screen shows</p>" as Markup : nil)
      """
  }

  private func row(_ finding: ReportFinding) -> Markup {
    let isOutside = (finding.margin ?? 0) < 0
    return """
      <tr\(anchors.attribute(finding.id))>
      <td class="soft keep">\(finding.id)</td>
      <td class="keep"><span class="badge \(finding.outcome.rawValue)">\(finding.outcome.badge)</span></td>
      <td>\(finding.labels.isEmpty ? "whole export" : finding.labels.joined(separator: ", "))</td>
      <td>\(finding.expectation)<br><span class="soft small">\(finding.kind)\(finding.outcome == .pass ? "" : ", \(finding.severity)")</span></td>
      <td class="number">\(finding.measured ?? "–")</td>
      <td class="limit">\(finding.expected ?? "–")\(finding.scale.map { "<br>" + $0.markup })</td>
      <td class="number\(isOutside ? " outside" : "")">\(finding.margin.map(Decimal.signedPercent) ?? "–")</td>
      <td class="found">\(finding.message)\(finding.cause.markup { "<br><span class=\"soft\">\($0)</span>" })\(ComparedTable(numbers: finding.compared).markup)\(more(finding))</td>
      </tr>

      """
  }

  private func more(_ finding: ReportFinding) -> Markup? {
    let parts: [Markup] = [
      finding.because.markup { "<dt>Why it matters</dt><dd>\($0)</dd>" },
      finding.counterfactual.markup { "<dt>Would pass</dt><dd>\($0)</dd>" },
      finding.place.markup { "<dt>Where</dt><dd>\($0)</dd>" },
      finding.citation.markup { "<dt>Source</dt><dd>\($0)</dd>" },
    ].compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    return "<details><summary>More</summary><dl class=\"aside\">\(parts)</dl></details>"
  }
}

extension ReportFinding.Outcome {
  /// For counting: `3 failed`.
  var words: String {
    switch self {
    case .fail: "failed"
    case .warn: "warned"
    case .notEvaluable: "not evaluable"
    case .pass: "passed"
    case .waived: "waived"
    case .skipped: "skipped"
    }
  }

  var badge: String {
    switch self {
    case .fail: "✕ fail"
    case .warn: "! warn"
    case .notEvaluable: "– not evaluable"
    case .pass: "✓ pass"
    case .waived: "○ waived"
    case .skipped: "○ skipped"
    }
  }
}
