internal import Pictures
internal import Results

/// A page with all cases: it waits for the last.
struct HTMLCases: CaseReport {
  private var cases: [(result: CaseResult, pictures: [Picture])] = []

  mutating func add(_ result: CaseResult, pictures: [Picture]) -> String {
    cases.append((result, pictures))
    return ""
  }

  func end(_ tally: RunTally) -> String { HTMLReport(ReportPage(of: cases)).html() + "\n" }
}
