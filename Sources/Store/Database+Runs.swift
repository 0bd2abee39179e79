internal import JSON
internal import Results

extension Database {
  func insert(_ run: StoredRun, status: RunStatus, ended: String?) throws(StoreError) -> RunID {
    let uid = run.uid ?? (0..<4).map { _ in Self.eightDigits() }.joined()
    try self.run(
      """
      INSERT INTO runs (uid, name, command, started, ended, status, program, policy, policy_version, policy_sha256,
        digests, options, anonymous) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .text(uid), .text(run.name), .text(run.command), .text(run.started), SQLValue(ended), .text(status.rawValue),
      .text(run.program), SQLValue(run.policy?.id), SQLValue(run.policy?.version), SQLValue(run.policy?.sha256),
      .text(Self.object(run.digests)), .text(Self.object(run.options)), SQLValue(run.isAnonymous))
    return RunID(number: lastID)
  }

  private static func eightDigits() -> String {
    let digits = String(UInt32.random(in: 0 ... .max), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// A row of `Store.runs`.
  static func run(_ row: [SQLValue]) -> RunEntry? {
    guard row.count == 18, case .integer(let number) = row[0], let uid = row[1].text, let name = row[2].text,
      let command = row[3].text, let started = row[4].text, let status = row[6].text.flatMap(RunStatus.init),
      let program = row[7].text
    else { return nil }
    func values(_ at: Int) -> [String: String] {
      (try? JSONValue(parsing: Array((row[at].text ?? "{}").utf8)).decoded(as: [String: String].self)) ?? [:]
    }
    var policy: Provenance.PolicyReference?
    if let id = row[8].text, let version = row[9].text, let digest = row[10].text {
      policy = .init(id: id, version: version, sha256: digest)
    }
    return RunEntry(
      id: RunID(number: number),
      run: StoredRun(
        uid: uid, name: name, command: command, started: started, program: program, policy: policy, digests: values(11),
        options: values(12), isAnonymous: row[13].integer == 1),
      status: status, ended: row[5].text, accepted: row[14].integer ?? 0, reviewed: row[15].integer ?? 0,
      rejected: row[16].integer ?? 0, unchecked: row[17].integer ?? 0)
  }
}
