public import Evaluation

/// All that reasoning about one export gives to its record.
public struct Outcome: Hashable, Sendable, Codable {
  /// What may be done with the export.
  public var decision: Decision
  /// Acceptability in 0…1 that the arbitration rests on: higher is better.
  public var score: Double
  /// The findings as they were judged: those that ask about the pictures carry the answer, where one was given.
  public var findings: [Finding]
  /// In order of severity, then margin.
  public var reasons: [Reason]
  /// The four stages, or as many as were reached.
  public var stages: [StageRecord]
  /// What made the decision.
  public var arbitration: Arbitration

  /// An outcome with every part named.
  public init(
    decision: Decision, score: Double, findings: [Finding], reasons: [Reason], stages: [StageRecord],
    arbitration: Arbitration
  ) {
    self.decision = decision
    self.score = score
    self.findings = findings
    self.reasons = reasons
    self.stages = stages
    self.arbitration = arbitration
  }
}
