internal import CSQLite

/// A statement that was prepared. Finalised when it goes; used by whoever uses its connection.
final class Statement {
  private let handle: OpaquePointer
  private unowned let database: Database

  /// SQL as it stands in the sources, so that no text of a user can become part of it.
  init(_ sql: StaticString, in database: Database) throws(StoreError) {
    var handle: OpaquePointer?
    let status = sqlite3_prepare_v2(
      database.handle, UnsafeRawPointer(sql.utf8Start).assumingMemoryBound(to: CChar.self),
      Int32(sql.utf8CodeUnitCount), &handle, nil)
    guard status == SQLITE_OK, let handle else { throw database.error(status) }
    self.handle = handle
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  /// Runs to the end with these values, and forgets the rows.
  func run(_ values: [SQLValue] = []) throws(StoreError) {
    try bind(values)
    defer { sqlite3_reset(handle) }
    while try step() {}
  }

  /// Every row in turn.
  func rows(_ values: [SQLValue] = [], each: ([SQLValue]) throws(StoreError) -> Void) throws(StoreError) {
    try bind(values)
    defer { sqlite3_reset(handle) }
    while try step() { try each((0..<sqlite3_column_count(handle)).map(value)) }
  }

  /// The names of the columns, in their order.
  var columns: [String] {
    (0..<sqlite3_column_count(handle)).map { sqlite3_column_name(handle, $0).map { String(cString: $0) } ?? "" }
  }

  private func step() throws(StoreError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let status: throw database.error(status)
    }
  }

  private func bind(_ values: [SQLValue]) throws(StoreError) {
    // SQLite copies what it is given.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_clear_bindings(handle)
    for (index, value) in values.enumerated() {
      let at = Int32(index + 1)
      let status =
        switch value {
        case .null: sqlite3_bind_null(handle, at)
        case .integer(let number): sqlite3_bind_int64(handle, at, number)
        case .real(let number): sqlite3_bind_double(handle, at, number)
        case .text(let text): sqlite3_bind_text(handle, at, text, Int32(clamping: text.utf8.count), copied)
        case .blob(let bytes):
          bytes.isEmpty
            ? sqlite3_bind_zeroblob(handle, at, 0)
            : bytes.withUnsafeBytes { sqlite3_bind_blob(handle, at, $0.baseAddress, Int32(clamping: $0.count), copied) }
        }
      guard status == SQLITE_OK else { throw database.error(status) }
    }
  }

  private func value(_ column: Int32) -> SQLValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      guard let start = sqlite3_column_text(handle, column) else { return .null }
      let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(handle, column))
      guard let start = sqlite3_column_blob(handle, column) else { return .blob([]) }
      return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }
}
