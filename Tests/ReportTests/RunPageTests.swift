import Report
import Results
import Testing

/// The page of a run, as text; what its script does is held by `Scripts/check-pages`.
@Suite struct `Run pages` {
  private static func row(_ name: String, _ message: String) -> RunPage.Row {
    RunPage.Row(
      summary: CaseSummary(CaseResult(caseName: name, failure: CaseFailure(code: "truncated", message: message))),
      page: "case.html", picture: nil)
  }

  @Test func `what comes from exports is text, never markup`() {
    let page = RunPage(
      title: "1 case", rows: [Self.row("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>")])
    let parts = page.html.split(separator: "<script>")
    // The page's own script alone.
    #expect(parts.count == 2)
    #expect(!page.html.contains("<img src=x"))
    #expect(page.html.contains("data-name=\"&lt;script&gt;alert(1)&lt;/script&gt;\""))
  }

  @Test func `cases without a verdict are told, and never look accepted`() {
    let html = RunPage(title: "2 cases", rows: [Self.row("a", "cut"), Self.row("b", "cut")]).html
    #expect(html.contains("2 cases: 2 not checked"))
    #expect(!html.contains("class=\"badge accept\""))
    #expect(html.contains("truncated"))
    // Equal values, equal bytes; nothing is loaded from elsewhere.
    #expect(html == RunPage(title: "2 cases", rows: [Self.row("a", "cut"), Self.row("b", "cut")]).html)
    #expect(!html.contains("http://") && !html.contains("https://"))
  }
}
