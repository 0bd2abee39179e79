package import JSON
import LanguageModel
import PolicyLanguage

extension PromptSet {
  /// The JSON Schema of a stage's answer. In a case's own, ids and structures are lists of values: those of the case.
  package func answerSchema(of stage: StageRecord.Name) throws(PromptError) -> JSONValue? {
    let nowhere = SourceRange(file: "", line: 1, column: 1)
    let policy = Policy(
      id: "any", version: "1.0.0", title: "any", digest: "", task: TaskDescription(), context: [], labels: [],
      groups: [], expectations: [], decision: DecisionSettings(), range: nowhere)
    let evidence = CaseEvidence(
      policy: policy, findings: [], questions: [Question(finding: "F1", text: "", expected: .yes)])
    return try preview(of: evidence).first { $0.stage == stage }?.schema
  }
}
