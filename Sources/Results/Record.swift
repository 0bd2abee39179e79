public import Evaluation
public import Reasoning

/// What is known about one checked export: the decision, its reasons and everything they rest on. One per case; its
/// JSON is the published `segwarden.record/2`.
public struct Record: Hashable, Sendable, Codable {
  /// The schema's name and version.
  public static let schemaName = "segwarden.record/2"

  /// Always `segwarden.record/2`.
  public var schema: String
  /// What the user calls the case: the export's name without its folders and its ending.
  public var caseName: String
  /// What the policy is about, such as `CT abdomen, 3D`.
  public var task: String
  /// What may be done with the export.
  public var decision: Decision
  /// Acceptability, 0…1.
  public var score: Double
  /// What the score means; nil in records of programs that did not say.
  public var scoreBasis: ScoreBasis?
  /// Why, in order of severity, then margin.
  public var reasons: [Reason]
  /// Every expectation's result, in the order of the policy.
  public var findings: [Finding]
  /// The numbers that were measured for the policy's labels.
  public var measures: [LabelMeasures]
  /// What was and was not judged, of each structure that the export holds or that something was left open about.
  public var coverage: [StructureCoverage]
  /// What the four stages said.
  public var stages: [StageRecord]
  /// How the verdicts became one decision.
  public var arbitration: Arbitration
  /// How many findings had which outcome.
  public var counts: Counts
  /// Sentences about how the export was read, such as a threshold that was applied.
  public var notes: [String]
  /// What went in, and what made the record.
  public var provenance: Provenance

  enum CodingKeys: String, CodingKey {
    case schema
    case caseName = "case"
    case scoreBasis = "score_basis"
    case task, decision, score, reasons, findings, measures, coverage, stages, arbitration, counts, notes, provenance
  }

  /// A record of an conclusion.
  package init(
    caseName: String, task: String, conclusion: Conclusion, scoreBasis: ScoreBasis? = nil, measures: [LabelMeasures],
    notes: [String], provenance: Provenance
  ) {
    self.scoreBasis = scoreBasis
    schema = Self.schemaName
    self.caseName = caseName
    self.task = task
    decision = conclusion.decision
    score = conclusion.score
    reasons = conclusion.reasons
    findings = conclusion.findings
    self.measures = measures
    coverage = measures.map { StructureCoverage(label: $0.label, state: $0.state, findings: conclusion.findings) }
      .filter { $0.state != .notInExport || !$0.open.isEmpty }
    stages = conclusion.stages
    arbitration = conclusion.arbitration
    counts = Counts(conclusion.findings)
    self.notes = notes
    self.provenance = provenance
  }
}

/// How many findings that decide had which outcome: nothing is skipped silently.
public struct Counts: Hashable, Sendable, Codable {
  /// Findings with a result: passed, warned and failed.
  public var evaluated: Int
  /// Findings that passed.
  public var passed: Int
  /// Findings outside the typical range and inside the possible one.
  public var warned: Int
  /// Findings that failed.
  public var failed: Int
  /// Findings whose condition did not hold.
  public var skipped: Int
  /// Findings that a waiver set aside.
  public var waived: Int
  /// Findings that could not be judged.
  public var notEvaluable: Int
  /// Findings that are only observed, which the other numbers leave out; nil where there are none.
  public var observed: Observed?

  /// How many findings that decide nothing had which result.
  public struct Observed: Hashable, Sendable, Codable {
    /// Findings that passed.
    public var passed: Int
    /// Findings outside the typical range and inside the possible one.
    public var warned: Int
    /// Findings that failed.
    public var failed: Int
    /// Findings without a result.
    public var open: Int

    /// Counts findings by outcome; nil where there are none.
    init?(_ findings: [Finding]) {
      if findings.isEmpty { return nil }
      passed = findings.count { $0.outcome == .pass }
      warned = findings.count { $0.outcome == .warn }
      failed = findings.count { $0.outcome == .fail }
      open = findings.count - passed - warned - failed
    }
  }

  enum CodingKeys: String, CodingKey {
    case evaluated, passed, warned, failed, skipped, waived, observed
    case notEvaluable = "not_evaluable"
  }

  /// Counts findings by outcome.
  package init(_ all: [Finding]) {
    let findings = all.deciding
    observed = Observed(all.filter(\.isObserved))
    func count(_ outcome: Finding.Outcome) -> Int { findings.count { $0.outcome == outcome } }
    passed = count(.pass)
    warned = count(.warn)
    failed = count(.fail)
    skipped = count(.skipped)
    waived = count(.waived)
    notEvaluable = count(.notEvaluable)
    evaluated = passed + warned + failed
  }
}

/// The basic numbers of one label, kept so that a changed policy can be replayed and a person can compare cases.
public struct LabelMeasures: Hashable, Sendable, Codable {
  /// The policy's name of the label.
  public var label: String
  /// `present`, `empty` or `not-in-export`.
  public var state: LabelState
  /// Number of voxels; nil when the export does not know the label.
  public var voxels: Int?
  /// Volume in mL, in three dimensions with known spacing.
  public var volumeML: Double?
  /// Centroid in RAS mm, when the orientation is known.
  public var centroidRAS: [Double]?
  /// The faces of the field of view that cut it.
  public var cutBy: [String]

  enum CodingKeys: String, CodingKey {
    case label, state, voxels
    case volumeML = "volume_ml"
    case centroidRAS = "centroid_ras"
    case cutBy = "cut_by"
  }

  /// The numbers of one label.
  package init(
    label: String, state: LabelState, voxels: Int?, volumeML: Double?, centroidRAS: [Double]?, cutBy: [String]
  ) {
    self.label = label
    self.state = state
    self.voxels = voxels
    self.volumeML = volumeML
    self.centroidRAS = centroidRAS
    self.cutBy = cutBy
  }
}
