/// How sure a model is of its verdict, and how that is known.
///
/// Models overrate themselves, and the probability of a word says nothing of what the reasons before it are worth:
/// where both are known the smaller one counts.
public struct Confidence: Hashable, Sendable {
  /// Where the number that counts comes from.
  public enum Source: String, CaseIterable, Hashable, Sendable, Codable {
    /// The probability of the verdict's tokens against those of the other verdicts.
    case tokens
    /// The number that the model wrote down.
    case model
  }

  /// What the model says, 0…1.
  public var said: Double
  /// The probability of the verdict's tokens, 0…1; nil where the server gives none.
  public var inTokens: Double?

  /// What is known.
  public init(said: Double, inTokens: Double? = nil) {
    self.said = said
    self.inTokens = inTokens.flatMap { $0.isFinite ? min(max($0, 0), 1) : nil }
  }

  /// The one that counts, 0…1: the smaller.
  public var value: Double { min(said, inTokens ?? 1) }
  /// Where it comes from; the model's own number when both are equal.
  public var source: Source { (inTokens ?? 1) < said ? .tokens : .model }
}
