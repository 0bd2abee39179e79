import Evaluation
import JSON
import LanguageModel
import PolicyLanguage

/// Stage 4: what may be done with the export, and why.
enum ClinicalSynthesis {
  /// The rules' verdict in words.
  static func byRules(_ verdict: RulesVerdict, reasons: [Reason]) -> StageRecord {
    let statements = reasons.enumerated().map { index, reason in
      Statement(
        id: "S\(index + 1)", text: reason.text, evidence: reason.evidence, grounded: true, fault: reason.fault,
        label: reason.label)
    }
    return StageRecord(
      name: .clinicalSynthesis, statements: statements,
      note: "No language model was consulted: \(verdict.decision.rawValue) by the policy's rules (\(verdict.because)).")
  }
}

extension ClinicalSynthesis {
  /// The question to a model: a verdict with its reasons. Every reading is asked the same.
  static func request(
    _ evidence: CaseEvidence, findings: [Finding], stages: [StageRecord], table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> ModelRequest {
    let text = EvidenceText(evidence: evidence, findings: findings)
    func statements(_ stage: StageRecord.Name, as name: String) -> String {
      EvidenceText.statements(name, stages.first { $0.name == stage }?.statements ?? [])
    }
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(evidence.policy), "context": text.context, "findings": text.findingLines,
      "knowledge": statements(.knowledgeRecall, as: "knowledge"),
      "observations": statements(.visualFeatures, as: "observations"),
      "inferences": statements(.anatomicalInference, as: "inferences"),
      "contrast": statements(.contrast, as: "contrast"), "decision": text.decision,
    ])
    return ModelRequest(
      system: system, parts: [.text(user)], schemaName: "clinical_synthesis",
      schema: AnswerSchema.object(
        verdictSchema(evidence, ids: table.ids(startingWith: ["A", "C", "D", "F", "K", "V"]))))
  }

  /// Reasons first, then the verdict that follows from them.
  static func verdictSchema(_ evidence: CaseEvidence, ids: [String]) -> [(name: String, schema: JSONValue)] {
    let verdicts = Decision.allCases.map(\.rawValue)
    let reason = AnswerSchema.object([
      ("text", AnswerSchema.text("one reason in a sentence")), ("evidence", AnswerSchema.ids(ids)),
      ("fault", AnswerSchema.faults), ("label", AnswerSchema.labels(of: evidence)),
      ("supports", AnswerSchema.choice(verdicts, "the verdict this speaks for")),
    ])
    return [
      ("reasons", AnswerSchema.list(of: reason, "the reasons, weightiest first")),
      ("verdict", AnswerSchema.choice(verdicts, "what the reasons amount to")), ("confidence", confidence),
    ]
  }

  /// Steps of five percent: every server keeps to a list of values, few to the bounds of a number.
  private static let confidence: JSONValue = [
    "type": "integer", "enum": .array(stride(from: 0, through: 100, by: 5).map(JSONValue.integer)),
    "description": "how sure you are of the verdict, in percent",
  ]

  /// One reading: its reasons as statements numbered after those of earlier readings, checked, and its vote.
  static func reading(
    in answer: ModelAnswer, after count: Int, table: EvidenceTable
  ) throws(ModelError) -> (statements: [Statement], vote: StageRecord.Vote) {
    let reader = AnswerReader(value: answer.value)
    // Reasons cannot cite each other, so nothing is added to the case's evidence.
    var table = table
    var statements: [Statement] = []
    for item in try reader.list("reasons") {
      let statement = Statement(
        id: "S\(count + statements.count + 1)", text: try item.text("text"), evidence: try item.ids("evidence"),
        grounded: false, fault: try item.fault("fault"), label: try item.label("label"),
        supports: try item.choice("supports", Decision.self))
      let checked = Grounding.check(statement, in: &table)
      statements.append(checked)
    }
    let decision = try reader.choice("verdict", Decision.self)
    let confidence = Confidence(
      said: try reader.percent("confidence"),
      inTokens: answer.tokens.flatMap { VerdictProbability.of(decision, in: $0) })
    return (statements, StageRecord.Vote(decision: decision, confidence: confidence, reasons: statements.map(\.id)))
  }
}
