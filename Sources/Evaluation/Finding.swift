public import PolicyLanguage

/// What a policy's expectation says about one export: the result, and all that a person needs to check it.
public struct Finding: Hashable, Sendable, Codable {
  /// Pass, warn and fail are results; the others say why there is none.
  public enum Outcome: String, CaseIterable, Hashable, Sendable, Codable {
    case pass, warn, fail
    case notEvaluable = "not_evaluable"
    case skipped, waived
  }

  /// `F1`, `F2`… in the order of the policy; what reasons cite.
  public var id: String
  /// The expectation's id in the policy.
  public var expectation: String
  /// The policy's id.
  public var policy: String
  /// The expectation's line in the policy.
  public var line: Int
  /// The kind's name, such as `volume`.
  public private(set) var kind: String
  /// What was judged and how it came out, such as `volume.below` or `continuity.missing_slices_above`; one of the
  /// published codes.
  public var code: FindingCode { didSet { kind = code.kind } }
  /// The structures it is about, faulty one first; empty when it is about the whole export.
  public var labels: [String]
  /// The result.
  public var outcome: Outcome
  /// What a failure weighs: the expectation's severity, unless its kind weighs by degree (`scorecard`).
  public var severity: Severity
  /// Why there is no result (not evaluable, skipped, waived), in words.
  public var cause: String?
  /// Why it could not be evaluated; empty for every other outcome.
  public var causes: [UnknownCause]
  /// One sentence for a person: what was found, with numbers and units.
  public var message: String
  /// The part of the message that holds names which only the export gives; empty where it has none.
  package var exportNames = ""
  /// The faults that the mask looks like, the likeliest first; the message says so too. Not part of a record.
  package var suspects: [SuspectedFault] = []
  /// The measured number, where the expectation is about one.
  public var measured: Measured?
  /// The limit as the author wrote it.
  public var expected: String?
  /// The numbers that it rests on beside what was learned of them; nil where nothing was learned and nothing scored.
  public var compared: [ComparedNumber]?
  /// Signed distance to the nearest limit, as a share of the limit (or of the range's width): negative is outside. Nil
  /// without a limit.
  public var margin: Double?
  /// Where in the export.
  public var location: Location?
  /// What would have to change for this finding to pass; failures and warnings only.
  public var counterfactual: String?
  /// The author's reason for the expectation.
  public var because: String?
  /// The author's citation.
  public var source: Citation?
  /// What would mend it, such as `keep-largest-component`.
  public var repair: String?
  /// What it means for the decision when it cannot be evaluated.
  public var notEvaluable: NotEvaluableEffect
  /// True where the expectation is only observed (`mode: observe`); nil where it decides.
  private var observed: Bool?

  /// Whether the expectation is only observed: the finding decides nothing.
  public var isObserved: Bool { observed ?? false }

  enum CodingKeys: String, CodingKey {
    case id, expectation, policy, line, kind, code, labels, outcome, severity, cause, causes, message, measured,
      expected,
      compared, margin
    case location, counterfactual, because, source, repair
    case notEvaluable = "not_evaluable_effect"
    case observed
  }

  /// A finding with every part named.
  package init(
    id: String, expectation: String, policy: String, line: Int, code: FindingCode,
    labels: [String], outcome: Outcome, severity: Severity, cause: String? = nil,
    causes: [UnknownCause] = [], message: String,
    measured: Measured? = nil,
    expected: String? = nil,
    margin: Double? = nil, location: Location? = nil, counterfactual: String? = nil, because: String? = nil,
    source: Citation? = nil, repair: String? = nil, notEvaluable: NotEvaluableEffect = .review,
    isObserved: Bool = false
  ) {
    self.id = id
    self.expectation = expectation
    self.policy = policy
    self.line = line
    kind = code.kind
    self.code = code
    self.labels = labels
    self.outcome = outcome
    self.severity = severity
    self.cause = cause
    self.causes = causes
    self.message = message
    self.measured = measured
    self.expected = expected
    self.margin = margin
    self.location = location
    self.counterfactual = counterfactual
    self.because = because
    self.source = source
    self.repair = repair
    self.notEvaluable = notEvaluable
    observed = isObserved ? true : nil
  }
}

extension Finding {
  /// The message as a model may read it: without names that only the export gives, since such names come from names of
  /// files and may identify a patient. What the `file` kind says is full of them.
  package var messageForModels: String {
    if kind == FileIntegrity.name { return "What was found about the file: \(code.text)." }
    return exportNames.isEmpty ? message : message.replacing(exportNames, with: "")
  }
}

extension [Finding] {
  /// The findings that decide: what is only observed left out.
  package var deciding: [Finding] { filter { !$0.isObserved } }
}

/// A number with its unit, as shown to people.
public struct Measured: Hashable, Sendable, Codable {
  /// The number in `unit`.
  public var value: Double
  /// `mL`, `mm`, `components`…; empty for shares.
  public var unit: String

  /// A number and its unit.
  package init(value: Double, unit: String) {
    self.value = value
    self.unit = unit
  }
}

/// A box in the export, in both spaces, and the slices to look at.
public struct Location: Hashable, Sendable, Codable {
  /// A stretch of slices along one index axis.
  public struct Slices: Hashable, Sendable, Codable {
    /// `i`, `j` or `k`.
    public var axis: String
    /// First slice index, from 0.
    public var from: Int
    /// Last slice index.
    public var to: Int

    /// Slices `from` to `to`, both included.
    package init(axis: String, from: Int, to: Int) {
      self.axis = axis
      self.from = from
      self.to = to
    }
  }

  /// First and last voxel of the box, both included: `[[i, j, k], [i, j, k]]`.
  public var voxel: [[Int]]
  /// The lowest and the highest corner in RAS mm; nil when the orientation is unknown.
  public var rasMM: [[Double]]?
  /// The slices to look at, along the axis nearest to superior–inferior.
  public var slices: Slices?

  enum CodingKeys: String, CodingKey {
    case voxel
    case rasMM = "ras_mm"
    case slices
  }

  /// A box in voxel indices, in patient space when that is known, and the slices it spans.
  package init(voxel: [[Int]], rasMM: [[Double]]?, slices: Slices?) {
    self.voxel = voxel
    self.rasMM = rasMM
    self.slices = slices
  }
}
