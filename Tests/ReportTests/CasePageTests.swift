import Pictures
import Report
import Testing

/// The page of one case, as text; what its script does, and how it prints, is held by `Scripts/check-pages`.
@Suite struct `Case pages` {
  private static func shown(_ text: String) -> ReportCase {
    ReportCase(
      name: text, task: text, verdict: .reject, sentence: text, score: 0,
      reasons: [
        ReportReason(id: "R1", severity: "reject", labels: [text], text: text, sentence: text, waiver: text)
      ], places: [ReportPicture(name: text, caption: text, width: 10, height: 10, png: [1])], observed: [text],
      unjudged: [text])
  }

  @Test(arguments: ["<script>alert(1)</script>", "\" onmouseover=\"x", "' x='", "a\u{202E}b", "</script>"])
  func `what comes from exports is text, never markup`(text: String) {
    let html = CasePage(Self.shown(text)).html
    #expect(!html.contains(text) || text == "</script>" && html.ranges(of: text).count == 1)
    #expect(html.ranges(of: "<script").count == 1)
  }

  @Test func `a page leads to the cases beside it and to the run, where there are some`() {
    let page = CasePage(
      Self.shown("case"), neighbours: .init(run: "report.html", previous: nil, next: "case-3.html"))
    #expect(page.html.contains("href=\"report.html\"") && page.html.contains("rel=\"next\" href=\"case-3.html\""))
    #expect(!page.html.contains("rel=\"prev\""))
    #expect(CasePage(Self.shown("case")).html == CasePage(Self.shown("case")).html)
    #expect(!page.html.contains("http://") && !page.html.contains("https://"))
  }

  @Test func `what matters stands before the numbers`() throws {
    let html = CasePage(Self.shown("The left kidney is missing.")).html
    let parts = [
      "class=\"sentence\"", "Where it failed", "Reasons, and what would pass", "Not judged", "Only observed",
    ]
    let places = try parts.map { try #require(html.firstRange(of: $0)).lowerBound }
    #expect(places == places.sorted())
  }
}
