package import Diagnostics

/// A kind of expectation: one line of the language. It declares its name and reads its own fields; the `Evaluation`
/// target says how it is judged.
///
/// A conforming type is a value that holds the checked fields. Adding a kind is one folder.
package protocol ExpectationKind: Sendable {
  /// The fields that it judges, each by itself; with their deviations they are its codes.
  associatedtype Field: JudgedField = OneNumber
  /// The key that introduces it in a policy, such as `volume`.
  static var name: String { get }
  /// What the reference says about it.
  static var page: KindPage { get }
  /// Whether it is about single labels, named by `each` or `label`; otherwise it names its own labels.
  static var needsSubjects: Bool { get }
  /// Whether it may be about single labels although it can do without.
  static var takesSubjects: Bool { get }
  /// Whether it can be asked slice by slice.
  static var hasSlices: Bool { get }
  /// The images in which there is what it judges: of two dimensions, three, or both.
  static var dimensions: ClosedRange<Int> { get }
  /// Whether it judges labels without voxels; every other kind has nothing to say about them.
  static var judgesAbsence: Bool { get }
  /// The measures of the catalogue that its judgement rests on.
  static var restsOn: [String] { get }
  /// Keys of the expectation, beside the kind's own, that belong to it (`expect` to `ask`); read with
  /// `FieldReader.sibling`.
  static var siblings: [String] { get }

  /// Reads and checks the fields. Problems go to the reader, all of them; nil when a field that it cannot do without is
  /// missing or wrong.
  init?(reading fields: inout FieldReader)

  /// What holds when it passes, as a clause without a full stop: `the volume of kidney_left lies in 45..450 mL`.
  ///
  /// - Parameter subject: the label or labels in words; empty for kinds that name their own.
  func statement(about subject: String) -> String
  /// Whether nothing can meet this and another one of the same label.
  func excludes(_ other: any ExpectationKind) -> Bool
  /// What its author has probably overlooked.
  var doubts: [KindDoubt] { get }
  /// Whether a limit of this kind wants a citation (lint notes its absence).
  var wantsSource: Bool { get }
  /// Whether it can fail at all; an allowance cannot.
  var canFail: Bool { get }
  /// Whether it looks at the source image.
  var needsImage: Bool { get }
  /// The conditions that it holds (`assert`), whose needs lint and planning must know.
  var conditions: [Condition] { get }
}

extension ExpectationKind {
  /// One sentence: what it says about anatomy.
  package static var summary: String { page.summary }

  /// Every code that its findings may carry.
  package static var codes: [FindingCode] {
    (Field.aspects + [.unknown, .skipped]).reduce(into: []) {
      let code = FindingCode(name, $1)
      if !$0.contains(code) { $0.append(code) }
    }
  }

  /// The code of one of its aspects.
  package static func code(_ field: Field, _ deviation: Deviation) -> FindingCode {
    FindingCode(name, field.is(deviation))
  }

  package static var takesSubjects: Bool { needsSubjects }
  package static var hasSlices: Bool { false }
  package static var dimensions: ClosedRange<Int> { 2...3 }
  package static var siblings: [String] { [] }
  package static var judgesAbsence: Bool { false }
  package static var restsOn: [String] { [] }
  package func excludes(_ other: any ExpectationKind) -> Bool { false }
  package var doubts: [KindDoubt] { [] }

  package func statement(about subject: String) -> String {
    let clause = Self.summary.hasSuffix(".") ? String(Self.summary.dropLast()) : Self.summary
    let lowered = clause.prefix(1).lowercased() + clause.dropFirst()
    return subject.isEmpty ? lowered : "of \(subject): \(lowered)"
  }
  package var canFail: Bool { true }
  package var needsImage: Bool { false }
  package var conditions: [Condition] { [] }
}

/// What a kind's own fields make doubtful.
package struct KindDoubt: Hashable, Sendable {
  package var rule: DiagnosticRule
  /// One sentence about the expectation, without a full stop; begins with a verb or a noun of the kind's own.
  package var message: String
  package var suggestion: String?

  package init(_ rule: DiagnosticRule, _ message: String, suggestion: String? = nil) {
    self.rule = rule
    self.message = message
    self.suggestion = suggestion
  }
}
