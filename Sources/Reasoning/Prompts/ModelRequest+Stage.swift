package import LanguageModel

extension ModelRequest {
  /// The stage that puts this question; nil for other questions.
  package var stage: StageRecord.Name? {
    StageRecord.Name(rawValue: String(schemaName.map { $0 == "_" ? "-" : $0 }))
  }
}
