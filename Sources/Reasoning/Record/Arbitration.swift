/// How the verdict of the rules and that of a model became one decision.
public struct Arbitration: Hashable, Sendable, Codable {
  /// A finding that a model cleared, and by what.
  public struct Cleared: Hashable, Sendable, Codable {
    /// The finding's id.
    public var finding: String
    /// The ids of the statements that cleared it, one of each reading.
    public var reasons: [String]

    /// A finding and the statements that cleared it.
    package init(finding: String, reasons: [String]) {
      self.finding = finding
      self.reasons = reasons
    }
  }

  /// The verdict of the rules alone.
  public var rules: Decision
  /// The model's verdict as it voted; nil when none was consulted, when it gave no usable one, and when its votes have
  /// no majority.
  public var model: Decision?
  /// The decision.
  public var final: Decision
  /// What the decision would be if the policy were in force; nil unless it is only observed, and the decision review
  /// for that.
  public var observed: Decision?
  /// The findings that the model cleared where it lowered the verdict, as the policy lets it; nil where it cleared
  /// none.
  public var cleared: [Cleared]?
  /// Which rule decided, in words, with the ids it rests on.
  public var because: String

  /// The two verdicts, the decision and what made it.
  package init(
    rules: Decision, model: Decision? = nil, final: Decision, observed: Decision? = nil, cleared: [Cleared]? = nil,
    because: String
  ) {
    self.rules = rules
    self.model = model
    self.final = final
    self.observed = observed
    self.cleared = cleared
    self.because = because
  }
}
