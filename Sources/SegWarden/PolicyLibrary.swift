internal import Cases
package import Diagnostics
internal import Evaluation
internal import Formats
internal import FoundationEssentials
package import PolicyLanguage
internal import Shipped
internal import Wording

/// Finds policies: a user's own folders first, then those that the program carries.
package struct PolicyLibrary: Sendable {
  /// A policy's text and where it came from.
  package struct Entry: Sendable {
    package let name: String
    /// The file as diagnostics name it.
    package let file: String
    package let text: String

    package init(name: String, file: String, text: String) {
      self.name = name
      self.file = file
      self.text = text
    }
  }

  private let folders: [String]

  /// - Parameter folders: where to look before the shipped policies; by default those that `SEGWARDEN_POLICIES` lists,
  ///   separated by colons.
  package init(folders: [String]? = nil) {
    self.folders =
      folders
      ?? (ProcessInfo.processInfo.environment["SEGWARDEN_POLICIES"] ?? "").split(separator: ":").map(String.init)
  }

  /// All policies by name; a user's own hides a shipped one of the same name.
  package func entries() throws(WardenError) -> [Entry] {
    var found: [String: Entry] = [:]
    for policy in Shipped.policies() {
      found[policy.name] = Entry(name: policy.name, file: "<built-in>/\(policy.name).yaml", text: policy.text)
    }
    for folder in folders.reversed() {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted() {
        // Both endings are in use; a policy must not be passed over for its own.
        guard let ending = [".yaml", ".yml"].first(where: { name.hasSuffix($0) }), !name.hasSuffix(".test" + ending)
        else { continue }
        let stem = String(name.dropLast(ending.count))
        found[stem] = Entry(name: stem, file: "\(folder)/\(name)", text: try Self.text(ofFile: "\(folder)/\(name)"))
      }
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// A policy by the name of a shipped one, or by its file.
  ///
  /// - Parameters:
  ///   - settings: values for its parameters; a name that it does not declare is an error.
  ///   - waivers: a text with further waivers.
  package func policy(
    _ name: String, settings: [String: String] = [:], waivers: PolicySource? = nil
  ) throws(WardenError) -> PolicyText {
    let text = PolicyText(try entry(name), in: self, settings: settings, waivers: waivers)
    if let policy = text.policy {
      let known = policy.parameters.map(\.name)
      for name in settings.keys.sorted() where !known.contains(name) {
        let near = Suggestion.didYouMean(name, among: known)
        throw WardenError(
          .badSetting,
          "the policy \(policy.id) has no parameter “\(name)”\(Suggestion.end(near))"
            + (known.isEmpty ? "" : " It has \(known.joined(separator: ", ")).")
        )
      }
    }
    return text
  }

  private func entry(_ name: String) throws(WardenError) -> Entry {
    if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") || Self.isFile(name) {
      return Entry(name: name, file: name, text: try Self.text(ofFile: name))
    }
    let all = try entries()
    guard let entry = all.first(where: { $0.name == name }) else {
      let near = Suggestion.didYouMean(name, among: all.map(\.name))
      throw WardenError(
        .noSuchPolicy,
        "there is no policy “\(name)”\(Suggestion.end(near)) Known are \(all.map(\.name).joined(separator: ", ")); a file is named by its path."
      )
    }
    return entry
  }

  /// What a policy in a file extends: a file beside it, else a policy that every name finds.
  func base(_ name: String, of file: String) -> PolicySource? {
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    for beside in ["\(folder)\(name).yaml", "\(folder)\(name)"]
    where beside != file && FileManager.default.fileExists(atPath: beside) {
      if let text = try? Self.text(ofFile: beside) { return PolicySource(file: beside, text: text) }
    }
    return (try? entries().first { $0.name == name }).flatMap { $0 }.map { PolicySource(file: $0.file, text: $0.text) }
  }

  /// A file of waivers, or another text that belongs to a policy.
  package static func source(ofFile path: String) throws(WardenError) -> PolicySource {
    PolicySource(file: path, text: try text(ofFile: path))
  }

  /// Whether there is a file; a folder of a policy's name does not hide the policy.
  private static func isFile(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
  }

  private static func text(ofFile path: String) throws(WardenError) -> String {
    let bytes: [UInt8]
    do {
      bytes = try FileText.bytes(path)
    } catch {
      throw WardenError(.unreadablePolicy, "\(path): \(error)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw WardenError(.unreadablePolicy, "\(path): the policy is not UTF-8 text; save it as UTF-8.")
    }
    return text
  }
}

/// A policy as read: checked, or with the list of what is wrong.
package struct PolicyText: Sendable {
  package let entry: PolicyLibrary.Entry
  package let reading: PolicyReading
  package var policy: Policy? { reading.policy }
  package var diagnostics: [Diagnostic] { reading.diagnostics }

  package init(
    _ entry: PolicyLibrary.Entry, in library: PolicyLibrary, settings: [String: String] = [:],
    waivers: PolicySource? = nil
  ) {
    self.entry = entry
    reading = PolicyReader.read(
      PolicySource(file: entry.file, text: entry.text), vocabulary: .standard, settings: settings,
      waivers: waivers
    ) { library.base($0, of: entry.file) }
  }

  /// The policy, or an error that lists every mistake with its place.
  package func checked() throws(WardenError) -> Policy {
    if let policy { return policy }
    throw WardenError(.badPolicy, "the policy cannot be used.\n\(rendered(diagnostics))")
  }

  package func rendered(_ diagnostics: [Diagnostic]) -> String { reading.rendered(diagnostics) }
}
