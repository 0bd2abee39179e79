internal import Formats
internal import FoundationEssentials
package import Reasoning
internal import Shipped

/// Finds the prompts of the stages: files of a user's own folder first, then those that the program carries.
package struct PromptLibrary: Sendable {
  /// The prompts' texts by name (`knowledge-recall`, …).
  let texts: [String: String]
  /// The user's own files by name.
  let files: [String: String]

  /// - Parameter folder: holds `knowledge-recall.md` and so on, all or some; by default the folder that
  ///   `SEGWARDEN_PROMPTS` names.
  init(folder: String?) throws {
    var texts: [String: String] = [:]
    var files: [String: String] = [:]
    for prompt in Shipped.prompts() { texts[prompt.name] = prompt.text }
    if let folder = folder ?? ProcessInfo.processInfo.environment["SEGWARDEN_PROMPTS"] {
      for name in PromptSet.required {
        let path = "\(folder)/\(name).md"
        guard FileManager.default.fileExists(atPath: path) else { continue }
        do {
          texts[name] = String(decoding: try FileText.bytes(path), as: UTF8.self)
          files[name] = path
        } catch let error as ReadError {
          throw ProgramError(.configuration, "\(path): \(error.message)")
        }
      }
    }
    (self.texts, self.files) = (texts, files)
  }

  /// The prompts, checked. Throws a `ProgramError` with the place of the first mistake.
  func prompts() throws -> PromptSet {
    do {
      return try PromptSet(texts, files: files)
    } catch {
      throw ProgramError(.configuration, "\(error)")
    }
  }

  /// The prompts of a folder, or those that the program carries.
  package static func prompts(folder: String?) throws -> PromptSet { try PromptLibrary(folder: folder).prompts() }
}
