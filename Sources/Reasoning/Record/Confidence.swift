/// How sure a model is of its verdict, and how that is known.
///
/// Models overrate themselves, and the probability of a word says nothing of what the reasons before it are worth:
/// where both are known the smaller one counts.
package struct Confidence: Hashable, Sendable {
  /// What the model says, 0…1.
  package var said: Double
  /// The probability of the verdict's tokens, 0…1; nil where the server gives none.
  package var inTokens: Double?

  /// What is known.
  package init(said: Double, inTokens: Double? = nil) {
    self.said = said
    self.inTokens = inTokens.flatMap { $0.isFinite ? min(max($0, 0), 1) : nil }
  }

  /// The one that counts, 0…1: the smaller.
  package var value: Double { min(said, inTokens ?? 1) }
  /// Where it comes from; the model's own number when both are equal.
  package var source: StageRecord.Vote.Source { (inTokens ?? 1) < said ? .tokens : .model }
}
