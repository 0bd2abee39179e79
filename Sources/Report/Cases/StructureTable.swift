internal import Evaluation
internal import JSON
internal import Pictures
internal import PolicyLanguage
internal import Reasoning
internal import Results

/// A table of structures as CSV (RFC 4180), one row for each structure of each case: what speaks against it most.
struct StructureTable: CaseReport {
  static let columns = [
    "case", "structure", "verdict", "state", "voxels", "volume_ml", "judged", "finding", "code", "outcome", "severity",
    "expectation", "measured", "unit", "expected", "margin", "message", "case_decision",
  ]
  private var hasHead = false

  mutating func add(_ result: CaseResult, pictures: [Picture]) -> String {
    let head = hasHead ? "" : CSVLine.of(Self.columns.map(JSONValue.string))
    hasHead = true
    return head + Self.rows(result).map(CSVLine.of).joined()
  }

  mutating func end(_ tally: RunTally) -> String { hasHead ? "" : CSVLine.of(Self.columns.map(JSONValue.string)) }

  /// A case without a verdict has one row without a structure, so that it is not missed.
  private static func rows(_ result: CaseResult) -> [[JSONValue]] {
    guard let record = result.record else {
      var row = Array(repeating: JSONValue.null, count: columns.count)
      (row[0], row[2]) = (.string(result.caseName), "error")
      (row[8], row[16]) = (CSVLine.text(result.failure?.code), CSVLine.text(result.failure?.message))
      return [row]
    }
    return record.judgedStructures.map { row(of: $0, in: record) }
  }

  private static func row(of label: String, in record: Record) -> [JSONValue] {
    let measures = record.measures.first { $0.label == label }
    let judged = record.coverage.first { $0.label == label }?.judged ?? 0
    let worst = record.findings.filter { $0.labels.contains(label) }.worstFirst.first
    return [
      .string(record.caseName), .string(label), .string(verdict(worst, judged: judged)),
      CSVLine.text(measures?.state.rawValue), measures?.voxels.map(JSONValue.integer) ?? .null,
      measures?.volumeML.map(JSONValue.number) ?? .null, .integer(judged), CSVLine.text(worst?.id),
      CSVLine.text(worst?.code.text), CSVLine.text(worst?.outcome.rawValue),
      CSVLine.text(worst?.holdsBack?.rawValue), CSVLine.text(worst?.expectation),
      worst?.measured.map { .number($0.value) } ?? .null, CSVLine.text(worst?.measured?.unit),
      CSVLine.text(worst?.expected), worst?.margin.map(JSONValue.number) ?? .null, CSVLine.text(worst?.message),
      .string(record.decision.rawValue),
    ]
  }

  /// What the findings about a structure come to by themselves: of one that nothing was judged of, nothing is known.
  private static func verdict(_ worst: Finding?, judged: Int) -> String {
    switch worst?.holdsBack {
    case .reject: Decision.reject.rawValue
    case .review: Decision.review.rawValue
    case .note, nil: judged > 0 ? Decision.accept.rawValue : "not-judged"
    }
  }
}
