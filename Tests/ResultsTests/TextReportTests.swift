import Report
import Results
import Testing

@Suite struct TextReportTests {
  @Test func `a rejected case reads as a person needs it`() async throws {
    let text = TextReport(isColoured: false).text(CaseResult(try await Case.record()))
    #expect(
      text == """
        REJECT  case-1  (kidneys 1.0.0, rules, score 0.05)
          R1 reject  sides-swapped  kidney_left, kidney_right
             Sides swapped: The centre of kidney_left (R 59, A 29, S 19) lies 40 mm to the right of that of kidney_right (R 19, A 31, S 19).
             Where: slices k 5–14; R 9 to R 69, A 19 to A 43, S 9 to S 29 mm
             To pass: With the names of kidney_left and kidney_right exchanged, kidney_left would lie 40 mm to the left of kidney_right.
             Evidence: F5
          13 findings: 10 passed, 0 warned, 1 failed, 1 skipped, 0 waived, 1 not evaluable
          Not judged: 1 finding has no result, about spleen: spleen is not in the export.
          Decided: rules alone, no language model was consulted; veto: F5
          Note: One note.
        """)
  }

  @Test func `colours only where the terminal takes them`() async throws {
    let result = CaseResult(try await Case.record())
    #expect(!TextReport(isColoured: false).text(result).contains("\u{1b}"))
    #expect(TextReport(isColoured: true).text(result).hasPrefix("\u{1b}[1;31mREJECT\u{1b}[0m  case-1"))
  }

  @Test func `a case without a verdict never reads as one`() async throws {
    let failure = CaseResult(caseName: "case-2", failure: CaseFailure(code: "truncated", message: "The file is cut."))
    let report = TextReport(isColoured: false)
    #expect(report.text(failure) == "NO VERDICT  case-2\n  The file is cut.")
    var tally = RunTally()
    for result in [failure, CaseResult(try await Case.record())] { tally.add(CaseSummary(result)) }
    #expect(
      report.summary(tally)
        == "2 cases: 0 accepted, 0 for review, 1 rejected, 1 without a verdict")
  }
}
