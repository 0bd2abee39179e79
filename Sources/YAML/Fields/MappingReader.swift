package import Diagnostics
internal import Wording

/// Reads the fields of one mapping, or one value that stands alone, and collects what is wrong with them.
///
/// Every accessor marks its key as known, and `finish()` reports those that nobody asked for. An accessor gives nil
/// when the key is absent (no diagnostic, unless it is required) and when the value is wrong (a diagnostic at the
/// value).
///
/// ```swift
/// var fields = MappingReader("the image", node)      // {background: -80, noise: 10}
/// let background = fields.number("background") ?? 0
/// let noise = fields.number("noise", in: 0...1e6) ?? 0
/// fields.finish()
/// ```
package struct MappingReader: Sendable {
  /// A key of the mapping, or `.value`: the whole value where it is no mapping.
  package struct Key: Hashable, Sendable, ExpressibleByStringLiteral {
    package let name: String?

    package static let value = Key(name: nil)
    package init(_ name: String) { self.name = name }
    package init(stringLiteral name: String) { self.name = name }
    private init(name: String?) { self.name = name }
  }

  /// What the fields belong to, for messages: `connectivity`, `the label liver`.
  package let owner: String
  package let node: YAMLNode
  package var diagnostics = Diagnostics()
  private var known: Set<String> = []
  private var reportedShape = false

  package init(_ owner: String, _ node: YAMLNode) {
    self.owner = owner
    self.node = node
  }

  // MARK: What is there

  /// Whether a key is there. Does not mark it as known.
  package func has(_ key: Key) -> Bool { key.name.map { node[$0] != nil } ?? !node.isNull }

  /// Whether the mapping holds keys that no accessor has asked for so far; `finish()` will report them.
  package var hasUnknownKeys: Bool { (node.entries ?? []).contains { !known.contains($0.key) } }

  /// The place of a text in a key's list.
  package func range(of text: String, in key: Key) -> SourceRange {
    key.name.flatMap { node[$0]?.elements?.last { $0.text == text }?.range } ?? range(of: key)
  }

  /// The place of a key's value, or of the whole value when the key is absent.
  package func range(of key: Key) -> SourceRange { key.name.flatMap { node[$0]?.range } ?? node.range }

  /// The place of a key, or of the whole value when the key is absent.
  package func keyRange(_ name: String) -> SourceRange {
    node.entries?.first { $0.key == name }?.keyRange ?? node.range
  }

  /// A key in quotes for messages; of the whole value, what it belongs to.
  package func name(_ key: Key) -> String { key.name.map { "'\($0)'" } ?? owner }

  // MARK: Reading

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
      diagnostics.error(.missingValue, "'\(name)' has no value", at: keyRange(name))
      return nil
    }
    return value
  }

  /// The entries of a key's mapping.
  package mutating func entries(_ key: Key) -> [YAMLNode.Entry] {
    guard let node = node(key) else { return [] }
    if let entries = node.entries { return entries }
    wrongType(key, node, expected: "a mapping")
    return []
  }

  /// The items of a key's list.
  package mutating func elements(_ key: Key) -> [YAMLNode] {
    guard let node = node(key) else { return [] }
    if let elements = node.elements { return elements }
    wrongType(key, node, expected: "a list")
    return []
  }

  /// Marks a key as known without reading it.
  package mutating func ignore(_ key: Key) { if let name = key.name { known.insert(name) } }

  // MARK: What is wrong

  /// Reports which of these keys are missing. The accessors then give nil without a word.
  package mutating func require(_ keys: Key...) { require(keys) }

  package mutating func require(_ keys: [Key], suggestion: String? = nil) {
    for name in keys.compactMap(\.name) {
      known.insert(name)
      guard node.entries != nil else {
        return reportShape("takes a mapping, such as {\(name): …}, not \(node.described)")
      }
      if node[name] == nil {
        diagnostics.error(.missingKey, "\(owner) needs '\(name)'", at: node.range, suggestion: suggestion)
      }
    }
  }

  /// Reports a problem at a key's value.
  package mutating func error(_ rule: DiagnosticRule, _ message: String, at key: Key, suggestion: String? = nil) {
    diagnostics.error(rule, message, at: range(of: key), suggestion: suggestion)
  }

  /// Warns of what is allowed and cannot be meant.
  package mutating func warning(_ rule: DiagnosticRule, _ message: String, at key: Key, suggestion: String? = nil) {
    diagnostics.warning(rule, message, at: range(of: key), suggestion: suggestion)
  }

  package mutating func wrongType(_ key: Key, _ node: YAMLNode, expected: String, suggestion: String? = nil) {
    diagnostics.error(
      .wrongType, "\(name(key)) takes \(expected), not \(node.described)", at: node.range, suggestion: suggestion)
  }

  private mutating func reportShape(_ message: String) {
    guard !reportedShape else { return }
    reportedShape = true
    diagnostics.error(.wrongType, "\(owner) \(message)", at: node.range)
  }

  /// Reports the keys that nobody asked for. Called by who made the reader.
  package mutating func finish() {
    for entry in node.entries ?? [] where !known.contains(entry.key) {
      diagnostics.error(
        .unknownKey, "\(owner) has no '\(entry.key)'", at: entry.keyRange,
        suggestion: Suggestion.oneOf(entry.key, known.filter { node[$0] == nil }.sorted()))
    }
  }
}
