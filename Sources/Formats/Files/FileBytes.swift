#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file, in order.
struct FileBytes: ~Copyable {
  private let file: UnsafeMutablePointer<FILE>

  /// Opens a file for reading.
  init(path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw ReadError(code: .notFound, message: "there is no such file; check the spelling of the path.")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw ReadError(code: .unreadable, message: "this is a folder where a file is needed.")
    }
    guard let file = fopen(path, "rb") else {
      throw ReadError(
        code: .unreadable,
        message: "the file cannot be opened (\(String(cString: strerror(errno)))); check its permissions.")
    }
    self.file = file
  }

  deinit { fclose(file) }

  /// Reads until the buffer is full or the file ends; returns the number of bytes read.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
    let count = fread(base, 1, buffer.count, file)
    if count < buffer.count, ferror(file) != 0 {
      throw ReadError(
        code: .unreadable,
        message: "reading stopped (\(String(cString: strerror(errno)))); check the disk or the network share.")
    }
    return count
  }

  /// The length of a file in bytes.
  static func size(of path: String) throws -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw ReadError(code: .notFound, message: "there is no such file; check the spelling of the path.")
    }
    return Int(status.st_size)
  }

  /// All bytes of a file of at most `limit` bytes.
  static func all(of path: String, limit: Int = 1 << 31) throws -> [UInt8] {
    var file = try FileBytes(path: path)
    var bytes: [UInt8] = []
    let piece = 1 << 18
    while true {
      let old = bytes.count
      guard old <= limit else {
        throw ReadError(code: .unsupported, message: "the file is larger than \(limit) bytes.")
      }
      bytes.append(contentsOf: repeatElement(0, count: piece))
      let count = try bytes.withUnsafeMutableBytes { try file.read(into: .init(rebasing: $0[old...])) }
      bytes.removeLast(piece - count)
      if count < piece { return bytes }
    }
  }
}
