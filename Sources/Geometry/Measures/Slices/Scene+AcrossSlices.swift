internal import Volume

extension Scene {
  /// Of an answer per index axis that of the axis across the slices; nil for an empty structure, and where the answer is.
  func acrossSlices<M: Measure, Answer>(_ measure: M) -> Answer? where M.Value == [Answer] {
    let answers = self[measure]
    return answers.indices.contains(grid.acquisitionAxis) ? answers[grid.acquisitionAxis] : nil
  }

  func acrossSlices<M: Measure, Answer>(_ measure: M) -> Answer? where M.Value == [Answer?] {
    let answers = self[measure]
    return answers.indices.contains(grid.acquisitionAxis) ? answers[grid.acquisitionAxis] : nil
  }
}
