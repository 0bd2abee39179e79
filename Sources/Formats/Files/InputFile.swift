internal import Digest

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A file that is read once, from its beginning to its end: opened once, hashed while it is read, with a budget for all
/// that its contents ask for.
///
/// A regular file, or bytes in memory. What would block or never end (a named pipe, a socket, a device) is refused by
/// its name before a byte is read; a link that a user names is followed.
package final class InputFile {
  /// The last part of the path; empty for memory.
  package let name: String
  /// What all allocations together may take.
  package let budget: ReadBudget
  /// The length in bytes when the file was opened.
  package let size: Int

  private let folder: InputFolder?
  private let identity: Identity
  private var descriptor: Int32
  private var memory: [UInt8]
  /// How many bytes were handed over.
  package private(set) var position = 0
  /// How many bytes were taken from the file or from memory.
  private var taken = 0
  /// The file's first bytes, as long as some of them were taken and not handed over.
  private var ahead: [UInt8] = []
  private var hash = SHA256()
  private var finishedDigest: String?
  /// Files that were opened beside this one; nil in place of one that could not be.
  private var companions: [(name: String, file: InputFile?)] = []
  private var claimed = 0

  private struct Identity: Equatable {
    var device: UInt64 = 0
    var number: UInt64 = 0
  }

  /// Opens a regular file. Throws a `ReadError` with `.notFound` or `.unreadable` that says what is there instead.
  package convenience init(path: String, budget: ReadBudget = .standard) throws {
    try self.init(path: path, folder: InputFolder(of: path), budget: budget)
  }

  private init(path: String, folder: InputFolder, budget: ReadBudget) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.missing(errno) }
    try Self.checkRegular(status)
    // Should another thing have taken the file's place, opening it must not wait.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.missing(errno) }
    do {
      guard fstat(descriptor, &status) == 0 else { throw Self.missing(errno) }
      try Self.checkRegular(status)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    self.folder = folder
    self.budget = budget
    name = path.split(separator: "/").last.map(String.init) ?? path
    size = Int(status.st_size)
    identity = Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    memory = []
  }

  /// A file whose contents are in memory already. Nothing lies beside it.
  package init(bytes: [UInt8], name: String = "", budget: ReadBudget = .standard) {
    self.name = name
    self.budget = budget
    size = bytes.count
    folder = nil
    identity = Identity()
    descriptor = -1
    memory = bytes
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Fills the buffer; returns fewer bytes only at the end of the file.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let held = min(buffer.count, taken - position)
    if held > 0 {
      ahead.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[position..<(position + held)])) }
      position += held
      if position == taken { ahead = [] }
    }
    guard held < buffer.count else { return held }
    let more = try take(into: .init(rebasing: buffer[held...]))
    position += more
    return held + more
  }

  /// The first bytes, which stay unread.
  ///
  /// - Precondition: nothing was read yet.
  func head(_ count: Int) throws -> [UInt8] {
    precondition(position == 0, "the first bytes of a file that is being read are gone")
    if ahead.count < count {
      let old = ahead.count
      ahead.append(contentsOf: repeatElement(0, count: count - old))
      let got = try ahead.withUnsafeMutableBytes { try take(into: .init(rebasing: $0[old...])) }
      ahead.removeLast(count - old - got)
    }
    return Array(ahead.prefix(count))
  }

  /// All bytes that are left. Throws `.tooLarge` when they exceed `limit` or the budget.
  func rest(limit: Int = .max) throws -> [UInt8] {
    guard size - position <= limit else { throw ReadError.tooLarge("the file", size, limit: limit) }
    try claim(max(0, size - position), for: "the file's contents")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(max(0, size - position) + 1)
    let piece = 1 << 18
    while true {
      let old = bytes.count
      let wanted = min(piece, max(1, size - position + 1))
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      let got = try bytes.withUnsafeMutableBytes { try read(into: .init(rebasing: $0[old...])) }
      bytes.removeLast(wanted - got)
      // Files that say nothing of their length, such as the kernel's, and files that grow.
      guard bytes.count <= limit else { throw ReadError.tooLarge("the file", bytes.count, limit: limit) }
      if bytes.count > size { try budget.check(claimed + bytes.count, for: "the file's contents") }
      if got < wanted { return bytes }
    }
  }

  /// Takes a share of the budget before it is allocated: the product of some numbers in bytes. Throws `.tooLarge` when
  /// the budget does not have it, and when the machine does not.
  func claim(_ factors: Int..., for what: String) throws {
    let bytes = factors.reduce(1) { ReadBudget.product($0, $1) }
    let (sum, overflows) = claimed.addingReportingOverflow(bytes)
    try budget.check(overflows ? .max : sum, for: what)
    claimed = sum
  }

  /// Gives back what was claimed and is no longer held.
  func release(_ bytes: Int) { claimed = max(0, claimed - bytes) }

  /// What is left of the budget.
  var remaining: ReadBudget { budget.less(claimed) }

  /// Opens a file that the contents name, in the folder of this one. Throws `.unsupported` for one that lies elsewhere,
  /// by its name or behind a link: contents decide nothing about files elsewhere.
  func beside(_ other: String) throws -> InputFile {
    do {
      guard let folder else {
        throw ReadError(
          code: .unsupported, message: "the voxels are in another file, and contents in memory have none beside them.")
      }
      let path = try folder.path(of: other)
      let file = try InputFile(path: path, folder: folder, budget: remaining)
      var status = stat()
      guard let resolved = folder.resolved(path), stat(resolved, &status) == 0,
        Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino)) == file.identity
      else { throw InputFolder.elsewhere }
      companions.append((other, file))
      return file
    } catch {
      companions.append((other, nil))
      throw error
    }
  }

  /// Whether a regular file of some name lies in the folder of this one.
  func hasBeside(_ other: String) -> Bool {
    guard let folder, let path = try? folder.path(of: other) else { return false }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// SHA-256 of the file's bytes: those that were handed over, then the rest. Later reads find the end of the file,
  /// which is closed.
  package func digest() throws -> String {
    if let finishedDigest { return finishedDigest }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while try read(into: buffer) == buffer.count {}
    let digest = hash.hexadecimal()
    (hash, finishedDigest) = (SHA256(), digest)
    // A header may name more files than can be open at once.
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    return digest
  }

  /// The digests of this file and of those that were opened beside it, in the order of their names. In place of one
  /// that cannot be read stands `unreadable`, so that an export with it and one without it differ.
  package var digests: [String] {
    let all = [(name: name, file: Optional(self))] + companions
    return all.sorted { $0.name < $1.name }.map { (try? $0.file?.digest()) ?? Self.unreadable }
  }

  /// SHA-256 of the file's bytes; of a header with its voxels elsewhere, of the digests of both. Throws when a file
  /// cannot be read to its end.
  package func wholeDigest() throws -> String {
    guard !companions.isEmpty else { return try digest() }
    for companion in companions { _ = try companion.file?.digest() }
    return SHA256.of(digests.joined())
  }

  /// What stands for a digest where a file cannot be read.
  static let unreadable = "unreadable"

  /// Takes the next bytes, and hashes them.
  private func take(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    if descriptor < 0, taken < memory.count {
      filled = min(buffer.count, memory.count - taken)
      memory.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[taken..<(taken + filled)])) }
    }
    while descriptor >= 0, filled < buffer.count {
      let got = system(descriptor, .init(rebasing: buffer[filled...]))
      if got == 0 { break }
      guard got > 0 else {
        if errno == EINTR { continue }
        throw ReadError(
          code: .unreadable,
          message: "reading stopped (\(String(cString: strerror(errno)))); check the disk or the network share.")
      }
      filled += got
    }
    hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
    taken += filled
    return filled
  }

  private static func missing(_ number: Int32) -> ReadError {
    switch number {
    case ENOENT, ENOTDIR:
      ReadError(code: .notFound, message: "there is no such file; check the spelling of the path.")
    case ELOOP:
      ReadError(code: .unreadable, message: "the path goes through links in a circle; name the file itself.")
    default:
      ReadError(
        code: .unreadable,
        message: "the file cannot be opened (\(String(cString: strerror(number)))); check its permissions.")
    }
  }

  private static func checkRegular(_ status: stat) throws {
    let what: String
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw ReadError(code: .unreadable, message: "this is a folder where a file is needed.")
    case S_IFIFO: what = "a named pipe (FIFO)"
    case S_IFSOCK: what = "a socket"
    case S_IFCHR, S_IFBLK: what = "a device"
    default: what = "no regular file"
    }
    throw ReadError(
      code: .unreadable,
      message: "this is \(what) where a file is needed; what comes out of it may never end. Save it as a file.")
  }
}

/// What the system reads; a method of the same name would hide it.
private func system(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
