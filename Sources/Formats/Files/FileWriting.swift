#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is being written. What is not finished is removed, so that no half file stays behind under the final
/// name.
struct FileWriting: ~Copyable {
  private let path: String
  /// The name while it is being written, which no other writer of the same file has.
  private let partial: String
  private let file: UnsafeMutablePointer<FILE>
  private var isFinished = false

  init(path: String) throws {
    let partial = "\(path).\(UInt64.random(in: 0...UInt64.max)).partial"
    guard let file = fopen(partial, "wbx") else {
      throw Self.refusal("the file cannot be created", do: "check that the folder exists and may be written to")
    }
    self.path = path
    self.partial = partial
    self.file = file
  }

  deinit {
    if !isFinished {
      fclose(file)
      unlink(partial)
    }
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return }
    guard fwrite(base, 1, bytes.count, file) == bytes.count else {
      throw Self.refusal("writing stopped", do: "check the space left on the disk")
    }
  }

  mutating func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

  /// Closes the file and gives it its final name.
  mutating func finish() throws {
    isFinished = true
    guard fclose(file) == 0, rename(partial, path) == 0 else {
      let refusal = Self.refusal("the file cannot be completed", do: "check the space left on the disk")
      unlink(partial)
      throw refusal
    }
  }

  private static func refusal(_ what: String, do remedy: String) -> WriteError {
    WriteError(code: .refused, message: "\(what) (\(String(cString: strerror(errno)))); \(remedy).")
  }
}
