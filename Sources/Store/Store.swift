internal import FoundationEssentials
internal import JSON
package import Results
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Results of runs in one file of SQLite: each case's record whole, and its parts in columns to search by.
///
/// May be used from several threads, and by several programs at once: one writes at a time, the others wait, and
/// readers see what was complete when they began to read. A case is stored whole or not at all; what was stored
/// survives the end of the program at any point. The file, and what SQLite keeps beside it, is readable by its owner
/// alone.
package final class Store: Sendable {
  package enum Access: Hashable, Sendable {
    /// Makes the file where there is none, and brings an older one up to date.
    case writing
    /// Changes nothing.
    case reading
  }

  package let path: String
  package let access: Access
  private let pseudonyms: Pseudonyms?
  private let database: Mutex<Database>

  /// Opens a store, or makes one. Throws a `StoreError` that says what the path holds instead, or what is in the way.
  ///
  /// - Parameters:
  ///   - pseudonyms: what cases of anonymous runs are called; needed to add to such a run.
  ///   - patience: how long to wait for another program that writes, in seconds.
  package init(
    _ path: String, access: Access = .writing, pseudonyms: Pseudonyms? = nil, patience: Double = 5,
    schema: StoreSchema = .current
  ) throws(StoreError) {
    self.path = path
    self.access = access
    self.pseudonyms = pseudonyms
    let opened = try StoreOpening(path: path, patience: patience, schema: schema)
    database = Mutex(access == .writing ? try opened.forWriting() : try opened.forReading())
  }

  /// Does something with the connection while nobody else does.
  func using<T: Sendable>(_ body: (Database) throws(StoreError) -> T) throws(StoreError) -> T {
    try database.withLock { (database) throws(StoreError) in try body(database) }
  }

  // MARK: A run

  /// Begins a run: from now on it is there for readers, with the status `running`.
  package func begin(_ run: StoredRun) throws(StoreError) -> RunID {
    if run.isAnonymous { _ = try keyed() }
    return try using { (database) throws(StoreError) in
      try database.transaction { () throws(StoreError) in try database.insert(run, status: .running, ended: nil) }
    }
  }

  /// Goes on with a run that had ended or was killed.
  package func resume(_ id: RunID) throws(StoreError) {
    try using { (database) throws(StoreError) in
      try database.run(
        "UPDATE runs SET status = 'running', ended = NULL WHERE run_id = ?", .integer(id.number))
      guard database.changes == 1 else { throw noSuchRun(id) }
    }
  }

  /// Stores a case, in place of one that stood at the same place of the run; ratings of that one stay. One transaction.
  ///
  /// - Parameters:
  ///   - path: where the export lies; nil where there is none.
  ///   - order: the place in the run's input.
  ///   - answers: the text of what another policy can be rehearsed on. An anonymous run keeps none, since names that
  ///     the export gives stand in it.
  @discardableResult
  package func add(
    result: CaseResult, path: String?, run id: RunID, order: Int, answers: String?
  ) throws(StoreError) -> CaseID {
    try using { (database) throws(StoreError) in
      // Read outside of the transaction: a run's anonymity never changes.
      guard
        let isAnonymous = try database.value("SELECT anonymous FROM runs WHERE run_id = ?", .integer(id.number))
          .integer
      else { throw noSuchRun(id) }
      let row: CaseRow
      if isAnonymous == 1 {
        let hidden = AnonymousCase(result, path: path, name: try keyed().name(for: result.caseName)).result
        row = try CaseRow(hidden, path: nil, answers: nil, in: self)
      } else {
        row = try CaseRow(result, path: path, answers: answers, in: self)
      }
      return try database.transaction { () throws(StoreError) in
        CaseID(number: try database.put(row, run: id.number, position: order))
      }
    }
  }

  /// Ends a run, at a time in UTC (ISO 8601), or now.
  package func end(run id: RunID, status: RunStatus, at time: String? = nil) throws(StoreError) {
    let time = time ?? Date().formatted(.iso8601)
    try using { (database) throws(StoreError) in
      try database.run(
        "UPDATE runs SET status = ?, ended = ? WHERE run_id = ?", .text(status.rawValue),
        status == .running ? .null : .text(time), .integer(id.number))
      guard database.changes == 1 else { throw noSuchRun(id) }
    }
  }

  private func keyed() throws(StoreError) -> Pseudonyms {
    guard let pseudonyms else {
      throw StoreError(
        .mismatch, "\(path): the run is anonymous, and there is no key for pseudonyms; nothing is stored.")
    }
    return pseudonyms
  }

  func noSuchRun(_ id: RunID) -> StoreError {
    StoreError(
      .noSuchRun, "\(path): the store holds no run \(id.number); `segwarden results list` shows those that it holds.")
  }
}
