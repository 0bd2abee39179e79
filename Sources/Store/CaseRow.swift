internal import Anatomy
internal import Digest
internal import Evaluation
internal import JSON
internal import PolicyLanguage
internal import Reasoning
internal import Results

/// A case as it lies in the tables.
struct CaseRow {
  let result: CaseResult
  let path: String?
  /// The record's JSON on one line, members in the order of their names, as gzip.
  let record: [UInt8]
  let recordDigest: String
  let answers: [UInt8]?

  init(_ result: CaseResult, path: String?, answers: String?, in store: Store) throws(StoreError) {
    self.result = result
    self.path = path
    guard let json = try? JSONValue(encoding: result).text() else {
      throw StoreError(
        .failed, "\(store.path): the record of \(result.caseName) holds what JSON has no word for, and is not stored.")
    }
    guard let record = PackedText.pack(json), answers == nil || answers.map(PackedText.pack) != nil else {
      throw StoreError(.failed, "\(store.path): there is no memory to store the record of \(result.caseName).")
    }
    self.record = record
    recordDigest = SHA256.of(json)
    self.answers = answers.flatMap(PackedText.pack)
  }
}

extension Database {
  /// Puts a case at its place in a run and returns its number; the number of one that stood there stays, with its
  /// ratings.
  func put(_ row: CaseRow, run: Int64, position: Int) throws(StoreError) -> Int64 {
    let record = row.result.record
    let provenance = record?.provenance
    func digest(_ role: String) -> SQLValue { SQLValue(provenance?.inputs.first { $0.role == role }?.sha256) }
    let counts = record?.counts
    // Without a record there must be a failure, by the schema.
    let failure = record == nil ? row.result.failure : nil
    let id = try value(
      """
      INSERT INTO cases (run_id, position, name, path, export_sha256, image_sha256, task, decision, score, error_code,
        error_message, policy, policy_version, policy_sha256, program, reasoner, started, elapsed_ms, passed, warned,
        failed, skipped, waived, not_evaluable, record_sha256, record, answers, observed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (run_id, position) DO UPDATE SET name = excluded.name, path = excluded.path,
        export_sha256 = excluded.export_sha256, image_sha256 = excluded.image_sha256, task = excluded.task,
        decision = excluded.decision, score = excluded.score, error_code = excluded.error_code,
        error_message = excluded.error_message, policy = excluded.policy, policy_version = excluded.policy_version,
        policy_sha256 = excluded.policy_sha256, program = excluded.program, reasoner = excluded.reasoner,
        started = excluded.started, elapsed_ms = excluded.elapsed_ms, passed = excluded.passed,
        warned = excluded.warned, failed = excluded.failed, skipped = excluded.skipped, waived = excluded.waived,
        not_evaluable = excluded.not_evaluable, record_sha256 = excluded.record_sha256, record = excluded.record,
        answers = excluded.answers, observed = excluded.observed
      RETURNING case_id
      """,
      .integer(run), .integer(Int64(position)), .text(row.result.caseName), SQLValue(row.path), digest("mask"),
      digest("image"), SQLValue(record?.task), SQLValue(record?.decision.rawValue), SQLValue(record?.score),
      SQLValue(failure?.code), SQLValue(failure?.message), SQLValue(provenance?.policy.id),
      SQLValue(provenance?.policy.version), SQLValue(provenance?.policy.sha256), SQLValue(provenance?.program),
      SQLValue(provenance?.reasoner), SQLValue(provenance?.started), SQLValue(provenance?.elapsedMilliseconds),
      SQLValue(counts?.passed), SQLValue(counts?.warned), SQLValue(counts?.failed), SQLValue(counts?.skipped),
      SQLValue(counts?.waived), SQLValue(counts?.notEvaluable), .text(row.recordDigest), .blob(row.record),
      SQLValue(row.answers), SQLValue(record?.arbitration.observed?.rawValue))
    guard case .integer(let number) = id else {
      throw StoreError(.failed, "\(path): the case was not stored; this is a fault of segwarden.")
    }
    try removeParts(of: number)
    if let record {
      try put(record.findings, of: number)
      try put(record.reasons, of: number)
      try put(record.measures, of: number)
      try put(record.stages, of: number)
      try put(record.arbitration, of: number)
    }
    return number
  }

  /// Empties the tables of a case's parts, its ratings apart.
  private func removeParts(of number: Int64) throws(StoreError) {
    try run("DELETE FROM findings WHERE case_id = ?", .integer(number))
    try run("DELETE FROM reasons WHERE case_id = ?", .integer(number))
    try run("DELETE FROM measures WHERE case_id = ?", .integer(number))
    try run("DELETE FROM stages WHERE case_id = ?", .integer(number))
    try run("DELETE FROM decisions WHERE case_id = ?", .integer(number))
  }

  private func put(_ findings: [Finding], of number: Int64) throws(StoreError) {
    let statement = try Statement(
      """
      INSERT INTO findings (case_id, number, finding, expectation, code, labels, outcome, severity, weighs, measured,
        unit, expected, margin, message, observed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: self)
    for (index, finding) in findings.enumerated() {
      // What passed says nothing that its columns do not say; its words are in the record.
      let speaks = [.fail, .warn].contains(finding.outcome)
      let weighs =
        !finding.isObserved && (speaks || finding.outcome == .notEvaluable && finding.notEvaluable != .ignore)
      try statement.run([
        .integer(number), .integer(Int64(index)), .text(finding.id), .text(finding.expectation),
        .text(finding.code.text), .text(Self.list(finding.labels)), .text(finding.outcome.rawValue),
        .text(finding.severity.rawValue), SQLValue(weighs), SQLValue(finding.measured?.value),
        SQLValue(finding.measured?.unit), SQLValue(finding.expected), SQLValue(finding.margin),
        weighs || speaks ? .text(finding.message) : .null, SQLValue(finding.isObserved),
      ])
    }
  }

  private func put(_ reasons: [Reason], of number: Int64) throws(StoreError) {
    let statement = try Statement(
      """
      INSERT INTO reasons (case_id, number, reason, fault, kind, severity, label, text, evidence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: self)
    for (index, reason) in reasons.enumerated() {
      try statement.run([
        .integer(number), .integer(Int64(index)), .text(reason.id), SQLValue(reason.fault?.rawValue),
        .text(reason.kind), .text(reason.severity.rawValue), SQLValue(reason.label), .text(reason.text),
        .text(Self.list(reason.evidence)),
      ])
    }
  }

  private func put(_ measures: [LabelMeasures], of number: Int64) throws(StoreError) {
    let statement = try Statement(
      """
      INSERT OR REPLACE INTO measures (case_id, label, state, voxels, volume_ml, centroid_r_mm, centroid_a_mm,
        centroid_s_mm, cut_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: self)
    for measure in measures {
      let centre = measure.centroidRAS.map { $0.count == 3 ? $0 : [] } ?? []
      try statement.run([
        .integer(number), .text(measure.label), .text(measure.state.rawValue), SQLValue(measure.voxels),
        SQLValue(measure.volumeML), SQLValue(centre.first), SQLValue(centre.dropFirst().first),
        SQLValue(centre.last), .text(Self.list(measure.cutBy)),
      ])
    }
  }

  private func put(_ stages: [StageRecord], of number: Int64) throws(StoreError) {
    let statement = try Statement(
      """
      INSERT INTO stages (case_id, number, name, model, prompt, prompt_sha256, statements, input_tokens, output_tokens,
        latency_ms, cached, cause, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, in: self)
    for (index, stage) in stages.enumerated() {
      try statement.run([
        .integer(number), .integer(Int64(index)), .text(stage.name.rawValue), SQLValue(stage.model),
        SQLValue(stage.prompt?.id), SQLValue(stage.prompt?.sha256), .integer(Int64(stage.statements.count)),
        SQLValue(stage.usage?.inputTokens), SQLValue(stage.usage?.outputTokens), SQLValue(stage.latencyMilliseconds),
        SQLValue(stage.cached), SQLValue(stage.cause?.rawValue), SQLValue(stage.error),
      ])
    }
  }

  private func put(_ arbitration: Arbitration, of number: Int64) throws(StoreError) {
    let statement = try Statement(
      "INSERT INTO decisions (case_id, source, decision, because) VALUES (?, ?, ?, ?)", in: self)
    func put(_ source: String, _ decision: Decision, because: String? = nil) throws(StoreError) {
      try statement.run([.integer(number), .text(source), .text(decision.rawValue), SQLValue(because)])
    }
    try put("rules", arbitration.rules)
    if let model = arbitration.model { try put("model", model) }
    try put("final", arbitration.final, because: arbitration.because)
  }

  /// Words as a JSON array, which SQLite's `json_each` takes apart.
  static func list(_ words: [String]) -> String {
    (try? JSONValue.array(words.map(JSONValue.string)).text()) ?? "[]"
  }

  /// Texts by name as a JSON object, in the order of the names.
  static func object(_ values: [String: String]) -> String {
    let members = values.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) }
    return (try? JSONValue.object(members).text()) ?? "{}"
  }
}
