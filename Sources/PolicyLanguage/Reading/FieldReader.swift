/// Reads the fields of one mapping, or one value that stands alone, and collects what is wrong with them.
///
/// Every accessor marks its key as known, and `finish()` reports those that nobody asked for. An accessor gives nil when the key is absent (no
/// diagnostic, unless it is required) and when the value is wrong (a diagnostic at the value). Where a single word is the name of one of the policy's
/// parameters, the parameter's text is read in its place.
///
/// ```swift
/// init?(reading fields: inout FieldReader) {          // connectivity: {components: 1, ignore_below: 0.1 mL}
///   components = fields.counts("components")
///   ignoreBelow = fields.significantSize("ignore_below")
/// }
/// init?(reading fields: inout FieldReader) {          // presence: required
///   guard let rule = fields.choice(.value, of: Rule.self) else { return nil }
/// }
/// ```
package struct FieldReader: Sendable {
  /// A key of the mapping, or `.value`: the whole value where it is no mapping.
  package struct Key: Hashable, Sendable, ExpressibleByStringLiteral {
    let name: String?

    package static let value = Key(name: nil)
    package init(_ name: String) { self.name = name }
    package init(stringLiteral name: String) { self.name = name }
    private init(name: String?) { self.name = name }
  }

  /// What the fields belong to, for messages: `connectivity`, `the label liver`.
  package let owner: String
  /// The place of the value.
  package var range: SourceRange { node.range }
  /// The names that the fields may use.
  package let scope: PolicyScope
  /// The labels that `each` or `label` names; empty where the kind names its own.
  package let subjects: [String]
  package internal(set) var diagnostics = Diagnostics()
  /// What the accessors have read so far.
  package internal(set) var mentions = FieldMentions()

  let node: YAMLNode
  private var known: Set<String> = []
  private var reportedShape = false

  package init(_ owner: String, _ node: YAMLNode, scope: PolicyScope, subjects: [String] = []) {
    self.owner = owner
    self.node = node
    self.scope = scope
    self.subjects = subjects
  }

  /// Whether the value is a mapping, one scalar, a list; for kinds with a short form.
  package var isMapping: Bool { node.entries != nil }
  package var isScalar: Bool { node.text != nil && !node.isNull }
  package var isSequence: Bool { node.elements != nil }

  /// Whether a key is there. Does not mark it as known.
  package func has(_ key: Key) -> Bool { key.name.map { node[$0] != nil } ?? !node.isNull }

  /// The place of a key's value, or of the whole value when the key is absent.
  package func range(of key: Key) -> SourceRange { key.name.flatMap { node[$0]?.range } ?? node.range }

  /// The untyped value of a key.
  package mutating func node(_ key: Key) -> YAMLNode? {
    guard let name = key.name else {
      if node.entries != nil {
        reportShape("takes one value, not a mapping")
        return nil
      }
      if node.isNull {
        reportShape("has no value")
        return nil
      }
      return node
    }
    known.insert(name)
    guard node.entries != nil else {
      reportShape("takes a mapping, such as {\(name): …}, not \(node.described)")
      return nil
    }
    guard let value = node[name] else { return nil }
    if value.isNull {
      diagnostics.error("missing-value", "'\(name)' has no value", at: keyRange(name))
      return nil
    }
    return value
  }

  /// Reports which of these keys are missing. The accessors then give nil without a word.
  package mutating func require(_ keys: Key...) {
    for name in keys.compactMap(\.name) {
      known.insert(name)
      guard node.entries != nil else {
        reportShape("takes a mapping, such as {\(name): …}, not \(node.described)")
        return
      }
      if node[name] == nil { diagnostics.error("missing-key", "\(owner) needs '\(name)'", at: node.range) }
    }
  }

  /// Reports a problem of the kind's own at a key's value.
  package mutating func error(_ id: String, _ message: String, at key: Key, suggestion: String? = nil) {
    diagnostics.error(id, message, at: range(of: key), suggestion: suggestion)
  }

  /// The entries of a key's mapping.
  mutating func entries(_ key: Key) -> [YAMLNode.Entry] {
    guard let node = node(key) else { return [] }
    if let entries = node.entries { return entries }
    wrongType(key, node, expected: "a mapping")
    return []
  }

  /// The items of a key's list.
  mutating func elements(_ key: Key) -> [YAMLNode] {
    guard let node = node(key) else { return [] }
    if let elements = node.elements { return elements }
    wrongType(key, node, expected: "a list")
    return []
  }

  /// Marks a key as known without reading it.
  package mutating func ignore(_ key: Key) { if let name = key.name { known.insert(name) } }

  /// Reports the keys that nobody asked for. Called by who made the reader.
  package mutating func finish() {
    for entry in node.entries ?? [] where !known.contains(entry.key) {
      diagnostics.error(
        "unknown-key", "\(owner) has no '\(entry.key)'", at: entry.keyRange,
        suggestion: Suggestion.oneOf(entry.key, known.filter { node[$0] == nil }.sorted()))
    }
  }

  mutating func wrongType(_ key: Key, _ node: YAMLNode, expected: String, suggestion: String? = nil) {
    diagnostics.error(
      "wrong-type", "\(name(key)) takes \(expected), not \(node.described)", at: node.range, suggestion: suggestion)
  }

  func name(_ key: Key) -> String { key.name.map { "'\($0)'" } ?? owner }

  /// The place of a key, or of the whole value when the key is absent.
  func keyRange(_ name: String) -> SourceRange {
    node.entries?.first { $0.key == name }?.keyRange ?? node.range
  }

  private mutating func reportShape(_ message: String) {
    guard !reportedShape else { return }
    reportedShape = true
    diagnostics.error("wrong-type", "\(owner) \(message)", at: node.range)
  }
}
