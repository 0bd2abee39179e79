internal import Diagnostics
package import Wording
internal import YAML

/// What a field takes, as its reader asks for it.
package enum FieldType: Hashable, Sendable {
  /// A range or a one-sided limit.
  case limits([Dimension])
  /// Limits of whole numbers.
  case counts
  case quantity([Dimension])
  /// A list of quantities in one dimension.
  case quantities([Dimension])
  case number(ClosedRange<Double>?)
  case integer(ClosedRange<Int>?)
  case integers([Int])
  /// A list of whole numbers.
  case wholeNumbers(ClosedRange<Int>)
  case boolean
  case text
  case texts
  case choice([String])
  case choices([String])
  case label
  case labels
  case labelPair
  /// A mapping of the author's names to labels or lists of them.
  case namedLabels
  case quantifier
  case condition
  /// A stretch of the vertebral column.
  case levels
  /// A day of the calendar.
  case day
  /// A sentence of the kind's own.
  case phrase
  /// A mapping with fields of its own.
  case mapping([FieldDeclaration])
  /// A list of such mappings.
  case mappings([FieldDeclaration])
  /// Looked at as it is: a form of its own.
  case anything
}

/// A field of a kind: its key, what it takes, and whether it must be there.
package struct FieldDeclaration: Hashable, Sendable {
  /// Nil: the whole value, where the kind is written without a mapping.
  package var key: String?
  package var type: FieldType
  package var isRequired: Bool

  package init(key: String?, type: FieldType, isRequired: Bool) {
    self.key = key
    self.type = type
    self.isRequired = isRequired
  }
}

/// The fields of a kind, told by its own reader: the reading code is run on nothing, and every accessor notes what it
/// was asked for. So the schema and the reference cannot say anything else than the parser does.
struct FieldRecording: Sendable {
  enum Shape: Sendable { case scalar, sequence, mapping }

  let shape: Shape
  private(set) var fields: [FieldDeclaration] = []
  /// Keys that stand beside the kind's own.
  private(set) var siblings: [FieldDeclaration] = []
  private var required: Set<String> = []

  init(shape: Shape) { self.shape = shape }

  mutating func require(_ key: FieldReader.Key) {
    guard shape == .mapping, let name = key.name else { return }
    required.insert(name)
    for at in fields.indices where fields[at].key == name { fields[at].isRequired = true }
  }

  mutating func noteSibling(_ name: String, _ type: FieldType) {
    if !siblings.contains(where: { $0.key == name }) {
      siblings.append(FieldDeclaration(key: name, type: type, isRequired: false))
    }
  }

  mutating func note(_ key: FieldReader.Key, _ type: FieldType) {
    // A key belongs to a mapping, a value of its own to everything else.
    guard (key.name != nil) == (shape == .mapping) else { return }
    let field = FieldDeclaration(key: key.name, type: type, isRequired: key.name.map(required.contains) ?? true)
    if let at = fields.firstIndex(where: { $0.key == key.name }) {
      // Whoever asks with a type says more than who only looks.
      if fields[at].type == .anything {
        fields[at].type = type
      } else if type != .anything, fields[at].type != type {
        fields.append(field)
      }
      return
    }
    fields.append(field)
  }
}

extension FieldReader {
  package var isRecording: Bool { recording != nil }

  /// Whether nothing is read, and the fields are only declared: a kind with several forms then asks for all of them.
  package var isDeclaring: Bool { isRecording }

  mutating func record(_ key: Key, _ type: FieldType) { recording?.note(key, type) }

  /// The forms in which a kind can be written: without a mapping, as a list, and with one, each with its fields. A form
  /// without fields is none.
  package static func declarations(of kind: any ExpectationKind.Type) -> [[FieldDeclaration]] {
    [FieldRecording.Shape.scalar, .sequence, .mapping].map { shape in
      recorded(as: shape) { _ = kind.init(reading: &$0) }.fields
    }.filter { !$0.isEmpty }
  }

  /// The keys that a kind reads beside its own (`expect` of `ask`).
  package static func siblings(of kind: any ExpectationKind.Type) -> [FieldDeclaration] {
    recorded(as: .scalar) { _ = kind.init(reading: &$0) }.siblings
  }

  /// The keys that a section's reader asks for.
  static func declarations(_ read: (inout FieldReader) -> Void) -> [FieldDeclaration] {
    recorded(as: .mapping, read).fields
  }

  private static func recorded(as shape: FieldRecording.Shape, _ read: (inout FieldReader) -> Void) -> FieldRecording {
    let nothing = YAMLNode(content: .mapping([]), range: SourceRange(file: "", line: 1, column: 1))
    let labels = ["label", "other"].map { LabelDeclaration(name: $0, range: nothing.range) }
    var reader = FieldReader("nothing", nothing, scope: PolicyScope(labels: labels), subjects: ["label"])
    reader.recording = FieldRecording(shape: shape)
    read(&reader)
    return reader.recording ?? FieldRecording(shape: shape)
  }
}
