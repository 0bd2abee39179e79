/// A policy's question about the pictures. The finding it belongs to cannot be evaluated until a model has answered.
package struct Question: Hashable, Sendable {
  /// What it is answered by: the finding's id; `F4.2` where the finding waits for several answers.
  package var id: String
  /// The id of the finding that the answer settles.
  package var finding: String
  /// The structure that it is about, where the finding waits for the answers about several.
  package var label: String?
  /// The question as the author wrote it.
  package var text: String
  /// The answer that passes.
  package var expected: StageRecord.Answer.Choice

  package init(
    id: String? = nil, finding: String, label: String? = nil, text: String, expected: StageRecord.Answer.Choice
  ) {
    self.id = id ?? finding
    self.finding = finding
    self.label = label
    self.text = text
    self.expected = expected
  }

  /// Whether an answer is one to it.
  func isAnswered(by answer: StageRecord.Answer) -> Bool { answer.finding == finding && answer.label == label }
}
