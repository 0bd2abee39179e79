internal import Evaluation
internal import JSON
internal import Pictures
internal import PolicyLanguage
internal import Reasoning
internal import Results

/// A table of cases as CSV (RFC 4180), one row each.
struct CaseTable: CaseReport {
  static let columns = [
    "case", "decision", "observed_decision", "score", "policy", "policy_version", "policy_sha256", "reasoner", "passed",
    "warned", "failed",
    "not_evaluable", "skipped", "waived", "observed_failed",
    "faults", "code", "labels", "reason", "export_sha256", "error_code", "error",
  ]
  private var hasHead = false

  mutating func add(_ result: CaseResult, pictures: [Picture]) -> String {
    let head = hasHead ? "" : CSVLine.of(Self.columns.map(JSONValue.string))
    hasHead = true
    return head + CSVLine.of(Self.row(result))
  }

  mutating func end(_ tally: RunTally) -> String { hasHead ? "" : CSVLine.of(Self.columns.map(JSONValue.string)) }

  private static func row(_ result: CaseResult) -> [JSONValue] {
    guard let record = result.record else {
      return [.string(result.caseName)] + Array(repeating: .null, count: columns.count - 3) + [
        CSVLine.text(result.failure?.code), CSVLine.text(result.failure?.message),
      ]
    }
    let (counts, provenance, summary) = (record.counts, record.provenance, CaseSummary(result))
    let worst = record.findings.worstFirst.first
    return [
      .string(record.caseName), .string(record.decision.rawValue),
      CSVLine.text(record.arbitration.observed?.rawValue), .number(record.score),
      .string(provenance.policy.id), .string(provenance.policy.version), .string(provenance.policy.sha256),
      .string(provenance.reasoner), .integer(counts.passed), .integer(counts.warned), .integer(counts.failed),
      .integer(counts.notEvaluable), .integer(counts.skipped), .integer(counts.waived),
      counts.observed.map { .integer($0.failed) } ?? .null,
      CSVLine.list(summary.codes), CSVLine.text(worst?.code.text), CSVLine.list(worst?.labels ?? []),
      CSVLine.text(summary.headline), CSVLine.text(provenance.inputs.first { $0.role == "mask" }?.sha256), .null, .null,
    ]
  }
}
