public import Anatomy

/// One sentence that a stage wrote, with what it cites and whether that bears it out.
public struct Statement: Hashable, Sendable, Codable {
  /// `K1`… knowledge, `V1`… observations, `A1`… inferences, `S1`… reasons put forward in the synthesis.
  public var id: String
  /// The sentence.
  public var text: String
  /// What it cites: findings, pictures, earlier statements; for knowledge, expectations of the policy.
  public var evidence: [String]
  /// Whether the cited evidence bears the sentence out. What is not grounded is kept for the reader and drives nothing.
  public var grounded: Bool
  /// What the evidence does not bear out; nil when grounded.
  public var problem: String?
  /// The fault it names, if any.
  public var fault: Fault?
  /// The structure it names the fault of, by its policy name.
  public var label: String?
  /// The decision it speaks for; synthesis only.
  public var supports: Decision?

  /// A statement with every part named.
  package init(
    id: String, text: String, evidence: [String], grounded: Bool, problem: String? = nil, fault: Fault? = nil,
    label: String? = nil, supports: Decision? = nil
  ) {
    self.id = id
    self.text = text
    self.evidence = evidence
    self.grounded = grounded
    self.problem = problem
    self.fault = fault
    self.label = label
    self.supports = supports
  }
}
