internal import Results

/// What makes two cases of a run the same.
struct CaseKey: Hashable {
  let name: String
  let exportDigest: String?
  let policyDigest: String?
  let recordDigest: String
  /// When the check began; nil for a failure.
  let started: String?

  init(_ summary: CaseEntry) {
    name = summary.name
    exportDigest = summary.exportDigest
    policyDigest = summary.policy?.sha256
    recordDigest = summary.recordDigest
    started = summary.started
  }

  init(_ row: CaseRow) {
    let provenance = row.result.record?.provenance
    name = row.result.caseName
    exportDigest = provenance?.inputs.first { $0.role == "mask" }?.sha256
    policyDigest = provenance?.policy.sha256
    recordDigest = row.recordDigest
    started = provenance?.started
  }

  /// A case that failed is the same as one of its name at the same place, whatever came of that.
  func isSame(as other: CaseKey, atSamePlace: Bool) -> Bool {
    guard name == other.name else { return false }
    if recordDigest == other.recordDigest { return true }
    guard let exportDigest, let theirs = other.exportDigest else {
      return atSamePlace || (exportDigest ?? other.exportDigest) == nil
    }
    return exportDigest == theirs && policyDigest == other.policyDigest
  }

  /// Whether it says more than another of the same case: a record more than a failure, and the later record more.
  func outweighs(_ other: CaseKey) -> Bool { (started ?? "") > (other.started ?? "") }
}

/// A case of one store as rows for another.
struct CaseCopy {
  let key: CaseKey
  /// The case's row without its numbers.
  private let row: [SQLValue]
  private let findings: [[SQLValue]]
  private let reasons: [[SQLValue]]
  private let measures: [[SQLValue]]
  private let stages: [[SQLValue]]
  private let decisions: [[SQLValue]]
  /// Rater, rating, comment, time, and the digest of the record that was rated.
  let ratings: [[SQLValue]]

  init(_ summary: CaseEntry, in store: Store) throws(StoreError) {
    key = CaseKey(summary)
    let id = SQLValue.integer(summary.id.number)
    let read = try store.using { (database) throws(StoreError) in
      [
        try database.rows(
          """
          SELECT name, path, export_sha256, image_sha256, task, decision, score, error_code, error_message, policy,
            policy_version, policy_sha256, program, reasoner, started, elapsed_ms, passed, warned, failed, skipped,
            waived, not_evaluable, record_sha256, record, answers, observed FROM cases WHERE case_id = ?
          """, id),
        try database.rows(
          """
          SELECT number, finding, expectation, code, labels, outcome, severity, weighs, measured, unit, expected, margin,
            message, observed FROM findings WHERE case_id = ?
          """, id),
        try database.rows(
          "SELECT number, reason, fault, kind, severity, label, text, evidence FROM reasons WHERE case_id = ?", id),
        try database.rows(
          """
          SELECT label, state, voxels, volume_ml, centroid_r_mm, centroid_a_mm, centroid_s_mm, cut_by
          FROM measures WHERE case_id = ?
          """, id),
        try database.rows(
          """
          SELECT number, name, model, prompt, prompt_sha256, statements, input_tokens, output_tokens, latency_ms, cached,
            cause, error FROM stages WHERE case_id = ?
          """, id),
        try database.rows("SELECT source, decision, because FROM decisions WHERE case_id = ?", id),
        try database.rows("SELECT rater, rating, comment, rated, record_sha256 FROM ratings WHERE case_id = ?", id),
      ]
    }
    guard let row = read[0].first else {
      throw StoreError(.noSuchCase, "\(store.path): a case was pruned while it was being copied; merge again.")
    }
    self.row = row
    (findings, reasons, measures) = (read[1], read[2], read[3])
    (stages, decisions, ratings) = (read[4], read[5], read[6])
  }

  /// Inserts the case, its ratings apart, and returns its number.
  func insert(into database: Database, run: Int64, position: Int) throws(StoreError) -> Int64 {
    try Statement(
      """
      INSERT INTO cases (run_id, position, name, path, export_sha256, image_sha256, task, decision, score, error_code,
        error_message, policy, policy_version, policy_sha256, program, reasoner, started, elapsed_ms, passed, warned,
        failed, skipped, waived, not_evaluable, record_sha256, record, answers, observed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: database
    ).run([.integer(run), .integer(Int64(position))] + row)
    let id = database.lastID
    try put(
      findings, of: id,
      Statement(
        """
        INSERT INTO findings (case_id, number, finding, expectation, code, labels, outcome, severity, weighs, measured,
          unit, expected, margin, message, observed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, in: database))
    try put(
      reasons, of: id,
      Statement(
        """
        INSERT INTO reasons (case_id, number, reason, fault, kind, severity, label, text, evidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, in: database))
    try put(
      measures, of: id,
      Statement(
        """
        INSERT INTO measures (case_id, label, state, voxels, volume_ml, centroid_r_mm, centroid_a_mm, centroid_s_mm,
          cut_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, in: database))
    try put(
      stages, of: id,
      Statement(
        """
        INSERT INTO stages (case_id, number, name, model, prompt, prompt_sha256, statements, input_tokens,
          output_tokens, latency_ms, cached, cause, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, in: database))
    try put(
      decisions, of: id,
      Statement("INSERT INTO decisions (case_id, source, decision, because) VALUES (?, ?, ?, ?)", in: database))
    return id
  }

  private func put(_ rows: [[SQLValue]], of id: Int64, _ statement: Statement) throws(StoreError) {
    for row in rows { try statement.run([.integer(id)] + row) }
  }
}
