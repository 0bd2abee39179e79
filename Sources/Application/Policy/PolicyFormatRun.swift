internal import Diagnostics
internal import Formats
internal import FoundationEssentials
internal import PolicyLanguage
internal import YAML

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

  /// What `check` ends with when a file is not formatted, and fixing when an old word stays: the number that tools of
  /// this sort use.
  private static let unformatted = ExitStatus.rejected

  private let files: [String]
  private let output: Output
  private let fixes: Bool

  /// - Parameter fixes: whether old words are written as new ones, and nothing else changes; else the style is mended.
  package init(files: [String], output: Output, fixes: Bool = false) {
    self.files = files
    self.output = output
    self.fixes = fixes
  }

  /// All files are tried; what is worst about them is the status.
  package func run() throws -> ExitStatus {
    var statuses: [ExitStatus] = []
    for file in files {
      do {
        statuses.append(try format(file))
      } catch {
        guard let error = ProgramError(error) else { throw error }
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
    guard fixes else {
      let (formatted, diagnostics) = PolicyFormatter.format(text, file: file)
      tell(diagnostics, about: text)
      guard let formatted else { return .configuration }
      return try give(formatted, for: text, of: file, saying: ["formatted"])
    }
    var parsing = Diagnostics()
    guard YAMLNode.parse(text, file: file, diagnostics: &parsing) != nil, !parsing.hasErrors else {
      tell(parsing.sorted, about: text)
      return .configuration
    }
    let fix = OldWordFix(text, file: file)
    tell(fix.warnings, about: text)
    let status = try give(fix.text, for: text, of: file, saying: fix.written)
    return fix.warnings.isEmpty ? status : Self.unformatted
  }

  /// Writes or shows what a text becomes.
  private func give(_ changed: String, for text: String, of file: String, saying what: [String]) throws -> ExitStatus {
    switch output {
    case .standardOutput: Console.print(changed.hasSuffix("\n") ? String(changed.dropLast()) : changed)
    case .check:
      let diff = UnifiedDiff.between(text, changed, oldName: "a/\(file)", newName: "b/\(file)")
      if !diff.isEmpty {
        Console.print(String(diff.dropLast()))
        return Self.unformatted
      }
    case .inPlace:
      guard changed.utf8.elementsEqual(text.utf8) == false else { return .success }
      try write(changed, to: file)
      for line in what { Console.note("\(file): \(line)") }
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
