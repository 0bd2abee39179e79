import Diagnostics
import Evaluation
package import JSON
import LanguageModel
import Pictures
import PolicyLanguage

extension PromptSet {
  /// The JSON Schema of a stage's answer. In a case's own, ids and structures are lists of values: those of the case.
  package func answerSchema(of stage: StageRecord.Name) throws(PromptError) -> JSONValue? {
    let nowhere = SourceRange(file: "", line: 1, column: 1)
    let policy = Policy(
      id: "any", version: "1.0.0", title: "any", digest: "", task: TaskDescription(), context: [], labels: [],
      groups: [], expectations: [], decision: DecisionSettings(), range: nowhere)
    let picture = Picture(name: "any", caption: "", width: 1, height: 1, png: [])
    let evidence = CaseEvidence(
      policy: policy, findings: [], pictures: [picture],
      contrast: Contrast(
        structure: "any", candidates: Contrast.Version.allCases.map { .init(version: $0, picture: picture) }),
      questions: [OpenQuestion(finding: "F1", text: "", expected: .yes)])
    return try preview(of: evidence, options: .reaching(stage)).first { $0.stage == stage }?.schema
  }
}
