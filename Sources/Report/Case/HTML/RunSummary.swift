/// The table that a run's page begins with: worst first, one line a case.
struct RunSummary {
  let cases: [ReportCase]

  var markup: Markup {
    let rows: [Markup] = cases.enumerated().map { at, one in
      let failed = one.findings.count { $0.outcome == .fail }
      let warned = one.findings.count { $0.outcome == .warn }
      let open = one.findings.count { $0.outcome == .notEvaluable }
      return """
        <tr>
        <td class="keep"><span class="badge \(one.verdict.rawValue)">\(one.verdict.badge)</span></td>
        <td class="name"><a href="#case-\(at + 1)">\(one.name)</a></td>
        <td class="number">\(one.score.map { Decimal.fixed($0, places: 2) } ?? "–")</td>
        <td class="number">\(failed)</td>
        <td class="number">\(warned)</td>
        <td class="number">\(open)</td>
        <td class="found">\(firstReason(one))</td>
        </tr>

        """
    }
    return """
      <section class="card" aria-labelledby="summary-title">
      <h2 id="summary-title">Summary</h2>
      <div class="scroll">
      <table>
      <thead><tr><th scope="col">Decision</th><th scope="col">Case</th><th scope="col" class="number">Score</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Warned</th><th scope="col" class="number">Open</th><th scope="col">First reason</th></tr></thead>
      <tbody>
      \(rows)
      </tbody>
      </table>
      </div>
      </section>
      """
  }

  private func firstReason(_ one: ReportCase) -> Markup {
    if let failure = one.failure { return "\(failure.asSentence)" }
    guard let reason = one.reasons.first else { return "<span class=\"soft\">–</span>" }
    let subject = ([reason.fault] + [reason.labels.isEmpty ? nil : reason.labels.joined(separator: ", ")])
      .compactMap(\.self).joined(separator: " · ")
    return "\((subject.isEmpty ? nil : subject).markup { "<b>\($0)</b> " })\(reason.text)"
  }
}
