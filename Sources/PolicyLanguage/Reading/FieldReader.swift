package import Diagnostics
internal import Wording
package import YAML

/// Reads the fields of one mapping, or one value that stands alone, and collects what is wrong with them.
///
/// Every accessor marks its key as known, and `finish()` reports those that nobody asked for. An accessor gives nil
/// when the key is absent (no diagnostic, unless it is required) and when the value is wrong (a diagnostic at the
/// value). Where a single word is the name of one of the policy's parameters, the parameter's text is read in its
/// place.
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
  private let siblings: [String: YAMLNode]
  private var known: Set<String> = []
  private var reportedShape = false
  /// What a kind's reading asks for, when nothing is read but the declaration of the fields itself.
  var recording: FieldRecording?

  package init(
    _ owner: String, _ node: YAMLNode, scope: PolicyScope, subjects: [String] = [], siblings: [String: YAMLNode] = [:]
  ) {
    self.owner = owner
    self.node = node
    self.scope = scope
    self.subjects = subjects
    self.siblings = siblings
  }

  /// The value of a key that stands beside the kind's own in the expectation.
  package func sibling(_ name: String) -> YAMLNode? { siblings[name] }

  /// One of an enumeration's words under a key beside the kind's own; nil when the key is absent, or, reported, when it
  /// is wrong.
  package mutating func siblingChoice<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, of choices: Choice.Type
  ) -> Choice? {
    let words = Choice.allCases.map(\.rawValue)
    recording?.noteSibling(name, .choice(words))
    guard let node = siblings[name] else { return nil }
    if let choice = node.text.flatMap(Choice.init(rawValue:)) { return choice }
    diagnostics.error(
      .unknownValue, "'\(name)' cannot be \(node.described)", at: node.range,
      suggestion: node.text.map { Suggestion.oneOf($0, words) } ?? "one of: \(words.joined(separator: ", "))")
    return nil
  }

  /// Reports a problem at a sibling's value.
  package mutating func siblingError(
    _ rule: DiagnosticRule, _ name: String, _ message: String, suggestion: String? = nil
  ) {
    diagnostics.error(rule, message, at: siblings[name]?.range ?? node.range, suggestion: suggestion)
  }

  /// Takes over what another reader, of a part of this mapping, has found.
  mutating func merge(_ other: FieldReader) {
    diagnostics.merge(other.diagnostics)
    mentions.merge(other.mentions)
  }

  /// Whether the value is a mapping, one scalar, a list; for kinds with a short form.
  package var isMapping: Bool { recording.map { $0.shape == .mapping } ?? (node.entries != nil) }
  package var isScalar: Bool { recording.map { $0.shape == .scalar } ?? (node.text != nil && !node.isNull) }
  package var isSequence: Bool { recording.map { $0.shape == .sequence } ?? (node.elements != nil) }

  /// Whether a key is there. Does not mark it as known.
  package func has(_ key: Key) -> Bool {
    if isRecording { return key.name == nil || isMapping }
    return key.name.map { node[$0] != nil } ?? !node.isNull
  }

  /// Whether the mapping holds keys that no accessor has asked for so far; `finish()` will report them.
  package var hasUnknownKeys: Bool { (node.entries ?? []).contains { !known.contains($0.key) } }

  /// The place of a text in a key's list.
  func range(of text: String, in key: Key) -> SourceRange {
    key.name.flatMap { node[$0]?.elements?.last { $0.text == text }?.range } ?? range(of: key)
  }

  /// The place of a key's value, or of the whole value when the key is absent.
  package func range(of key: Key) -> SourceRange { key.name.flatMap { node[$0]?.range } ?? node.range }

  /// The untyped value of a key.
  package mutating func node(_ key: Key) -> YAMLNode? {
    if isRecording {
      record(key, .anything)
      return nil
    }
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

  /// Reports which of these keys are missing. The accessors then give nil without a word.
  package mutating func require(_ keys: Key...) {
    if isRecording { for key in keys { recording?.require(key) } }
    for name in keys.compactMap(\.name) {
      known.insert(name)
      guard node.entries != nil else {
        if !isRecording { reportShape("takes a mapping, such as {\(name): …}, not \(node.described)") }
        return
      }
      if node[name] == nil { diagnostics.error(.missingKey, "\(owner) needs '\(name)'", at: node.range) }
    }
  }

  /// Reports a problem of the kind's own at a key's value.
  package mutating func error(_ rule: DiagnosticRule, _ message: String, at key: Key, suggestion: String? = nil) {
    diagnostics.error(rule, message, at: range(of: key), suggestion: suggestion)
  }

  /// Warns of what is allowed and cannot be meant.
  mutating func warning(_ rule: DiagnosticRule, _ message: String, at key: Key, suggestion: String? = nil) {
    diagnostics.warning(rule, message, at: range(of: key), suggestion: suggestion)
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
        .unknownKey, "\(owner) has no '\(entry.key)'", at: entry.keyRange,
        suggestion: Suggestion.oneOf(entry.key, known.filter { node[$0] == nil }.sorted()))
    }
    checkBand()
  }

  /// A typical range lies within the possible one of the same field.
  private mutating func checkBand() {
    func limits(_ key: String) -> FieldMentions.Limit? { mentions.limits.first { $0.key == key } }
    guard let typical = limits("typical"), let possible = limits("possible"),
      typical.limits.dimension == possible.limits.dimension
    else { return }
    let (low, high) = (possible.limits.lower?.value ?? -.infinity, possible.limits.upper?.value ?? .infinity)
    let ends = [typical.limits.lower, typical.limits.upper].compactMap { $0?.value }
    guard ends.contains(where: { $0 < low || $0 > high }) else { return }
    diagnostics.error(
      .contradictingBand,
      "typical \(typical.limits.text) reaches beyond possible \(possible.limits.text), so a value could be usual and impossible at once",
      at: typical.range, suggestion: "widen possible, or narrow typical")
  }

  mutating func wrongType(_ key: Key, _ node: YAMLNode, expected: String, suggestion: String? = nil) {
    diagnostics.error(
      .wrongType, "\(name(key)) takes \(expected), not \(node.described)", at: node.range, suggestion: suggestion)
  }

  func name(_ key: Key) -> String { key.name.map { "'\($0)'" } ?? owner }

  /// The place of a key, or of the whole value when the key is absent.
  func keyRange(_ name: String) -> SourceRange {
    node.entries?.first { $0.key == name }?.keyRange ?? node.range
  }

  private mutating func reportShape(_ message: String) {
    guard !reportedShape else { return }
    reportedShape = true
    diagnostics.error(.wrongType, "\(owner) \(message)", at: node.range)
  }
}
