import Evaluation
import JSON
import LanguageModel
import PolicyLanguage

/// All that the four stages ask, in one question: what a study compares them with.
enum SinglePass {
  static func request(
    _ evidence: CaseEvidence, questions: [OpenQuestion], table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> ModelRequest {
    let text = EvidenceText(evidence: evidence, findings: evidence.findings)
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(evidence.policy), "context": text.context, "structures": text.structures,
      "findings": text.findingLines, "pictures": text.pictureLines, "questions": text.lines(of: questions),
      "faults": EvidenceText.faults, "decision": text.decision,
    ])
    var properties = ClinicalSynthesis.verdictSchema(evidence, ids: table.ids(startingWith: ["D", "F", "P"]))
    if !questions.isEmpty { properties.insert(("answers", VisualFeatures.answersSchema(questions)), at: 0) }
    return ModelRequest(
      system: system, parts: [.text(user)] + VisualFeatures.pictureParts(evidence.pictures),
      schemaName: "single_pass", schema: AnswerSchema.object(properties))
  }
}
