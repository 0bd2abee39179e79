internal import Pictures
internal import Results

/// Whole records, one a line.
struct JSONLinesCases: CaseReport {
  func add(_ result: CaseResult, pictures: [Picture]) throws -> String { try RecordJSON.line(result) + "\n" }
  func end(_ tally: RunTally) -> String { "" }
}
