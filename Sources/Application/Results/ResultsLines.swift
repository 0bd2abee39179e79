internal import Cases
internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Lines on their way to standard output or into a file, which only its owner may read and which gets its name when it
/// is whole.
struct ResultsLines: ~Copyable {
  private let path: String?
  private let partial: String
  private let file: UnsafeMutablePointer<FILE>?
  private var isFinished = false

  /// - Parameter path: nil for standard output.
  init(_ path: String?) throws {
    self.path = path
    partial = "\(path ?? "").\(UInt64.random(in: 0 ... .max)).partial"
    guard let path else {
      file = nil
      return
    }
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0, let file = fdopen(descriptor, "w") else {
      throw ProgramError(
        .inputOutput,
        "\(path): the file cannot be made (\(String(cString: strerror(errno)))); check that its folder exists and may be written to."
      )
    }
    self.file = file
  }

  deinit {
    if let file, !isFinished {
      fclose(file)
      unlink(partial)
    }
  }

  mutating func write(_ line: String) throws {
    guard let file else { return Console.print(line) }
    guard fputs(line, file) >= 0, fputc(10, file) >= 0 else { throw refusal }
  }

  /// Gives the file its name, in place of one that was there.
  mutating func finish() throws {
    guard let file, let path else { return }
    isFinished = true
    let isWritten = fclose(file) == 0
    guard isWritten, rename(partial, path) == 0 else {
      let refusal = refusal
      unlink(partial)
      throw refusal
    }
  }

  private var refusal: ProgramError {
    ProgramError(
      .inputOutput,
      "\(path ?? ""): writing stopped (\(String(cString: strerror(errno)))); check the space left on the disk.")
  }
}
