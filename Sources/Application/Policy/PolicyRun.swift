internal import PolicyLanguage
internal import SegWarden

/// `segwarden policy`: lists, shows and checks policies.
package enum PolicyRun {
  /// Name, version and title of each policy.
  package static func list() throws -> ExitStatus {
    let library = PolicyLibrary()
    let entries = try library.entries()
    let width = entries.map(\.name.count).max() ?? 0
    for entry in entries {
      let text = PolicyText(entry, in: library)
      let name = entry.name + String(repeating: " ", count: width - entry.name.count)
      let about =
        text.policy.map { "\($0.version)  \($0.title)" } ?? "cannot be used; see “segwarden policy lint \(entry.name)”"
      Console.print("\(name)  \(about)")
    }
    return .success
  }

  package static func show(_ name: String) throws -> ExitStatus {
    let text = try PolicyLibrary().policy(name).entry.text
    Console.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    return .success
  }
}
