internal import Reasoning
package import Results

extension Store {
  /// All runs, the latest last.
  package func runs() throws(StoreError) -> [RunEntry] {
    try using { (database) throws(StoreError) in
      try database.rows(
        """
        SELECT r.run_id, uid, r.name, command, r.started, ended, status, r.program, r.policy, r.policy_version,
          r.policy_sha256, digests, options, anonymous,
          count(*) FILTER (WHERE decision = 'accept'), count(*) FILTER (WHERE decision = 'review'),
          count(*) FILTER (WHERE decision = 'reject'), count(*) FILTER (WHERE case_id IS NOT NULL AND decision IS NULL)
        FROM runs r LEFT JOIN cases c ON c.run_id = r.run_id GROUP BY r.run_id ORDER BY r.run_id
        """
      ).map { (row) throws(StoreError) in try whole(Database.run(row)) }
    }
  }

  /// The run that is meant by a number, a name (the latest one of it), the beginning of its uid, or `latest`. Throws
  /// where there is none.
  package func run(_ words: String) throws(StoreError) -> RunEntry {
    let runs = try runs()
    if let number = Int64(words), let run = runs.first(where: { $0.id.number == number }) { return run }
    if let run = runs.last(where: { $0.run.name == words }) { return run }
    if words == "latest", let run = runs.last { return run }
    let known = words.utf8.count < 6 ? [] : runs.filter { $0.uid.hasPrefix(words) }
    if known.count == 1 { return known[0] }
    throw StoreError(
      .noSuchRun,
      runs.isEmpty
        ? "\(path): the store holds no runs yet; `segwarden check` puts them there."
        : "\(path): the store holds no run “\(words)”; give its number or name, as `segwarden results list` shows them, or latest."
    )
  }

  /// The cases of a run, in the order of its input.
  package func cases(of run: RunID, _ filter: CaseFilter = CaseFilter()) throws(StoreError) -> [CaseEntry] {
    try using { (database) throws(StoreError) in
      try database.rows(
        """
        SELECT case_id, run_id, position, name, path, export_sha256, image_sha256, decision, score, error_code,
          error_message, policy, policy_version, policy_sha256, program, reasoner, started, record_sha256,
          (SELECT group_concat(fault, ' ') FROM
            (SELECT fault FROM reasons r WHERE r.case_id = c.case_id AND fault IS NOT NULL GROUP BY fault
             ORDER BY min(number)))
        FROM cases c
        WHERE run_id = ?1
          AND (?2 IS NULL OR coalesce(decision, 'error') = ?2)
          AND (?3 IS NULL OR EXISTS (SELECT 1 FROM reasons r WHERE r.case_id = c.case_id AND r.fault = ?3))
          AND ((?4 IS NULL AND ?5 IS NULL) OR EXISTS (
            SELECT 1 FROM findings f INDEXED BY findings_that_weigh
            WHERE f.case_id = c.case_id AND f.weighs = 1 AND (?4 IS NULL OR f.code = ?4)
              AND (?5 IS NULL OR EXISTS (SELECT 1 FROM json_each(f.labels) WHERE value = ?5))))
          AND (?6 IS NULL OR name = ?6)
        ORDER BY position
        """,
        .integer(run.number), SQLValue(filter.verdict), SQLValue(filter.fault), SQLValue(filter.code),
        SQLValue(filter.label), SQLValue(filter.name)
      ).map { (row) throws(StoreError) in try whole(Database.caseEntry(row)) }
    }
  }

  /// A case's record as it was stored: JSON on one line. Throws where it was damaged.
  package func recordText(of id: CaseID) throws(StoreError) -> String {
    let bytes = try using { (database) throws(StoreError) in
      try database.value("SELECT record FROM cases WHERE case_id = ?", .integer(id.number)).bytes
    }
    guard let bytes else { throw noSuchCase(id) }
    guard let text = PackedText.unpack(bytes) else { throw damaged(id) }
    return text
  }

  /// A case's record, or why there is none. Throws where it was damaged, or is of a version that is not read.
  package func result(of id: CaseID) throws(StoreError) -> CaseResult {
    let text = try recordText(of: id)
    guard let result = CaseResult(line: text) else {
      throw StoreError(
        .older,
        "\(path): the record of case \(id.number) is of another version, and this program reads \(Record.schemaName); check the masks again."
      )
    }
    return result
  }

  /// The text of what another policy can be rehearsed on; nil where none was kept.
  package func answers(of id: CaseID) throws(StoreError) -> String? {
    let row = try using { (database) throws(StoreError) in
      try database.rows("SELECT answers FROM cases WHERE case_id = ?", .integer(id.number)).first
    }
    guard let value = row?.first else { throw noSuchCase(id) }
    guard let bytes = value.bytes else { return nil }
    guard let text = PackedText.unpack(bytes) else { throw damaged(id) }
    return text
  }

  /// A row that has the form of its table. Throws `damaged` for any other.
  func whole<T>(_ row: T?) throws(StoreError) -> T {
    guard let row else {
      throw StoreError(.damaged, "\(path): a row of the store is damaged; restore the store from a copy.")
    }
    return row
  }

  func noSuchCase(_ id: CaseID) -> StoreError {
    StoreError(.noSuchCase, "\(path): the case \(id.number) is not in the store any more; it was pruned.")
  }

  private func damaged(_ id: CaseID) -> StoreError {
    StoreError(
      .damaged, "\(path): what is stored of case \(id.number) is damaged; check its masks again, or restore a copy.")
  }
}

extension Database {
  /// A row of `Store.cases`.
  static func caseEntry(_ row: [SQLValue]) -> CaseEntry? {
    guard row.count == 19, case .integer(let id) = row[0], case .integer(let run) = row[1], let order = row[2].integer,
      let name = row[3].text, let record = row[17].text
    else { return nil }
    var policy: Provenance.PolicyReference?
    if let id = row[11].text, let version = row[12].text, let digest = row[13].text {
      policy = .init(id: id, version: version, sha256: digest)
    }
    return CaseEntry(
      id: CaseID(number: id), run: RunID(number: run), order: order, name: name, path: row[4].text,
      exportDigest: row[5].text, imageDigest: row[6].text, decision: row[7].text.flatMap(Decision.init),
      score: row[8].real, failure: row[9].text.map { CaseFailure(code: $0, message: row[10].text ?? "") },
      policy: policy, program: row[14].text, reasoner: row[15].text, started: row[16].text,
      faults: row[18].text?.split(separator: " ").map(String.init) ?? [], recordDigest: record)
  }
}
