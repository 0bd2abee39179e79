package import Geometry
package import PolicyLanguage
package import Wording

/// A kind of expectation with its judgement. One folder each; `ExpectationKinds.all` lists them.
package protocol JudgedKind: ExpectationKind {
  /// The labels that it speaks of, apart from its subject.
  var namedLabels: [String] { get }

  /// The labels that it speaks of beside one subject: those that it names, and those that the subject leads to.
  func labels(beside subject: String?, in policy: Policy) -> [String]

  /// The questions that judging one subject rests on (nil for kinds without subjects): what is not among them is not
  /// known. Labels that are absent need nothing.
  func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure]

  /// Judges one subject; one judgement for each limit that the author set. Called only when every label involved has
  /// voxels, unless the kind judges absence itself.
  func judge(subject: String?, facts: CaseFacts) -> [Judgement]

  /// The numbers that it limits for one subject, for learning ranges from cohorts; none where there is nothing to
  /// learn.
  func limitedNumbers(subject: String?, policy: Policy) -> [LimitedNumber]

  /// Which label of a failed judgement is at fault, held against the expectation's `reference`; nil when that settles
  /// nothing.
  ///
  /// - Parameter labels: the subject and the labels beside it.
  func culprit(among labels: [String], reference: String, facts: CaseFacts) -> String?

  // MARK: What single kinds say, and all others do not

  /// The key of the field that limits a number of the catalogue, such as `sphericity`; nil where none does.
  static func key(limiting number: String) -> String?

  /// The presence that it asks of its subjects; nil where it asks none of them.
  var requirement: Presence.Requirement? { get }

  /// The question that it puts to whoever looks at the pictures; nil where it is judged by numbers.
  var question: Ask.Question? { get }

  /// The labels that it strings together, in their order; empty where order means nothing to it.
  var chain: [String] { get }

  /// The limits of a size outside of which it fails, or else warns; nil where it limits none.
  var sizeLimits: Limits? { get }

  /// The parts of the files' integrity that it settles, so that their standard does not hold.
  var fileParts: Set<FileIntegrity.Part> { get }

  /// The distance, in mm, within which grids are one to it; nil where it compares none.
  var gridTolerance: Double? { get }
}

extension JudgedKind {
  package var namedLabels: [String] { [] }
  package func labels(beside subject: String?, in policy: Policy) -> [String] { namedLabels }
  package func limitedNumbers(subject: String?, policy: Policy) -> [LimitedNumber] { [] }
  package func culprit(among labels: [String], reference: String, facts: CaseFacts) -> String? { nil }

  package static func key(limiting number: String) -> String? { nil }
  package var requirement: Presence.Requirement? { nil }
  package var question: Ask.Question? { nil }
  package var chain: [String] { [] }
  package var sizeLimits: Limits? { nil }
  package var fileParts: Set<FileIntegrity.Part> { [] }
  package var gridTolerance: Double? { nil }
}

/// What a kind says about one subject, before the expectation's own fields are added.
package struct Judgement: Hashable, Sendable {
  package var outcome: Finding.Outcome
  /// Which field decided, and how.
  package var aspect: Aspect
  /// Nil: the subject and the kind's named labels.
  package var labels: [String]?
  package var message: String
  /// Names that only the export gives, as a sentence with a blank before it that follows the message where people read
  /// it. They come from names of files, so that no model reads them.
  package var exportNames = ""
  /// Why the expectation does not apply, in words; skipped judgements only.
  package var reason: String?
  /// Why there is no result; those that are not evaluable have at least one cause.
  package var causes: [UnknownCause]
  /// The worst that it would be if a fact about the case that is not given were known; nil: no worse than unknown.
  package var worst: Finding.Outcome?
  package var measured: Measured?
  package var expected: String?
  package var margin: Double?
  package var location: Location?
  package var counterfactual: String?
  package var repair: String?
  /// What a failure weighs where the kind itself weighs by degree; nil: as the expectation says. An expectation that is
  /// only a note stays one.
  package var severity: Severity?
  /// The faults that the mask looks like, the likeliest first; none where the kind does not tell.
  package var suspects: [SuspectedFault] = []

  /// The numbers that it rests on beside what was learned of them.
  package var compared: [ComparedNumber] = []

  /// Whether there is a result, good or bad.
  package var isResult: Bool { [.pass, .warn, .fail].contains(outcome) }

  package init(
    _ outcome: Finding.Outcome, aspect: Aspect, labels: [String]? = nil, message: String, reason: String? = nil,
    causes: [UnknownCause] = [],
    measured: Measured? = nil, expected: String? = nil, margin: Double? = nil, location: Location? = nil,
    counterfactual: String? = nil, repair: String? = nil, severity: Severity? = nil
  ) {
    self.outcome = outcome
    self.aspect = aspect
    self.labels = labels
    self.message = message
    self.reason = reason
    self.causes = causes
    self.measured = measured
    self.expected = expected
    self.margin = margin
    self.location = location
    self.counterfactual = counterfactual
    self.repair = repair
    self.severity = severity
  }
}
