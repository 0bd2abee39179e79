internal import Cases
internal import FoundationEssentials
internal import Wording
internal import YAML

/// The tests that a drafted policy starts with: the export that it was made from is accepted, and what faults in it go
/// unnoticed is counted.
struct FirstTest {
  let policy: String
  let export: Export

  /// `NAME.test.yaml` beside `NAME.yaml`.
  static func path(beside policy: String) -> String {
    let stem = [".yaml", ".yml"].first(where: policy.hasSuffix).map { String(policy.dropLast($0.count)) }
    return (stem ?? policy) + ".test.yaml"
  }

  /// Writes them where there are none yet; whether it did.
  func write(beside policyFile: String) throws -> Bool {
    let path = Self.path(beside: policyFile)
    guard !FileManager.default.fileExists(atPath: path) else { return false }
    try PolicyRun.write(text(from: policyFile), to: path)
    return true
  }

  private func text(from policyFile: String) -> String {
    let labels = export.labels.map { "\n    labels: \(YAMLText.quoted(reached($0, from: policyFile)))" } ?? ""
    return """
      # The export that the policy was drafted from. Add cases that you know, sound and faulty, or phantoms of them.
      tests: \(policy)

      cases:
        - case: the export it was drafted from
          export: \(YAMLText.quoted(reached(export.path, from: policyFile)))\(labels)
          decision: accept

      # Known faults are made in it, and those that the policy does not notice are named: improve the policy, or say under `except:` why it cannot.
      mutations:
        of: the export it was drafted from

      """
  }

  /// A path as the test file sees it: as given where that stands in the current folder, else in full.
  private func reached(_ path: String, from policyFile: String) -> String {
    if path.hasPrefix("/") || !policyFile.contains("/") { return path }
    return FileManager.default.currentDirectoryPath + "/" + path
  }
}
