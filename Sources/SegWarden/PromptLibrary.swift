internal import Formats
internal import FoundationEssentials
package import Reasoning
internal import Shipped

/// Finds the four prompts: files of a user's own folder first, then those that the program carries.
package enum PromptLibrary {
  /// - Parameter folder: holds `knowledge-recall.md` and so on, all or some; by default the folder that `SEGWARDEN_PROMPTS` names.
  package static func prompts(folder: String?) throws -> PromptSet {
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
    do {
      return try PromptSet(texts, files: files)
    } catch {
      throw ProgramError(.configuration, "\(error)")
    }
  }
}
