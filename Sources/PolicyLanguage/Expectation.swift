package import Diagnostics
package import YAML

/// One thing that the anatomy must satisfy.
package struct Expectation: Sendable {
  /// A kind with the limits of one stratum of the population.
  package struct Variant: Sendable {
    /// Context variable to stratum: `sex` to `female`.
    package var strata: [String: String]
    package var kind: any ExpectationKind

    package init(strata: [String: String], kind: any ExpectationKind) {
      self.strata = strata
      self.kind = kind
    }
  }

  package var id: String
  package var kind: any ExpectationKind
  /// One for each stratum where the limits differ between strata (`by`); empty where they do not. The first is `kind`.
  package var variants: [Variant]
  /// The labels that `each` or `label` names; one finding each. Empty when the kind names its own labels, or speaks of
  /// the whole export.
  package var subjects: [String]
  /// How many of the subjects must satisfy it, in one finding; nil: one finding each.
  package var quorum: Quantifier?
  /// In how many of the subject's slices it must hold; nil: it is about the whole.
  package var slices: Quantifier?
  package var severity: Severity
  /// Whether its findings decide.
  package var mode: Mode
  package var when: Condition?
  package var unless: Condition?
  package var because: String?
  package var source: Citation?
  /// Where its limits were learned; nil: they are declared.
  package var learned: LearnedNote?
  package var repair: String?
  /// What unknowns do to the decision; its word counts first.
  package var notEvaluable: UnknownEffects
  /// Whether a language model may clear its failures and unknowns, with reasons, where they are not vetoed.
  package var modelMayClear: Bool
  /// The label that settles which member of a pair is at fault.
  package var reference: String?
  package var range: SourceRange
  /// What the kind's fields name, for lint.
  package var mentions: FieldMentions
  /// The kind's key and those beside it that belong to it, as they are written.
  package var written: [YAMLNode.Entry]
  /// Whether `each` names the subjects, and not `label`.
  package var saysEach: Bool

  /// Every condition that it holds.
  package var conditions: [Condition] {
    [when, unless].compactMap(\.self) + kind.conditions + variants.dropFirst().flatMap { $0.kind.conditions }
  }

  package init(
    id: String, kind: any ExpectationKind, variants: [Variant] = [], subjects: [String], quorum: Quantifier? = nil,
    slices: Quantifier? = nil, severity: Severity, mode: Mode = .decide, when: Condition?, unless: Condition?,
    because: String?,
    source: Citation?, learned: LearnedNote? = nil, repair: String?, notEvaluable: UnknownEffects = UnknownEffects(),
    modelMayClear: Bool = false, reference: String?, range: SourceRange,
    mentions: FieldMentions = FieldMentions(), written: [YAMLNode.Entry] = [], saysEach: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.variants = variants
    self.subjects = subjects
    self.quorum = quorum
    self.slices = slices
    self.severity = severity
    self.mode = mode
    self.when = when
    self.unless = unless
    self.because = because
    self.source = source
    self.learned = learned
    self.repair = repair
    self.notEvaluable = notEvaluable
    self.modelMayClear = modelMayClear
    self.reference = reference
    self.range = range
    self.mentions = mentions
    self.written = written
    self.saysEach = saysEach
  }
}
