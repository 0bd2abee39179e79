internal import FoundationEssentials
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A file of lines that appears under its name when it is whole: until then it has another name beside it. Only its
/// owner may read it. Compressed with Zstandard when its name ends in `.zst`.
package final class WholeFile: Sendable {
  private struct State {
    /// Negative when it is finished or taken away.
    var file: Int32
    let compressor: ZstdCompressor?
    /// What is not written yet: many lines are one call of the system.
    var waiting: [UInt8] = []
  }

  private static let piece = 1 << 16

  private let path: String
  private let partial: String
  private let state: Mutex<State>

  package init(_ path: String) throws(FileError) {
    self.path = path
    // Another name for each writer: two may make the same file at once.
    partial = "\(path).\(UInt64.random(in: 0...UInt64.max)).partial"
    let compressor = Self.isCompressed(path) ? try ZstdCompressor() : nil
    let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .last }
    state = Mutex(State(file: file, compressor: compressor))
  }

  deinit { discard() }

  /// Takes away what was not finished.
  package func discard() {
    state.withLock { state in
      guard state.file >= 0 else { return }
      close(state.file)
      state.file = -1
      unlink(partial)
    }
  }

  package static func isCompressed(_ path: String) -> Bool { path.lowercased().hasSuffix(".zst") }

  /// Adds a line; the text holds no line end.
  package func add(_ line: String) throws(FileError) { try add(text: line + "\n") }

  /// Adds text as it is.
  package func add(text: String) throws(FileError) {
    try state.withLock { (state) throws(FileError) in
      state.waiting += text.utf8
      if state.waiting.count >= Self.piece { try Self.write(&state, isLast: false) }
    }
  }

  /// Ends the file and gives it its name, in place of what was there; it survives the machine's end.
  package func finish() throws(FileError) {
    try state.withLock { (state) throws(FileError) in
      try Self.write(&state, isLast: true)
      guard fsync(state.file) == 0, close(state.file) == 0 else { throw .last }
      state.file = -1
      guard rename(partial, path) == 0 else { throw .last }
    }
  }

  private static func write(_ state: inout State, isLast: Bool) throws(FileError) {
    try (state.compressor?.compressed(state.waiting, isLast: isLast) ?? state.waiting).write(to: state.file)
    state.waiting.removeAll(keepingCapacity: true)
  }

  /// The lines of a finished file; nil when there is none.
  package static func lines(of path: String) throws(FileError) -> [String]? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let bytes = isCompressed(path) ? try Zstd.decompressed(Array(data)) : Array(data)
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
