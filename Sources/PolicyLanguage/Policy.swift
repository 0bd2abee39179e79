package import Anatomy
package import Diagnostics
package import Volume

/// A checked policy: every name resolved, every unit converted, every condition parsed.
public struct Policy: Sendable {
  /// The policy's id, unique in a bundle.
  public let id: String
  /// The policy's own version.
  public let version: String
  /// One line for people.
  public let title: String
  /// SHA-256 of the policy's text, in hexadecimal; of all that makes it what it is where it extends another policy, its
  /// parameters are set, or a file of waivers is added. What a record cites.
  public let digest: String
  package let task: TaskDescription
  package let context: [ContextVariable]
  package let labels: [LabelDeclaration]
  /// What the policy makes of its labels, each of labels and of structures before it.
  package let structures: [LabelDeclaration]
  /// Group name to label names, in the policy's order.
  package let groups: [(name: String, labels: [String])]
  /// The labels that carry the levels of the body, from head to foot as a rule: the vertebrae. Empty where the policy
  /// declares none.
  package let column: [ColumnLink]
  package let expectations: [Expectation]
  package let waivers: [Waiver]
  package let decision: DecisionSettings
  /// Whether its verdict holds, or is only looked at: then every case is for review.
  package let mode: Mode
  /// What identifies the structures of an export.
  package let labelsBy: LabelsBy
  /// Whether an export may hold a part of what the policy requires, though nobody said what was asked for.
  package let subset: Subset
  /// Named values as they hold after `extends` and `--set`.
  package let parameters: [PolicyScope.Parameter]
  /// The ids of the policies that it extends, the nearest first.
  package let bases: [String]
  package let range: SourceRange
  /// Where each group is declared.
  package let groupPlaces: [String: SourceRange]
  /// The groups and parameters that anything in the policy names.
  package let used: FieldMentions

  package init(
    id: String, version: String, title: String, digest: String, task: TaskDescription, context: [ContextVariable],
    labels: [LabelDeclaration], structures: [LabelDeclaration] = [], groups: [(name: String, labels: [String])],
    column: [ColumnLink] = [],
    expectations: [Expectation],
    waivers: [Waiver] = [], decision: DecisionSettings, mode: Mode = .decide, labelsBy: LabelsBy = .names,
    subset: Subset = .forbidden,
    parameters: [PolicyScope.Parameter] = [], bases: [String] = [],
    range: SourceRange, groupPlaces: [String: SourceRange] = [:], used: FieldMentions = FieldMentions()
  ) {
    self.groupPlaces = groupPlaces
    self.used = used
    self.id = id
    self.version = version
    self.title = title
    self.digest = digest
    self.task = task
    self.context = context
    self.labels = labels
    self.structures = structures
    self.groups = groups
    self.column = column
    self.expectations = expectations
    self.waivers = waivers
    self.decision = decision
    self.mode = mode
    self.labelsBy = labelsBy
    self.subset = subset
    self.parameters = parameters
    self.bases = bases
    self.range = range
  }

  /// Whether an expectation looks at the source image.
  package var needsImage: Bool {
    expectations.contains { expectation in
      expectation.kind.needsImage
        || expectation.conditions.contains { $0.needs(subject: nil).measures.contains { $0.function.needsImage } }
        || expectation.subjects.contains { name in
          expectation.conditions.contains {
            $0.needs(subject: label(name)).measures.contains { $0.function.needsImage }
          }
        }
    }
  }

  /// The declaration of a label, or of a derived structure, by its policy name.
  package func label(_ name: String) -> LabelDeclaration? {
    labels.first { $0.name == name } ?? structures.first { $0.name == name }
  }

  /// The labels of an export that a name rests on: itself, or those that a derived structure is made of.
  package func ownLabels(of name: String) -> [String] {
    guard let derivation = structures.first(where: { $0.name == name })?.derivation else { return [name] }
    return derivation.operands.flatMap(ownLabels).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// What images a policy is about.
package struct TaskDescription: Hashable, Sendable, Codable {
  package var modality: String?
  package var region: String?
  /// 2 or 3.
  package var dimensions: Int
  /// Whether a picture of one slice may be given under a policy for volumes; nil: no.
  package var singleSlice: SingleSlice?
  package var population: String?

  package init(
    modality: String? = nil, region: String? = nil, dimensions: Int = 3, singleSlice: SingleSlice? = nil,
    population: String? = nil
  ) {
    self.modality = modality
    self.region = region
    self.dimensions = dimensions
    self.singleSlice = singleSlice
    self.population = population
  }

  /// Whether exports of so many dimensions are what the policy is about.
  package func takes(dimensions count: Int) -> Bool {
    count == dimensions || (count == 2 && singleSlice == .allowed)
  }
}

/// What a policy for volumes says of a picture of one slice.
package enum SingleSlice: String, CaseIterable, Hashable, Sendable, Codable { case forbidden, allowed }

/// What the policy calls a structure, and how to find it in an export.
package struct LabelDeclaration: Hashable, Sendable {
  package var name: String
  /// The value in a label map, when the export has no names of its own.
  package var value: Int?
  package var aliases: [String]
  package var side: PatientDirection?
  package var pairedWith: String?
  /// Landmarks: the structure lies in the field of view when every one of these is in the export and not cut off. Tells
  /// "empty because out of view" from "missing". Empty: always expected in view.
  package var inViewWith: [String]
  /// Where along the vertebral column it usually lies, from its top to its bottom; nil: not said.
  package var level: LevelRange?
  /// How the policy makes it; nil for what an export holds.
  package var derivation: Derivation?
  /// Whether the only foreground of a mask without names is this, whatever its value.
  package var isForeground: Bool
  package var range: SourceRange

  package init(
    name: String, value: Int? = nil, aliases: [String] = [], side: PatientDirection? = nil, pairedWith: String? = nil,
    inViewWith: [String] = [], level: LevelRange? = nil, isForeground: Bool = false, range: SourceRange
  ) {
    self.name = name
    self.value = value
    self.aliases = aliases
    self.side = side
    self.pairedWith = pairedWith
    self.inViewWith = inViewWith
    self.level = level
    self.isForeground = isForeground
    self.range = range
  }
}

/// A label of the vertebral column with the level that it stands for.
package struct ColumnLink: Hashable, Sendable {
  package let label: String
  package let level: SpinalLevel

  package init(label: String, level: SpinalLevel) {
    self.label = label
    self.level = level
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
  package init(cite: String, population: String? = nil, mean: String? = nil) {
    self.cite = cite
    self.population = population
    self.mean = mean
  }
}

/// How findings become a verdict.
package struct DecisionSettings: Hashable, Sendable {
  package enum ModelFailure: String, CaseIterable, Hashable, Sendable { case review, reject }
  /// Failed findings of these severities decide; no model can overrule them.
  package var veto: [Severity] = [.reject]
  /// What a language model may do to the rules' verdict.
  package var model = ModelPermission.standard
  /// What unknowns do, where an expectation does not say.
  package var notEvaluable = UnknownEffects()
  package var onModelFailure: ModelFailure = .review
  /// What must have been seen and judged before a case can be accepted.
  package var coverage = Coverage()
  package var acceptConfidence = 0.7
  /// The least score with which the rules may accept; nil: none is set.
  package var acceptScore: AcceptScore?
  package var votes = 1
  /// The share of a model's votes that must agree on a verdict, 0…1, or the case is for review; more than half always
  /// must.
  package var agreement = 0.0

  package init() {}

  /// Whether a failure of a severity decides by itself: it, or a lesser one, is in `veto`.
  package func vetoes(_ severity: Severity) -> Bool { veto.contains { $0 <= severity } }
}
