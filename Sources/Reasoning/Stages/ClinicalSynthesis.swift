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
    _ text: EvidenceText, stages: [StageRecord], table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> ModelRequest {
    func statements(_ stage: StageRecord.Name, as name: String, in room: Int) -> String {
      EvidenceText.statements(name, stages.first { $0.name == stage }?.statements ?? [], in: room)
    }
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(text.evidence.policy), "context": text.context, "findings": text.findingLines,
      "knowledge": statements(.knowledgeRecall, as: "knowledge", in: PromptRoom.knowledge),
      "observations": statements(.visualFeatures, as: "observations", in: PromptRoom.observations),
      "inferences": statements(.anatomicalInference, as: "inferences", in: PromptRoom.inferences),
      "contrast": statements(.contrast, as: "contrast", in: PromptRoom.comparison), "decision": text.decision,
    ])
    return ModelRequest(
      system: system, parts: [.text(user)], schemaName: "clinical_synthesis",
      schema: AnswerSchema.object(
        verdictSchema(text.focus, ids: table.ids(startingWith: ["A", "C", "D", "F", "K", "V"]))))
  }

  /// Reasons first, then the verdict that follows from them.
  static func verdictSchema(_ focus: Focus, ids: [String]) -> [(name: String, schema: JSONValue)] {
    let verdicts = Decision.allCases.map(\.rawValue)
    let reason = AnswerSchema.object([
      ("text", AnswerSchema.sentence("one reason in a sentence")), ("evidence", AnswerSchema.ids(ids)),
      ("fault", AnswerSchema.faults), ("label", AnswerSchema.labels(in: focus)),
      ("supports", AnswerSchema.choice(verdicts, "the verdict this speaks for")),
    ])
    return [
      ("reasons", AnswerSchema.list(of: reason, "the reasons, weightiest first", atMost: AnswerSchema.mostReasons)),
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
    for item in try reader.list("reasons", atMost: AnswerSchema.mostReasons) {
      let statement = Statement(
        id: "S\(count + statements.count + 1)", text: try item.text("text"), evidence: try item.ids("evidence"),
        grounded: false, fault: try item.fault("fault"), label: try item.label("label"),
        supports: try item.choice("supports", Decision.self))
      let checked = table.check(statement)
      statements.append(checked)
    }
    let decision = try reader.choice("verdict", Decision.self)
    let confidence = Confidence(
      said: try reader.percent("confidence"),
      inTokens: answer.tokens.flatMap { VerdictProbability.of(decision, in: $0) })
    return (statements, StageRecord.Vote(decision: decision, confidence: confidence, reasons: statements.map(\.id)))
  }
}

extension ModelReasoner {
  /// Stage 4, as many readings as the policy asks for.
  func judge(_ course: inout Course) async throws -> ModelVerdict {
    var verdict = ModelVerdict(votes: [])
    try await stage(.clinicalSynthesis, &course) { prompt, course, record in
      let request = try ClinicalSynthesis.request(
        course.text(options), stages: course.stages, table: course.table, prompt: prompt)
      verdict = try await vote(on: request, &course, &record)
    }
    return verdict
  }

  /// Asks one question again and again, each time as a sample of its own, until the votes have decided; all of them
  /// where they would lower the rules' verdict, since each may object. Votes are counted here: no model is asked what
  /// they amount to. One reading without a usable answer fails the stage.
  ///
  /// - Parameter each: what else is taken from an answer.
  func vote(
    on request: ModelRequest, _ course: inout Course, _ record: inout StageRecord,
    each: (ModelAnswer, ModelRequest, inout StageRecord) async throws -> Void = { _, _, _ in }
  ) async throws -> ModelVerdict {
    let settings = course.evidence.policy.decision
    var verdict = ModelVerdict(
      votes: [], planned: max(1, settings.votes), agreementNeeded: settings.agreement)
    while !verdict.isDecided || (verdict.votes.count < verdict.planned && course.lowers(verdict)) {
      var sample = request
      sample.sample = verdict.votes.count
      let answer = try await ask(sample)
      record.take(answer)
      try await each(answer, sample, &record)
      let (statements, vote) = try ClinicalSynthesis.reading(
        in: answer, after: record.statements.count, table: course.table)
      record.statements += statements
      record.votes.append(vote)
      verdict.votes.append(course.weigh(vote, statements))
      record.agreement = verdict.agreement
    }
    return verdict
  }
}
