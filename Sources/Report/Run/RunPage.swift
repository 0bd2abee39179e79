internal import Reasoning
package import Results

/// The page of a run: how many cases ended how, and a table of them, the worst first, that leads to their pages.
package struct RunPage: Sendable {
  /// A case of the run and where its page lies, as a name beside the run's own page.
  package struct Row: Sendable {
    package let summary: CaseSummary
    package let page: String

    package init(summary: CaseSummary, page: String) {
      self.summary = summary
      self.page = page
    }

    fileprivate var verdict: ReportVerdict { summary.decision.map(ReportVerdict.init) ?? .notChecked }
  }

  private let rows: [Row]

  /// - Parameter rows: in the order of the cases.
  package init(rows: [Row]) { self.rows = rows }

  /// The page. The same values give the same bytes.
  package var html: String {
    let sorted = rows.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      return (x.verdict.rank, x.summary.score ?? 0, a.offset) < (y.verdict.rank, y.summary.score ?? 0, b.offset)
    }.map(\.element)
    let title = rows.count == 1 ? rows[0].summary.caseName : "\(rows.count) segmentation exports"
    let lines: [Markup] = sorted.map { row in
      let summary = row.summary
      let score = summary.score.map { Decimal.fixed($0, places: 2) } ?? "–"
      return """
        <tr>
        <td class="keep"><span class="badge \(row.verdict.rawValue)">\(row.verdict.badge)</span></td>
        <td class="name"><a href="\(row.page)">\(summary.caseName)</a></td>
        <td class="number">\(score)</td>
        <td>\(summary.codes.joined(separator: ", "))</td>
        <td class="found">\(summary.headline ?? "")</td>
        </tr>

        """
    }
    let document: Markup = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>\(title)</title>
      <style>
      \(StyleSheet.css)
      </style>
      </head>
      <body>
      <div class="wide">
      <header class="top"><h1>\(title)</h1></header>
      <main id="cases">
      <table>
      <thead><tr><th scope="col">Case</th><th scope="col">Verdict</th><th scope="col">Score</th>\
      <th scope="col">Faults</th><th scope="col">First reason</th></tr></thead>
      <tbody>
      \(lines)
      </tbody>
      </table>
      </main>
      </div>
      </body>
      </html>

      """
    return document.html
  }
}
