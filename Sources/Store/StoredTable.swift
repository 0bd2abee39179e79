package import JSON

/// The tables of a store that are exported, a row for each case, or for each of its parts.
package enum StoredTable: String, CaseIterable, Hashable, Sendable {
  case cases, findings, reasons, measures, stages, decisions, ratings

  /// Run, place and name of the case, then what the table says of it.
  fileprivate var query: StaticString {
    switch self {
    case .cases:
      """
      SELECT c.run_id, position, name AS "case", path, decision, observed, score, error_code, error_message, task, policy,
        policy_version, policy_sha256, program, reasoner, started, elapsed_ms, passed, warned, failed, skipped, waived,
        not_evaluable, export_sha256, image_sha256, record_sha256 FROM cases c WHERE c.case_id = ?
      """
    case .findings:
      """
      SELECT c.run_id, position, name AS "case", finding, expectation, code, labels, outcome, f.severity, weighs,
        f.observed, measured, unit, expected, margin, message
      FROM cases c JOIN findings f USING (case_id) WHERE c.case_id = ? ORDER BY f.number
      """
    case .reasons:
      """
      SELECT c.run_id, position, name AS "case", reason, fault, kind, severity, label, text, evidence
      FROM cases c JOIN reasons r USING (case_id) WHERE c.case_id = ? ORDER BY r.number
      """
    case .measures:
      """
      SELECT c.run_id, position, name AS "case", label, state, voxels, volume_ml, centroid_r_mm, centroid_a_mm,
        centroid_s_mm, cut_by FROM cases c JOIN measures m USING (case_id) WHERE c.case_id = ? ORDER BY label
      """
    case .stages:
      """
      SELECT c.run_id, position, c.name AS "case", s.name AS stage, model, prompt, prompt_sha256, statements,
        input_tokens, output_tokens, latency_ms, cached, cause, error
      FROM cases c JOIN stages s USING (case_id) WHERE c.case_id = ? ORDER BY s.number
      """
    case .decisions:
      """
      SELECT c.run_id, position, name AS "case", source, d.decision, because
      FROM cases c JOIN decisions d USING (case_id) WHERE c.case_id = ? ORDER BY source
      """
    case .ratings:
      """
      SELECT c.run_id, position, name AS "case", c.decision, rating, comment, rater, rated,
        r.record_sha256 = c.record_sha256 AS of_this_record
      FROM cases c JOIN ratings r USING (case_id) WHERE c.case_id = ? ORDER BY rater
      """
    }
  }
}

extension Store {
  /// The names of a table's columns, in their order.
  package func columns(of table: StoredTable) throws(StoreError) -> [String] {
    try using { (database) throws(StoreError) in try Statement(table.query, in: database).columns }
  }

  /// A table's rows about one case. What SQLite keeps as a number that JSON has no word for is null.
  package func rows(of table: StoredTable, case id: CaseID) throws(StoreError) -> [[JSONValue]] {
    try using { (database) throws(StoreError) in
      try database.rows(table.query, .integer(id.number)).map { row in
        row.map { value in
          switch value {
          case .null, .blob: .null
          case .integer(let number): .integer(Int(number))
          case .real(let number): number.isFinite ? .number(number) : .null
          case .text(let text): .string(text)
          }
        }
      }
    }
  }
}
