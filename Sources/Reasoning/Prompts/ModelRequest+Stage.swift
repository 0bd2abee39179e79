package import LanguageModel

extension ModelRequest {
  /// The stage that puts this question, or puts it once more for what was left out; nil for other questions.
  package var stage: StageRecord.Name? {
    if schemaName == PictureQuestions.schemaName { return .visualFeatures }
    return StageRecord.Name(rawValue: String(schemaName.map { $0 == "_" ? "-" : $0 }))
  }
}
