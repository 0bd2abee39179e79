package import Anatomy
package import Diagnostics
package import Evaluation
package import Mutations
package import Phantoms
package import PolicyLanguage
package import Reasoning

/// The tests of a policy, as they stand in `NAME.test.yaml` beside it.
package struct PolicyTestFile: Sendable {
  package var cases: [PolicyTestCase]
  package var mutations: MutationPlan?
}

/// One export and what the policy must say about it.
package struct PolicyTestCase: Sendable {
  /// What the export is.
  package enum Source: Sendable {
    case phantom(PhantomRecipe)
    /// A mask file or folder, its image and its label table, as paths from the test file's folder.
    case export(path: String, image: String?, labels: String?)
  }

  package var name: String
  package var source: Source
  /// Faults that are made in the export before it is judged, in order.
  package var mutations: [MutationSpec]
  package var seed: UInt64
  package var context: [String: String]
  /// Values for the policy's parameters.
  package var settings: [String: String]
  /// What the export's files do not give.
  package var lacks: ExportLacks
  /// The structures that were asked for by name; nil when nobody said.
  package var structures: [String]?
  /// What somebody who looks at the pictures says to the policy's questions: by `ID(label)` or `ID`; nil: unsure.
  package var answers: [String: Ask.Answer?]
  /// The day of the check, for waivers.
  package var today: CalendarDay?
  /// What waivers know the case by; the test's name when the file does not say.
  package var caseName: String
  package var expected: [ExpectedFinding]
  package var decision: Decision?
  package var range: SourceRange
}

/// What findings of an expectation must be.
package struct ExpectedFinding: Hashable, Sendable {
  /// The expectation's id.
  package var expectation: String
  /// The label that the finding is about; nil: all findings of the expectation.
  package var label: String?
  /// Which limit decided, where the expectation has several.
  package var aspect: String?
  package var outcome: Finding.Outcome
  /// What kinds of causes left it without a result, all of them; nil: any.
  package var causes: Set<UnknownCause.Kind>?
  /// What it does to the decision that there is no result; nil: anything.
  package var effect: NotEvaluableEffect?
  /// What the finding measured, in its unit.
  package var measured: ClosedRange<Double>?
  /// Words that the message must hold.
  package var message: String?
  package var range: SourceRange

  /// `volume(liver)`, `volume`.
  package var name: String { expectation + (label.map { "(\($0))" } ?? "") }
}

/// Which faults the policy is held against, and which it claims to notice.
package struct MutationPlan: Sendable {
  /// Names of the cases whose exports are spoilt.
  package var cases: [String]
  /// The structures that are spoilt; empty: every label of the policy that has voxels.
  package var labels: [String]
  /// The faults that the policy claims to notice; nil: every fault that can be made.
  package var claims: [Fault]?
  package var exceptions: [MutationException]

  /// Why the policy does not claim to notice a mutation of some structures; nil when it does.
  package func exception(_ spec: MutationSpec, _ labels: [String]) -> String? {
    if let exception = exceptions.first(where: { $0.covers(spec, labels) }) { return exception.reason }
    if let claims, !claims.contains(spec.fault) { return "the policy does not claim to notice it" }
    return nil
  }
}

/// A fault that the policy does not notice, and why: `jagged`, `jagged(liver)` for one structure or group,
/// `truncated:face=superior` for one way of making it.
package struct MutationException: Hashable, Sendable {
  package var fault: Fault
  /// The label or group that it is about, as written; nil: every structure.
  package var subject: String?
  /// The labels of `subject`.
  package var labels: [String]
  package var option: String?
  package var reason: String

  func covers(_ spec: MutationSpec, _ labels: [String]) -> Bool {
    spec.fault == fault && (subject == nil || labels.contains(where: self.labels.contains))
      && (option.map { option in spec.options.contains { "\($0.name)=\($0.text)" == option } } ?? true)
  }
}
