internal import Authoring
internal import Evaluation
internal import FoundationEssentials
internal import JSON
internal import PolicyLanguage
internal import SegWarden

extension PolicyRun {
  /// The JSON Schema of policies.
  package static func schema() throws -> ExitStatus {
    Console.print(try PolicySchema(.standard).document.text(.indented))
    return .success
  }

  /// Writes the reference's generated pages below a folder.
  package static func reference(to folder: String) throws -> ExitStatus {
    for page in ReferencePages.all(.standard) { try write(page.text, to: "\(folder)/\(page.path)") }
    return .success
  }

  /// A policy as a page.
  package static func docs(_ name: String, to output: String?) throws -> ExitStatus {
    let read = try PolicyLibrary().policy(name)
    let policy = try read.checked()
    let tests = try? PolicyTestLibrary.tests(of: read.entry, id: policy.id)
    let unnoticed = try PolicyTestLibrary.unnoticed(by: policy, tests: tests)
    let text = PolicyDocument(policy, unnoticed: unnoticed).markdown
    if let output {
      try write(text, to: output)
    } else {
      Console.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
    return .success
  }

  /// Writes a text, with the folders that its path needs.
  static func write(_ text: String, to path: String) throws {
    do {
      if let folder = path.lastIndex(of: "/").map({ String(path[..<$0]) }), !folder.isEmpty {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ProgramError(.inputOutput, "\(path): cannot be written; check the folder's permissions and space.")
    }
  }
}
