package import Volume

/// A checked policy: every name resolved, every unit converted, every condition parsed.
public struct Policy: Sendable {
  /// The policy's id, unique in a bundle.
  public let id: String
  /// The policy's own version.
  public let version: String
  /// One line for people.
  public let title: String
  /// SHA-256 of the policy's text, in hexadecimal; what a record cites.
  public let digest: String
  package let task: TaskDescription
  package let context: [ContextVariable]
  package let labels: [LabelDeclaration]
  /// Group name to label names, in the policy's order.
  package let groups: [(name: String, labels: [String])]
  package let expectations: [Expectation]
  package let decision: DecisionSettings
  package let range: SourceRange

  package init(
    id: String, version: String, title: String, digest: String, task: TaskDescription, context: [ContextVariable],
    labels: [LabelDeclaration], groups: [(name: String, labels: [String])], expectations: [Expectation],
    decision: DecisionSettings, range: SourceRange
  ) {
    self.id = id
    self.version = version
    self.title = title
    self.digest = digest
    self.task = task
    self.context = context
    self.labels = labels
    self.groups = groups
    self.expectations = expectations
    self.decision = decision
    self.range = range
  }

  /// The declaration of a label by its policy name.
  package func label(_ name: String) -> LabelDeclaration? { labels.first { $0.name == name } }
}

/// What images a policy is about.
package struct TaskDescription: Hashable, Sendable, Codable {
  package var modality: String?
  package var region: String?
  /// 2 or 3.
  package var dimensions: Int
  package var population: String?

  package init(modality: String? = nil, region: String? = nil, dimensions: Int = 3, population: String? = nil) {
    self.modality = modality
    self.region = region
    self.dimensions = dimensions
    self.population = population
  }
}

/// A fact about a case that changes what is expected, with the values it may take.
package struct ContextVariable: Hashable, Sendable {
  package var name: String
  package var values: [String]
  package var initial: String?

  package init(name: String, values: [String], initial: String?) {
    self.name = name
    self.values = values
    self.initial = initial
  }
}

/// What the policy calls a structure, and how to find it in an export.
package struct LabelDeclaration: Hashable, Sendable {
  package var name: String
  /// The value in a label map, when the export has no names of its own.
  package var value: Int?
  package var aliases: [String]
  package var side: PatientDirection?
  package var pairedWith: String?
  /// Landmarks: the structure lies in the field of view when every one of these is in the export and not cut off. Tells "empty because out of
  /// view" from "missing". Empty: always expected in view.
  package var inViewWith: [String]
  package var range: SourceRange

  package init(
    name: String, value: Int? = nil, aliases: [String] = [], side: PatientDirection? = nil, pairedWith: String? = nil,
    inViewWith: [String] = [], range: SourceRange
  ) {
    self.name = name
    self.value = value
    self.aliases = aliases
    self.side = side
    self.pairedWith = pairedWith
    self.inViewWith = inViewWith
    self.range = range
  }
}

/// How much a failed expectation weighs. Ordered: note < review < reject.
public enum Severity: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
  case note, review, reject

  /// By weight.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
  private var rank: Int { self == .note ? 0 : self == .review ? 1 : 2 }
}

/// What a finding that could not be evaluated does to the decision.
public enum NotEvaluableEffect: String, CaseIterable, Hashable, Sendable, Codable {
  case ignore, review, reject
}

/// Where a limit comes from.
public struct Citation: Hashable, Sendable, Codable {
  /// The reference in words, or a DOI.
  public var cite: String
  /// Whom the numbers describe.
  public var population: String?
  /// The published mean with its unit, as written.
  public var mean: String?

  /// A citation; only the reference itself is required.
  public init(cite: String, population: String? = nil, mean: String? = nil) {
    self.cite = cite
    self.population = population
    self.mean = mean
  }
}

/// One thing that the anatomy must satisfy.
package struct Expectation: Sendable {
  package var id: String
  package var kind: any ExpectationKind
  /// The labels that `each` or `label` names; one finding each. Empty when the kind names its own labels, or speaks of the whole export.
  package var subjects: [String]
  package var severity: Severity
  package var when: Condition?
  package var unless: Condition?
  package var because: String?
  package var source: Citation?
  package var repair: String?
  package var notEvaluable: NotEvaluableEffect?
  /// The label that settles which member of a pair is at fault.
  package var reference: String?
  package var range: SourceRange
  /// What the kind's fields name, for lint.
  package var mentions: FieldMentions

  package init(
    id: String, kind: any ExpectationKind, subjects: [String], severity: Severity, when: Condition?,
    unless: Condition?, because: String?, source: Citation?, repair: String?, notEvaluable: NotEvaluableEffect?,
    reference: String?, range: SourceRange, mentions: FieldMentions = FieldMentions()
  ) {
    self.id = id
    self.kind = kind
    self.subjects = subjects
    self.severity = severity
    self.when = when
    self.unless = unless
    self.because = because
    self.source = source
    self.repair = repair
    self.notEvaluable = notEvaluable
    self.reference = reference
    self.range = range
    self.mentions = mentions
  }
}

/// How findings become a verdict.
package struct DecisionSettings: Hashable, Sendable {
  package enum Authority: String, CaseIterable, Hashable, Sendable { case model, rules }
  package enum ModelFailure: String, CaseIterable, Hashable, Sendable { case review, reject }

  /// Failed findings of these severities decide; no model can overrule them.
  package var veto: [Severity] = [.reject]
  package var authority: Authority = .model
  package var notEvaluable: NotEvaluableEffect = .review
  package var onModelFailure: ModelFailure = .review
  package var acceptConfidence = 0.7
  package var votes = 1

  package init() {}
}
