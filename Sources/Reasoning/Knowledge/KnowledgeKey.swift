/// What recalled knowledge depends on: one answer serves every case that asks under the same key.
struct KnowledgeKey: Hashable, Sendable {
  var policy: String
  /// The structures that are asked about.
  var structures: [String]
  /// SHA-256 of the prompt's text.
  var prompt: String
  var model: String
}
