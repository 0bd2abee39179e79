/// How the verdict of the rules and that of a model became one decision.
public struct Arbitration: Hashable, Sendable, Codable {
  /// The verdict of the rules alone.
  public var rules: Decision
  /// The model's verdict as it voted; nil when none was consulted, when it gave no usable one, and when its votes have no majority.
  public var model: Decision?
  /// The decision.
  public var final: Decision
  /// Which rule decided, in words, with the ids it rests on.
  public var because: String

  /// The two verdicts, the decision and what made it.
  public init(rules: Decision, model: Decision? = nil, final: Decision, because: String) {
    self.rules = rules
    self.model = model
    self.final = final
    self.because = because
  }
}
