#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Writes a file that only its owner may read, whole or not at all.
package enum PrivateFile {
  /// Puts bytes under a path, in place of what was there. The folder must exist. Whoever reads meanwhile sees the old
  /// file or the new one; of two that write at once, one wins.
  package static func put(_ bytes: [UInt8], at path: String) throws(FileError) {
    // Another name for each writer, in the same folder, since a file can only be renamed within its file system.
    let partial = "\(path).\(UInt64.random(in: 0...UInt64.max)).partial"
    let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .last }
    var isDone = false
    defer { if !isDone { unlink(partial) } }
    do throws(FileError) {
      try bytes.write(to: file)
    } catch {
      close(file)
      throw error
    }
    guard close(file) == 0, rename(partial, path) == 0 else { throw .last }
    isDone = true
  }

  /// Makes a folder, and those above it, for its owner alone. A folder that is there stays as it is.
  package static func makeFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let end = path.lastIndex(of: "/"), end > path.startIndex else { throw .last }
    try makeFolder(String(path[..<end]))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .last }
  }
}
