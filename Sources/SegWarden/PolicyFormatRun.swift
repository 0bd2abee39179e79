internal import Formats
internal import FoundationEssentials
internal import PolicyLanguage

/// `segwarden policy format`: policies in the style of the shipped ones, comments and all.
package struct PolicyFormatRun {
  package enum Output: Hashable, Sendable {
    /// Files are written anew where something changes.
    case inPlace
    /// What would change goes to standard output as a unified diff, and nothing is written.
    case check
    /// The formatted texts go to standard output, and nothing is written.
    case standardOutput
  }

  /// What `check` ends with when a file is not formatted: the number that tools of this sort use.
  private static let unformatted = ExitStatus.rejected

  private let files: [String]
  private let output: Output

  package init(files: [String], output: Output) {
    self.files = files
    self.output = output
  }

  /// All files are tried; what is worst about them is the status.
  package func run() throws -> ExitStatus {
    var statuses: [ExitStatus] = []
    for file in files {
      do {
        statuses.append(try format(file))
      } catch let error as ProgramError {
        Console.warn(error.message)
        statuses.append(error.status)
      }
    }
    return statuses.max { $0.rawValue < $1.rawValue } ?? .success
  }

  private func format(_ file: String) throws -> ExitStatus {
    let bytes: [UInt8]
    do {
      bytes = try FileText.bytes(file)
    } catch let error as ReadError {
      throw ProgramError(error.status, "\(file): \(error.message)")
    }
    var reading = Diagnostics()
    guard let text = SourceText.decode(bytes, file: file, diagnostics: &reading) else {
      tell(reading.sorted, about: String(decoding: bytes, as: UTF8.self))
      return .configuration
    }
    let (formatted, diagnostics) = PolicyFormatter.format(text, file: file)
    tell(diagnostics, about: text)
    guard let formatted else { return .configuration }
    switch output {
    case .standardOutput: Console.print(formatted.hasSuffix("\n") ? String(formatted.dropLast()) : formatted)
    case .check:
      let diff = UnifiedDiff.between(text, formatted, oldName: "a/\(file)", newName: "b/\(file)")
      if !diff.isEmpty {
        Console.print(String(diff.dropLast()))
        return Self.unformatted
      }
    case .inPlace:
      guard formatted.utf8.elementsEqual(text.utf8) == false else { return .success }
      try write(formatted, to: file)
      Console.note("\(file): formatted")
    }
    return .success
  }

  private func tell(_ diagnostics: [Diagnostic], about text: String) {
    for diagnostic in diagnostics { Console.note(diagnostic.rendered(source: text)) }
  }

  /// Whole or not at all, through links to the file they name, and with that file's permissions.
  private func write(_ text: String, to file: String) throws {
    let target = URL(filePath: file).resolvingSymlinksInPath()
    do {
      let permissions = try FileManager.default.attributesOfItem(atPath: target.path)[.posixPermissions]
      try Data(text.utf8).write(to: target, options: .atomic)
      // The new file has those that new files get.
      if let permissions {
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: target.path)
      }
    } catch {
      throw ProgramError(
        .inputOutput, "\(file): the policy cannot be written; check the permissions of the file and its folder.")
    }
  }
}
