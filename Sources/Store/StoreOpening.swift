internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Opening a file as a store. A file that is something else is left as it is.
struct StoreOpening {
  let path: String
  let patience: Double
  let schema: StoreSchema

  private enum Contents {
    /// Nothing has been written yet.
    case nothing
    case store(version: Int)
  }

  /// Throws for what is no file: a folder, a pipe, a device.
  init(path: String, patience: Double, schema: StoreSchema) throws(StoreError) {
    (self.path, self.patience, self.schema) = (path, patience, schema)
    var information = stat()
    guard stat(path, &information) == 0 else { return }
    if information.st_mode & S_IFMT != S_IFREG {
      throw StoreError(
        .notAStore, "\(path): a store is a file, and this is none; name a file, such as \(path)/results.sqlite.")
    }
  }

  func forWriting() throws(StoreError) -> Database {
    try makeFile()
    let database = try Database(path: path, mode: .writing, patience: patience)
    try prepare(database)
    // What is deleted is overwritten. A process that is killed loses nothing; a computer that loses its power, at most
    // the last cases.
    try database.script("PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL")
    switch try contents(of: database) {
    case .store(schema.version): break
    default:
      try database.script("PRAGMA journal_mode = WAL")
      try migrate(database)
    }
    return database
  }

  func forReading() throws(StoreError) -> Database {
    guard FileManager.default.fileExists(atPath: path) else {
      throw StoreError(
        .notFound,
        "\(path): there is no store; `segwarden check` makes one, and --store or SEGWARDEN_STORE says where it lies.")
    }
    do throws(StoreError) {
      return try opened(.reading)
    } catch {
      // SQLite wants to make files beside one that is written to with a log. Without a log nobody writes to it.
      let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
      guard [.readOnly, .unreachable].contains(error.code), (log ?? 0) == 0, access(path, R_OK) == 0 else {
        throw error
      }
      return try opened(.resting)
    }
  }

  private func opened(_ mode: Database.Mode) throws(StoreError) -> Database {
    let database = try Database(path: path, mode: mode, patience: patience)
    try prepare(database)
    switch try contents(of: database) {
    case .store(schema.version): return database
    case .store(let version):
      throw StoreError(
        .older,
        "\(path): the store is of version \(version), and this program reads \(schema.version); the next `segwarden check` that writes to it brings it up to date."
      )
    case .nothing: throw StoreError(.notAStore, "\(path): the file is empty, and no store; check the path.")
    }
  }

  /// Makes the file, so that from its first byte on only its owner may read it. SQLite gives the files beside it the
  /// same permissions.
  private func makeFile() throws(StoreError) {
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 {
      close(file)
      return
    }
    let reason = errno
    switch reason {
    case EEXIST: return
    case ENOENT, ENOTDIR:
      throw StoreError(.notFound, "\(path): there is no folder for the store; make it first, or check the path.")
    case EACCES, EPERM, EROFS:
      throw StoreError(
        .readOnly,
        "\(path): the store cannot be made, since its folder may not be written to; choose another place with --store.")
    case ENOSPC, EDQUOT:
      throw StoreError(
        .full, "\(path): there is no space for a store; free some, or choose another place with --store.")
    default:
      throw StoreError(
        .unreachable, "\(path): the store cannot be made (\(String(cString: strerror(reason)))); check the path.")
    }
  }

  /// What holds of each connection. A schema in a stranger's file must not call functions.
  private func prepare(_ database: Database) throws(StoreError) {
    try database.script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
  }

  /// Throws for a file of something else, and for a store of a newer version.
  private func contents(of database: Database) throws(StoreError) -> Contents {
    let version = try database.value("PRAGMA user_version").integer ?? 0
    let application = try database.value("PRAGMA application_id").integer ?? 0
    if application == 0, version == 0, try database.value("SELECT count(*) FROM sqlite_schema") == .integer(0) {
      return .nothing
    }
    guard application == StoreSchema.application else {
      throw StoreError(
        .notAStore, "\(path): the file is a database of another program, and no store; check the path.")
    }
    guard version <= schema.version else {
      throw StoreError(
        .newer,
        "\(path): the store is of version \(version), and this program knows versions up to \(schema.version); use a newer segwarden, or another store (--store)."
      )
    }
    guard version > 0 else {
      throw StoreError(.damaged, "\(path): the store does not say of which version it is; restore it from a copy.")
    }
    return .store(version: version)
  }

  /// Takes the steps that are missing, all or none. Another program may have taken them meanwhile.
  private func migrate(_ database: Database) throws(StoreError) {
    try database.transaction { () throws(StoreError) in
      var done = 0
      if case .store(let version) = try contents(of: database) { done = version }
      for step in schema.steps.dropFirst(done) { try database.script(step) }
      // A pragma takes no bound values; these are numbers of ours.
      try database.setHeader(application: StoreSchema.application, version: schema.version)
    }
  }
}
