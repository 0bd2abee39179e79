internal import Files

/// Text on its way to standard output, or into a file that gets its name when it is whole.
struct ExportedText {
  private let path: String
  private let file: WholeFile?

  /// - Parameter path: nil for standard output; compressed where it ends in `.zst`.
  init(_ path: String?) throws {
    self.path = path ?? ""
    do throws(FileError) {
      file = try path.map { (path) throws(FileError) in try WholeFile(path) }
    } catch {
      throw ProgramError(
        .inputOutput,
        "\(path ?? ""): the file cannot be made (\(error.message)); check that its folder exists and may be written to."
      )
    }
  }

  /// Adds text as it is.
  func write(_ text: String) throws {
    guard let file else { return Console.write(text) }
    try written { () throws(FileError) in try file.add(text: text) }
  }

  /// Adds a line; the text holds no line end.
  func writeLine(_ line: String) throws { try write(line + "\n") }

  /// Gives the file its name, in place of one that was there.
  func finish() throws { try written { () throws(FileError) in try file?.finish() } }

  private func written(_ body: () throws(FileError) -> Void) throws {
    do throws(FileError) {
      try body()
    } catch {
      throw ProgramError(
        .inputOutput, "\(path): writing stopped (\(error.message)); check the space left on the disk.")
    }
  }
}
