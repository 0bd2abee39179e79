import CSQLite
import Testing

/// The file as SQLite alone sees it, without the store's code.
final class RawDatabase {
  private let handle: OpaquePointer

  init(_ path: String) throws {
    var handle: OpaquePointer?
    try #require(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil) == SQLITE_OK)
    self.handle = try #require(handle)
  }

  deinit { sqlite3_close_v2(handle) }

  func run(_ sql: String) throws {
    let status = sqlite3_exec(handle, sql, nil, nil, nil)
    #expect(status == SQLITE_OK, "\(sql): \(String(cString: sqlite3_errmsg(handle)))")
  }

  /// The values of all rows as text, columns joined by `|`; nothing is `-`.
  func rows(_ sql: String) throws -> [String] {
    var statement: OpaquePointer?
    try #require(
      sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle)))")
    defer { sqlite3_finalize(statement) }
    var rows: [String] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      let values = (0..<sqlite3_column_count(statement)).map { column in
        sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "-"
      }
      rows.append(values.joined(separator: "|"))
    }
    return rows
  }

  /// The bytes of the first row's first value.
  func blob(_ sql: String) throws -> [UInt8] {
    var statement: OpaquePointer?
    try #require(sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK)
    defer { sqlite3_finalize(statement) }
    try #require(sqlite3_step(statement) == SQLITE_ROW)
    let start = try #require(sqlite3_column_blob(statement, 0))
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, 0))))
  }
}
