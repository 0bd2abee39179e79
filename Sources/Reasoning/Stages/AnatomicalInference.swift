import Anatomy
import Evaluation
import JSON
import LanguageModel
import PolicyLanguage

/// Stage 3: what went wrong. Inferences `A1`… name faults and cite what they explain.
enum AnatomicalInference {
  /// The diagnosis in words.
  static func byRules(_ diagnosis: Diagnosis, writer: ReasonWriter) -> StageRecord {
    var statements = diagnosis.faults.enumerated().map { index, named in
      let ids = named.findings.map(\.id)
      let verb = ids.count == 1 ? "is explained" : "are explained together"
      return Statement(
        id: "A\(index + 1)", text: "\(list(ids)) \(verb) by one fault: \(writer.sentence(for: named))",
        evidence: ids, grounded: true, fault: named.fault, label: named.labels.first)
    }
    if !diagnosis.unexplained.isEmpty {
      let ids = diagnosis.unexplained.map(\.id)
      statements.append(
        Statement(
          id: "A\(statements.count + 1)", text: "No known fault explains \(list(ids)).", evidence: ids,
          grounded: true))
    }
    return StageRecord(
      name: .anatomicalInference, statements: statements,
      note: "No language model was consulted: faults are recognised by their signature of findings.")
  }
}

extension AnatomicalInference {
  /// The question to a model: what knowledge, observations and findings say together.
  static func request(
    _ evidence: CaseEvidence, findings: [Finding], knowledge: [Statement], observations: [Statement],
    table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> ModelRequest {
    let text = EvidenceText(evidence: evidence, findings: findings)
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(evidence.policy), "context": text.context, "structures": text.structures,
      "findings": text.findingLines, "knowledge": EvidenceText.statements("knowledge", knowledge),
      "observations": EvidenceText.statements("observations", observations), "faults": EvidenceText.faults,
    ])
    let inference = AnswerSchema.object([
      ("text", AnswerSchema.text("one inference in a sentence")),
      ("evidence", AnswerSchema.ids(table.ids(startingWith: ["C", "F", "K", "V"]))),
      ("fault", AnswerSchema.faults), ("label", AnswerSchema.labels(of: evidence)),
    ])
    let schema = AnswerSchema.object([("inferences", AnswerSchema.list(of: inference, "what went wrong, if anything"))])
    return ModelRequest(system: system, parts: [.text(user)], schemaName: "anatomical_inference", schema: schema)
  }

  /// The inferences, checked against what they cite.
  static func statements(in answer: JSONValue, table: inout EvidenceTable) throws(ModelError) -> [Statement] {
    var statements: [Statement] = []
    for item in try AnswerReader(value: answer).list("inferences") {
      let statement = Statement(
        id: "A\(statements.count + 1)", text: try item.text("text"), evidence: try item.ids("evidence"),
        grounded: false, fault: try item.fault("fault"), label: try item.label("label"))
      statements.append(Grounding.check(statement, in: &table))
    }
    return statements
  }
}

extension AnswerSchema {
  static var faults: JSONValue {
    choice(Fault.allCases.map(\.rawValue) + ["none"], "the fault this names, none if it names none")
  }

  static func labels(of evidence: CaseEvidence) -> JSONValue {
    choice(evidence.policy.labels.map(\.name) + ["none"], "the structure this is about, none if it is about several")
  }
}
