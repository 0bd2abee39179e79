/// What the results of a shard follow from: its first line.
package struct ShardIdentity: Hashable, Sendable, Codable {
  /// SHA-256 of the list of cases, as it was read: their names, places and what was said of them.
  package var manifest: String
  /// SHA-256 of how the cases' files look from outside. Nil where nobody looked, and what is done is known by names.
  package var inputs: String?
  package var run: RunIdentity

  enum CodingKeys: String, CodingKey {
    case run
    case manifest = "manifest_sha256"
    case inputs = "inputs_sha256"
  }

  package init(manifest: String, inputs: String?, run: RunIdentity) {
    self.manifest = manifest
    self.inputs = inputs
    self.run = run
  }

  /// What is not as it was, in words; empty when nothing differs.
  func changes(since other: ShardIdentity) -> [String] {
    var changes = run.changes(since: other.run)
    if manifest != other.manifest { changes.append("the list of cases") }
    // Who looks now and did not then cannot know better than who finds another digest.
    if let inputs, inputs != other.inputs {
      changes.append(other.inputs == nil ? "what is known of the cases' files" : "the cases' files")
    }
    return changes
  }
}
