/// The policies, prompts and phantom recipes that the program carries, so that it works without a checkout.
///
/// The texts are the files of the top-level folders `Policies/` and `Prompts/`, put in by the build. A user's own
/// folders take precedence; that is the caller's business.
package enum Shipped {
  /// The policies: `Policies/NAME.yaml`, without the test cases beside them. Sorted by name.
  package static func policies() -> [(name: String, text: String)] {
    texts(of: "Policies") { !$0.contains("/") && !$0.hasSuffix(".test.yaml") }
  }

  /// The tests of the policies: `Policies/NAME.test.yaml`, by the policy's name. Sorted by name.
  package static func policyTests() -> [(name: String, text: String)] {
    texts(of: "Policies") { !$0.contains("/") && $0.hasSuffix(".test.yaml") }.map {
      (String($0.name.dropLast(".test".count)), $0.text)
    }
  }

  /// The prompts: every file below `Prompts/`, with its path there and without its ending as the name. Sorted by name.
  package static func prompts() -> [(name: String, text: String)] {
    texts(of: "Prompts") { _ in true }
  }

  /// The recipes of synthetic exports: `Policies/phantoms/NAME.yaml`. Sorted by name.
  package static func phantoms() -> [(name: String, text: String)] {
    texts(of: "Policies") { $0.hasPrefix("phantoms/") }.map { (String($0.name.dropFirst("phantoms/".count)), $0.text) }
  }

  private static func texts(of folder: String, where belongs: (String) -> Bool) -> [(name: String, text: String)] {
    embeddedTexts.compactMap { entry in
      let path = entry.path.description
      guard entry.folder.description == folder, belongs(path) else { return nil }
      return (withoutEnding(path), entry.text.description)
    }
  }

  private static func withoutEnding(_ path: String) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
    return String(path[..<dot])
  }
}
