internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A file of lines that grows: a line that was added survives the end of the program. Only its owner may read it, and
/// one program at a time may hold it.
package final class LineFile: Sendable {
  private let file: Int32
  private let lock = Mutex(())

  /// Opens the file, or makes it, behind its last whole line: what a program that was stopped left of a line is cut
  /// off. Throws `.busy` when another program holds it.
  package init(_ path: String) throws(FileError) {
    let file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .last }
    self.file = file
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else { throw .last }
    // Whoever held it may have put another file in its place before letting go.
    guard Self.isSame(file, path) else { throw FileError(code: .busy, message: String(cString: strerror(EWOULDBLOCK))) }
    let end = lseek(file, 0, SEEK_END)
    guard end >= 0, ftruncate(file, Self.endOfLines(file, end)) == 0 else { throw .last }
  }

  deinit { close(file) }

  /// Adds a line; the text holds no line end.
  package func add(_ line: String) throws(FileError) {
    let bytes = Array(line.utf8) + [UInt8(ascii: "\n")]
    try lock.withLock { (_) throws(FileError) in try bytes.write(to: file) }
  }

  private static func isSame(_ file: Int32, _ path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(file, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino
      && opened.st_dev == named.st_dev
  }

  /// The place behind the last line end, looked for backwards from the end.
  private static func endOfLines(_ file: Int32, _ end: off_t) -> off_t {
    var end = end
    var block = [UInt8](repeating: 0, count: 4096)
    while end > 0 {
      let start = max(0, end - off_t(block.count))
      let count = block.withUnsafeMutableBytes { pread(file, $0.baseAddress, Int(end - start), start) }
      guard count > 0 else { return end }
      if let last = block[..<count].lastIndex(of: UInt8(ascii: "\n")) { return start + off_t(last) + 1 }
      end = start
    }
    return 0
  }
}
