internal import Geometry
package import PolicyLanguage

extension ExpectationKind {
  /// The kind with its judgement: the only place where the language's kinds become those that are judged. One that has
  /// no judgement is not evaluable.
  package var judged: any JudgedKind { self as? any JudgedKind ?? UnjudgedKind(key: Self.name) }
}

extension Expectation {
  /// The expectation's kinds, one for each stratum where the limits differ.
  package var judgedKinds: [any JudgedKind] {
    variants.isEmpty ? [kind.judged] : variants.map { $0.kind.judged }
  }
}

/// What stands for a kind of the language that nothing here judges: whether it holds, nobody can tell.
struct UnjudgedKind: JudgedKind {
  /// The key of the kind that it stands for.
  let key: String

  static let name = "unjudged"
  static let needsSubjects = false
  static let judgesAbsence = true
  var wantsSource: Bool { false }

  init(key: String) { self.key = key }

  /// No policy can ask for it.
  init?(reading fields: inout FieldReader) { return nil }

  func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] { [] }

  func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    [.unknown("This", .notComputable("expectations of the kind '\(key)' are read, but not judged"))]
  }
}
