package import Evaluation

/// All that reasoning about one export gives to its record.
package struct Conclusion: Hashable, Sendable, Codable {
  /// What may be done with the export.
  package var decision: Decision
  /// Acceptability in 0…1 that the arbitration rests on: higher is better.
  package var score: Double
  /// The findings as they were judged: those that ask about the pictures carry the answer, where one was given.
  package var findings: [Finding]
  /// In order of severity, then margin.
  package var reasons: [Reason]
  /// The four stages, or as many as were reached.
  package var stages: [StageRecord]
  /// What made the decision.
  package var arbitration: Arbitration

  /// A conclusion with every part named.
  package init(
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
