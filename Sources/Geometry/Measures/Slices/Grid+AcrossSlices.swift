internal import Volume

extension Grid {
  /// Of an answer per index axis that of the axis across the slices; nil for an empty structure, and where the answer
  /// is.
  func acrossSlices<Answer>(_ answers: [Answer]) -> Answer? {
    answers.indices.contains(acquisitionAxis) ? answers[acquisitionAxis] : nil
  }

  func acrossSlices<Answer>(_ answers: [Answer?]) -> Answer? {
    answers.indices.contains(acquisitionAxis) ? answers[acquisitionAxis] : nil
  }
}
