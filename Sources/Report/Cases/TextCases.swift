internal import Pictures
internal import Results

/// Verdicts and reasons for a terminal, and of several cases how many ended how.
struct TextCases: CaseReport {
  private let text: TextReport
  private let tellsFailures: Bool
  private var count = 0

  init(isColoured: Bool, tellsFailures: Bool) {
    text = TextReport(isColoured: isColoured)
    self.tellsFailures = tellsFailures
  }

  mutating func add(_ result: CaseResult, pictures: [Picture]) -> String {
    count += 1
    return result.failure == nil || tellsFailures ? text.text(result) + "\n" : ""
  }

  func end(_ tally: RunTally) -> String { count > 1 ? text.summary(tally) + "\n" : "" }
}
