extension Store {
  /// What is to be deleted.
  package struct Pruning: Hashable, Sendable {
    /// Whole runs.
    package var runs: [RunEntry]
    /// Cases of runs that stay.
    package var cases: [CaseEntry]

    package var isEmpty: Bool { runs.isEmpty && cases.isEmpty }
  }

  /// What would be deleted; deletes nothing.
  ///
  /// - Parameters:
  ///   - time: runs that began before it, UTC, ISO 8601; nil for runs of any age.
  ///   - run: one run; nil for all.
  ///   - name: cases of that name alone; nil for whole runs.
  package func pruning(before time: String?, run: RunID?, caseName name: String?) throws(StoreError) -> Pruning {
    let runs = try runs().filter { summary in
      (run == nil || summary.id == run) && time.map { summary.run.started < $0 } ?? true
    }
    guard let name else { return Pruning(runs: runs, cases: []) }
    var cases: [CaseEntry] = []
    for run in runs { cases += try self.cases(of: run.id, CaseFilter(name: name)) }
    return Pruning(runs: [], cases: cases)
  }

  /// Deletes runs and cases, all or none. Their bytes are gone from the file after `scrub`.
  package func delete(_ pruning: Pruning) throws(StoreError) {
    try using { (database) throws(StoreError) in
      try database.transaction { () throws(StoreError) in
        let run = try Statement("DELETE FROM runs WHERE run_id = ?", in: database)
        for summary in pruning.runs { try run.run([.integer(summary.id.number)]) }
        let row = try Statement("DELETE FROM cases WHERE case_id = ?", in: database)
        for summary in pruning.cases { try row.run([.integer(summary.id.number)]) }
      }
    }
  }

  /// Removes what was deleted from the file: it was overwritten already; the file is written anew and cut to its
  /// length, and the log beside it is emptied. Takes as much space again as the file while it works.
  ///
  /// Throws `locked` where another program is in the middle of reading the store.
  package func scrub() throws(StoreError) {
    try using { (database) throws(StoreError) in
      do throws(StoreError) {
        try database.script("VACUUM")
      } catch {
        throw StoreError(
          error.code,
          "What was to be deleted is deleted, and its bytes may still lie in the file, which could not be written anew. \(error.message) Then prune again."
        )
      }
      // One row: whether somebody was in the way, and how many pages there were.
      let state = try database.value("PRAGMA wal_checkpoint(TRUNCATE)")
      guard state == .integer(0) else {
        throw StoreError(
          .locked,
          "\(path): what was to be deleted is deleted, and its bytes still lie in the file, since another program is reading it; prune again when it has ended."
        )
      }
    }
  }
}
