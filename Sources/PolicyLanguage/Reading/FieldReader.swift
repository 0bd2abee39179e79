package import Diagnostics
internal import Wording
package import YAML

/// Reads the fields of a mapping, or one value that stands alone, in the scope of a policy: a `MappingReader` that also
/// knows the policy's names, notes which of them it met, and can declare its fields instead of reading them.
///
/// Where a single word is the name of one of the policy's parameters, the parameter's text is read in its place.
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
  package typealias Key = MappingReader.Key

  var mapping: MappingReader
  /// What the fields belong to, for messages: `connectivity`, `the label liver`.
  package var owner: String { mapping.owner }
  /// The place of the value.
  package var range: SourceRange { node.range }
  /// The names that the fields may use.
  package let scope: PolicyScope
  /// The labels that `each` or `label` names; empty where the kind names its own.
  package let subjects: [String]
  /// Whether `each` or `label` is there, be it wrong.
  package let hasSubject: Bool
  package internal(set) var diagnostics: Diagnostics {
    get { mapping.diagnostics }
    set { mapping.diagnostics = newValue }
  }
  /// What the accessors have read so far.
  package internal(set) var mentions = FieldMentions()

  var node: YAMLNode { mapping.node }
  private let siblings: [String: YAMLNode]
  /// What a kind's reading asks for, when nothing is read but the declaration of the fields itself.
  var recording: FieldRecording?

  package init(
    _ owner: String, _ node: YAMLNode, scope: PolicyScope, subjects: [String] = [], hasSubject: Bool? = nil,
    siblings: [String: YAMLNode] = [:]
  ) {
    self.hasSubject = hasSubject ?? !subjects.isEmpty
    mapping = MappingReader(owner, node)
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
    recording?.noteSibling(name, .choice(Choice.allCases.map(\.rawValue)))
    return siblings[name].flatMap { mapping.choice(Key(name), $0, of: choices) }
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
    return mapping.has(key)
  }

  /// Whether the mapping holds keys that no accessor has asked for so far; `finish()` will report them.
  package var hasUnknownKeys: Bool { mapping.hasUnknownKeys }

  /// The place of a text in a key's list.
  func range(of text: String, in key: Key) -> SourceRange { mapping.range(of: text, in: key) }

  /// The place of a key's value, or of the whole value when the key is absent.
  package func range(of key: Key) -> SourceRange { mapping.range(of: key) }

  /// The untyped value of a key.
  package mutating func node(_ key: Key) -> YAMLNode? {
    if isRecording {
      record(key, .anything)
      return nil
    }
    return mapping.node(key)
  }

  /// Reports which of these keys are missing. The accessors then give nil without a word.
  package mutating func require(_ keys: Key...) {
    for key in keys { recording?.require(key) }
    mapping.require(keys)
  }

  /// Reports that a key is missing, with the line that stands there as a rule.
  package mutating func require(_ key: Key, example: String) {
    recording?.require(key)
    mapping.require([key], suggestion: "write \(example)")
  }

  /// Reports a problem of the kind's own at a key's value.
  package mutating func error(_ rule: DiagnosticRule, _ message: String, at key: Key, suggestion: String? = nil) {
    mapping.error(rule, message, at: key, suggestion: suggestion)
  }

  /// Warns of what is allowed and cannot be meant.
  mutating func warning(_ rule: DiagnosticRule, _ message: String, at key: Key, suggestion: String? = nil) {
    mapping.warning(rule, message, at: key, suggestion: suggestion)
  }

  /// The entries of a key's mapping.
  mutating func entries(_ key: Key) -> [YAMLNode.Entry] { read(key, .anything, declared: []) { $0.entries(key) } }

  /// The items of a key's list.
  mutating func elements(_ key: Key) -> [YAMLNode] { read(key, .anything, declared: []) { $0.elements(key) } }

  /// Marks a key as known without reading it.
  package mutating func ignore(_ key: Key) { mapping.ignore(key) }

  /// What the mapping's reader reads; while the fields are declared, the type is noted and `declared` given.
  mutating func read<Value>(
    _ key: Key, _ type: @autoclosure () -> FieldType, declared: @autoclosure () -> Value,
    _ read: (inout MappingReader) -> Value
  ) -> Value {
    guard isRecording else { return read(&mapping) }
    record(key, type())
    return declared()
  }

  /// Reports the keys that nobody asked for. Called by who made the reader.
  package mutating func finish() {
    mapping.finish()
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
    mapping.wrongType(key, node, expected: expected, suggestion: suggestion)
  }

  func name(_ key: Key) -> String { mapping.name(key) }

  /// The place of a key, or of the whole value when the key is absent.
  func keyRange(_ name: String) -> SourceRange { mapping.keyRange(name) }
}
