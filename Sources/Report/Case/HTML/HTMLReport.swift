/// A report as one self-contained HTML page: no script, nothing loaded from elsewhere, pictures inside, every id an
/// anchor.
package struct HTMLReport: Sendable {
  /// What every page of verdicts says.
  static let disclaimer =
    "A decision aid for quality control of segmentations. It does not replace a look at the images."

  /// A page of more cases tells of each what failed and warned, and counts the rest: one finding takes about a
  /// kilobyte, and a case has some hundred.
  private static let mostWhole = 50

  private let page: ReportPage

  package init(_ page: ReportPage) { self.page = page }

  /// The page. The same values give the same bytes.
  package func html() -> String {
    let cases = page.cases.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      return (x.verdict.rank, x.score ?? 0, a.offset) < (y.verdict.rank, y.score ?? 0, b.offset)
    }.map(\.element)
    let isLong = cases.count > Self.mostWhole
    let articles = cases.enumerated().map { CaseArticle(of: isLong ? $1.shortened : $1, number: $0 + 1).markup }
    return HTMLDocument(
      title: page.title, lead: VerdictTally(cases.map(\.verdict)).markup, main: "cases",
      before: cases.count > 1 ? RunSummary(cases: cases).markup : nil, body: "\(articles)",
      footer: "\(Facts(page.provenance).markup)\n<p>\(Self.disclaimer)</p>"
    ).html
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
