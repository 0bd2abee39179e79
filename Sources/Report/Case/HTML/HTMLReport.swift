/// A report as one self-contained HTML page: no script, nothing loaded from elsewhere, pictures inside, every id an
/// anchor.
package struct HTMLReport: Sendable {
  private let page: ReportPage

  package init(_ page: ReportPage) { self.page = page }

  /// The page. The same values give the same bytes.
  package func html() -> String {
    let cases = page.cases.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      return (x.verdict.rank, x.score ?? 0, a.offset) < (y.verdict.rank, y.score ?? 0, b.offset)
    }.map(\.element)
    let articles = cases.enumerated().map { CaseArticle(of: $1, number: $0 + 1).markup }
    let document: Markup = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
      <meta name="referrer" content="no-referrer">
      <title>\(page.title)</title>
      <style>
      \(StyleSheet.css)
      </style>
      </head>
      <body>
      <a class="skip" href="#cases">Skip to the cases</a>
      <div class="wide">
      <header class="top">
      <h1>\(page.title)</h1>
      <p>\(tally(cases))</p>
      \(cases.count > 1 ? share(cases) : nil)
      </header>
      \(cases.count > 1 ? RunSummary(cases: cases).markup : nil)
      <main id="cases">
      \(articles)
      </main>
      <footer>
      \(Facts(page.provenance).markup)
      <p>A decision aid for quality control of segmentations. It does not replace a look at the images.</p>
      </footer>
      </div>
      </body>
      </html>

      """
    return document.html
  }

  /// `12 cases: 3 rejected, 2 for review, 7 accepted`.
  private func tally(_ cases: [ReportCase]) -> String {
    guard !cases.isEmpty else { return "No cases." }
    let parts = ReportVerdict.allCases.compactMap { verdict in
      let count = cases.count { $0.verdict == verdict }
      return count > 0 ? "\(count) \(verdict.words)" : nil
    }
    return "\(cases.count) \(cases.count == 1 ? "case" : "cases"): \(parts.joined(separator: ", "))"
  }

  /// A bar of shares; says nothing that the tally does not.
  private func share(_ cases: [ReportCase]) -> Markup {
    let parts: [Markup] = ReportVerdict.allCases.compactMap { verdict in
      let count = cases.count { $0.verdict == verdict }
      return count > 0 ? "<i class=\"i-\(verdict.rawValue)\" style=\"flex:\(count)\"></i>" : nil
    }
    return "<div class=\"share\" aria-hidden=\"true\">\(parts)</div>"
  }
}

extension ReportVerdict {
  /// Worst first.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// For counting: `3 rejected`.
  var words: String {
    switch self {
    case .accept: "accepted"
    case .review: "for review"
    case .reject: "rejected"
    case .notChecked: "not checked"
    }
  }

  /// What the badge says; its sign tells the verdicts apart without colour.
  var badge: String {
    switch self {
    case .accept: "✓ Accept"
    case .review: "? Review"
    case .reject: "✕ Reject"
    case .notChecked: "– Not checked"
    }
  }
}

/// Names and values.
struct Facts {
  private let facts: [ReportFact]

  init(_ facts: [ReportFact]) { self.facts = facts }

  var markup: Markup? {
    guard !facts.isEmpty else { return nil }
    let rows: [Markup] = facts.map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>" }
    return "<dl class=\"facts\">\(rows)</dl>"
  }
}
