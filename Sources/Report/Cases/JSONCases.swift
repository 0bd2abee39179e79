internal import Pictures
internal import Results

/// Whole records, indented: one object for one case, an array for several.
struct JSONCases: CaseReport {
  /// The first case, until it is known whether there are more.
  private var first: CaseResult?
  private var count = 0

  mutating func add(_ result: CaseResult, pictures: [Picture]) throws -> String {
    count += 1
    guard count > 1 else {
      first = result
      return ""
    }
    let start = try first.map { "[\n" + (try Self.element($0)) } ?? ""
    first = nil
    return start + ",\n" + (try Self.element(result))
  }

  mutating func end(_ tally: RunTally) throws -> String {
    if let first { return try RecordJSON.pretty([first]) + "\n" }
    return count == 0 ? "[]\n" : "\n]\n"
  }

  private static func element(_ result: CaseResult) throws -> String {
    try RecordJSON.pretty([result]).split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      .joined(separator: "\n")
  }
}
