internal import CSQLite
internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A connection to a file of SQLite. Used by one thread at a time: `Store` sees to that.
final class Database: @unchecked Sendable {
  /// How a file is opened.
  enum Mode: Hashable {
    case writing, reading
    /// A file that nobody writes, in a folder that nobody may write to: SQLite makes no files beside it.
    case resting
  }

  let path: String
  let handle: OpaquePointer
  /// How long to wait for another program, in seconds.
  private let patience: Double

  /// - Parameter patience: how long to wait for another program that writes, in seconds.
  init(path: String, mode: Mode, patience: Double) throws(StoreError) {
    self.path = path
    self.patience = patience
    let flags =
      switch mode {
      case .writing: SQLITE_OPEN_READWRITE
      case .reading: SQLITE_OPEN_READONLY
      case .resting: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      }
    var handle: OpaquePointer?
    let name = mode == .resting ? Self.resting(path) : path
    let status = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_FULLMUTEX, nil)
    guard status == SQLITE_OK, let handle else {
      let error = Self.error(status, of: handle, path: path, patience: patience)
      sqlite3_close_v2(handle)
      throw error
    }
    self.handle = handle
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Int32(patience * 1000))
  }

  deinit { sqlite3_close_v2(handle) }

  /// The name of a file of which SQLite believes that nobody changes it.
  private static func resting(_ path: String) -> String {
    let plain = path.utf8.map { byte -> String in
      let scalar = Unicode.Scalar(byte)
      let digits = String(byte, radix: 16)
      return scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789/-_.~".unicodeScalars.contains(scalar))
        ? String(scalar) : "%" + (digits.count < 2 ? "0" : "") + digits
    }
    return "file:\(plain.joined())?immutable=1"
  }

  /// Runs statements that have no values.
  func script(_ sql: StaticString) throws(StoreError) {
    let status = sqlite3_exec(
      handle, UnsafeRawPointer(sql.utf8Start).assumingMemoryBound(to: CChar.self), nil, nil, nil)
    guard status == SQLITE_OK else { throw error(status) }
  }

  func run(_ sql: StaticString, _ values: SQLValue...) throws(StoreError) {
    try Statement(sql, in: self).run(values)
  }

  /// The rows of a query; for few rows, or small ones.
  func rows(_ sql: StaticString, _ values: SQLValue...) throws(StoreError) -> [[SQLValue]] {
    var rows: [[SQLValue]] = []
    try Statement(sql, in: self).rows(values) { rows.append($0) }
    return rows
  }

  /// The first value of a query's first row.
  func value(_ sql: StaticString, _ values: SQLValue...) throws(StoreError) -> SQLValue {
    var first: SQLValue?
    try Statement(sql, in: self).rows(values) { first = first ?? $0.first }
    return first ?? .null
  }

  /// The id of the row that was inserted last.
  var lastID: Int64 { sqlite3_last_insert_rowid(handle) }
  /// How many rows the last statement changed.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// Does something whole or not at all. Others that want to write wait from its beginning.
  func transaction<T>(_ body: () throws(StoreError) -> T) throws(StoreError) -> T {
    try script("BEGIN IMMEDIATE")
    do throws(StoreError) {
      let result = try body()
      try script("COMMIT")
      return result
    } catch {
      // SQLite may have rolled back by itself.
      try? script("ROLLBACK")
      throw error
    }
  }

  func error(_ status: Int32) -> StoreError { Self.error(status, of: handle, path: path, patience: patience) }

  private static func error(_ status: Int32, of handle: OpaquePointer?, path: String, patience: Double) -> StoreError {
    let system = handle.map { sqlite3_system_errno($0) } ?? 0
    let said = handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "no memory"
    let seconds = patience == patience.rounded() ? "\(Int(patience))" : "\(patience)"
    // SQLITE_READONLY_DBMOVED, a macro that Swift does not see.
    let moved = SQLITE_READONLY | 4 << 8
    switch status & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED:
      return StoreError(
        .locked,
        "\(path): another program has kept the store locked for \(seconds) s; try again when it has ended, or give a store of its own with --store."
      )
    case SQLITE_FULL: return full(path)
    case SQLITE_IOERR where [ENOSPC, EDQUOT].contains(system): return full(path)
    case SQLITE_READONLY where status == moved:
      return StoreError(.unreachable, "\(path): the store was moved or deleted while it was in use; run again.")
    case SQLITE_READONLY:
      return StoreError(
        .readOnly,
        "\(path): the store or its folder may not be written to; check their permissions, or choose another place with --store."
      )
    case SQLITE_CORRUPT:
      return StoreError(
        .damaged,
        "\(path): the store is damaged (\(said)); restore it from a copy, or try `sqlite3 FILE .recover` and keep the damaged file."
      )
    case SQLITE_NOTADB:
      return StoreError(.notAStore, "\(path): the file is no store of segwarden; check the path, which is left alone.")
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
      let why = system == 0 ? said : String(cString: strerror(system))
      return StoreError(
        .unreachable, "\(path): the store cannot be opened (\(why)); check the permissions of the file and its folder.")
    case SQLITE_IOERR:
      let why = system == 0 ? said : String(cString: strerror(system))
      return StoreError(
        .failed, "\(path): reading or writing the store failed (\(why)); check the disk or the network folder.")
    default: return StoreError(.failed, "\(path): the store failed: \(said) (SQLite's code \(status)).")
    }
  }

  private static func full(_ path: String) -> StoreError {
    StoreError(
      .full,
      "\(path): there is no space for the store; what was stored before is whole. Free some space and run again, or choose another place with --store."
    )
  }
}

extension Database {
  /// Says in the file's header what it is. Pragmas take no bound values, and these are numbers.
  func setHeader(application: Int, version: Int) throws(StoreError) {
    for sql in ["PRAGMA application_id = \(application)", "PRAGMA user_version = \(version)"] {
      let status = sqlite3_exec(handle, sql, nil, nil, nil)
      guard status == SQLITE_OK else { throw error(status) }
    }
  }
}
