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
    _ text: EvidenceText, knowledge: [Statement], observations: [Statement], table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> ModelRequest {
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(text.evidence.policy), "context": text.context, "structures": text.structures,
      "findings": text.findingLines,
      "knowledge": EvidenceText.statements("knowledge", knowledge, in: PromptRoom.knowledge),
      "observations": EvidenceText.statements("observations", observations, in: PromptRoom.observations),
      "faults": EvidenceText.faults,
    ])
    let inference = AnswerSchema.object([
      ("text", AnswerSchema.sentence("one inference in a sentence")),
      ("evidence", AnswerSchema.ids(table.ids(startingWith: ["C", "F", "K", "V"]))),
      ("fault", AnswerSchema.faults), ("label", AnswerSchema.labels(in: text.focus)),
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
      statements.append(table.check(statement))
    }
    return statements
  }
}

extension AnswerSchema {
  static var faults: JSONValue {
    choice(Fault.allCases.map(\.rawValue) + ["none"], "the fault this names, none if it names none")
  }

  static func labels(in focus: Focus) -> JSONValue {
    choice(focus.structures + ["none"], "the structure this is about, none if it is about several or another")
  }
}

extension ModelReasoner {
  /// Stage 3.
  func infer(_ course: inout Course) async throws {
    try await stage(.anatomicalInference, &course) { prompt, course, record in
      let request = try AnatomicalInference.request(
        course.text(options), knowledge: course.statements(of: .knowledgeRecall), observations: course.observations,
        table: course.table,
        prompt: prompt)
      let answer = try await ask(request)
      record.take(answer)
      record.statements = try AnatomicalInference.statements(in: answer.value, table: &course.table)
    }
  }
}
