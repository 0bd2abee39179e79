/// A policy's question about the pictures. The finding it belongs to cannot be evaluated until a model has answered.
package struct Question: Hashable, Sendable {
  /// The id of the finding that the answer settles.
  package var finding: String
  /// The question as the author wrote it.
  package var text: String
  /// The answer that passes.
  package var expected: StageRecord.Answer.Choice

  package init(finding: String, text: String, expected: StageRecord.Answer.Choice) {
    self.finding = finding
    self.text = text
    self.expected = expected
  }
}
