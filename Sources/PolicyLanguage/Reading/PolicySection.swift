internal import YAML

/// The sections of a policy, in the order of the reference.
package enum PolicySection: String, CaseIterable, Hashable, Sendable {
  case segwarden, policy, version, title, mode, task, extends, context, parameters
  case labelsBy = "labels_by"
  case subset
  case labels, structures, groups, column, expectations, waivers, decision

  var key: FieldReader.Key { FieldReader.Key(rawValue) }

  /// Whether a policy cannot do without it.
  package var isRequired: Bool { example != nil }

  /// What stands there as a rule; nil for a section that may be left out.
  var example: String? {
    switch self {
    case .segwarden: "segwarden: 1"
    case .policy: "policy: NAME"
    case .version: "version: 1.0.0"
    default: nil
    }
  }
}

/// The keys of the sections, as their readers ask for them. What is not read here is no part of the language, so the
/// reference and the schema are made from these.
package enum LanguageKeys {
  package static var task: [FieldDeclaration] { FieldReader.declarations { _ = TaskDescription(reading: &$0) } }
  package static var decision: [FieldDeclaration] { FieldReader.declarations { _ = DecisionSettings(reading: &$0) } }
  package static var label: [FieldDeclaration] {
    FieldReader.declarations { _ = LabelDeclaration(reading: &$0, name: "", range: $0.range) }
  }
  package static var structure: [FieldDeclaration] {
    FieldReader.declarations { _ = LabelDeclaration(derived: &$0, name: "", range: $0.range) }
  }
  package static var contextWords: [FieldDeclaration] {
    FieldReader.declarations { _ = ContextVariable(words: &$0, name: "", place: $0.range) }
  }
  package static var contextNumber: [FieldDeclaration] {
    FieldReader.declarations { _ = ContextVariable(number: &$0, name: "", place: $0.range) }
  }
  package static var waiver: [FieldDeclaration] { FieldReader.declarations { _ = WaiverFields(reading: &$0) } }
  package static var source: [FieldDeclaration] { FieldReader.declarations { _ = Citation(reading: &$0) } }
  package static var learned: [FieldDeclaration] { FieldReader.declarations { _ = LearnedNote(reading: &$0) } }
  /// What every expectation may say beside its kind.
  package static let expectation = FieldReader.declarations {
    _ = ExpectationClauses(reading: &$0, takesSubjects: true)
  }
}
