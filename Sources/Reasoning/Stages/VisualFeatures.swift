import Evaluation
import JSON
import LanguageModel
import Pictures
import PolicyLanguage

/// Stage 2: what is to be seen. Observations `V1`… cite findings or pictures.
enum VisualFeatures {
  /// The measured findings put in words: each that is odd or unknown by itself, those that passed together by kind.
  static func byRules(_ findings: [Finding]) -> StageRecord {
    var texts: [(text: String, evidence: [String])] = []
    for finding in findings {
      switch finding.outcome {
      case .fail: texts.append(("Failed: \(finding.message)", [finding.id]))
      case .warn: texts.append(("Unusual: \(finding.message)", [finding.id]))
      case .notEvaluable: texts.append(("Not evaluable: \(finding.cause ?? finding.message)", [finding.id]))
      case .waived: texts.append(("Waived: \(finding.message)", [finding.id]))
      case .pass, .skipped: break
      }
    }
    let passed = findings.filter { $0.outcome == .pass }
    let kinds = passed.reduce(into: [String]()) { if !$0.contains($1.kind) { $0.append($1.kind) } }
    for kind in kinds {
      let same = passed.filter { $0.kind == kind }
      let labels = same.flatMap(\.labels).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      let whom = labels.isEmpty ? "the export" : list(labels)
      texts.append(("As expected in \(kind): \(whom).", same.map(\.id)))
    }
    let statements = texts.enumerated().map { index, item in
      Statement(id: "V\(index + 1)", text: item.text, evidence: item.evidence, grounded: true)
    }
    return StageRecord(
      name: .visualFeatures, statements: statements,
      note: "No language model was consulted and no picture was looked at: the measured findings in words.")
  }
}

extension VisualFeatures {
  /// The question to a model: the findings as data, the pictures, and what the policy wants answered from them.
  static func request(
    _ evidence: CaseEvidence, questions: [Question], table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> ModelRequest {
    let text = EvidenceText(evidence: evidence, findings: evidence.findings)
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(evidence.policy), "context": text.context, "structures": text.structures,
      "findings": text.findingLines, "pictures": text.pictureLines,
      "questions": text.lines(of: questions),
    ])
    return ModelRequest(
      system: system, parts: [.text(user)] + pictureParts(evidence.pictures), schemaName: "visual_features",
      schema: schema(questions: questions, table: table))
  }

  /// The pictures, each after its id.
  static func pictureParts(_ pictures: [Picture]) -> [ModelRequest.Part] {
    pictures.enumerated().flatMap { index, picture -> [ModelRequest.Part] in
      [.text("Picture P\(index + 1):"), .png(picture.png)]
    }
  }

  static let answersName = "visual_features_answers"

  /// The same question once more, for the answers that are missing.
  static func request(again request: ModelRequest, for left: [Question]) -> ModelRequest {
    var again = request
    let ids = left.map(\.finding).joined(separator: ", ")
    again.parts.append(
      .text(
        "Your answer left out \(ids). Answer each of them now; cannot-tell is a good answer where it is the true one."))
    again.schemaName = answersName
    again.schema = AnswerSchema.object([("answers", answersSchema(left))])
    return again
  }

  static func answersSchema(_ questions: [Question]) -> JSONValue {
    let answer = AnswerSchema.object([
      ("finding", AnswerSchema.choice(questions.map(\.finding), "the id of the question")),
      ("text", AnswerSchema.text("what the pictures show that bears on the question")),
      ("answer", AnswerSchema.choice(StageRecord.Answer.Choice.allCases.map(\.rawValue), "the answer")),
    ])
    return AnswerSchema.list(of: answer, "one answer per question")
  }

  private static func schema(questions: [Question], table: EvidenceTable) -> JSONValue {
    let observation = AnswerSchema.object([
      ("text", AnswerSchema.text("one observation, without measuring")),
      ("evidence", AnswerSchema.ids(table.ids(startingWith: ["F", "P"]))),
    ])
    var properties = [("observations", AnswerSchema.list(of: observation, "what the pictures show"))]
    if !questions.isEmpty { properties.append(("answers", answersSchema(questions))) }
    return AnswerSchema.object(properties.map { (name: $0.0, schema: $0.1) })
  }

  /// The observations, checked against findings and pictures.
  static func statements(in answer: JSONValue, table: inout EvidenceTable) throws(ModelError) -> [Statement] {
    var statements: [Statement] = []
    for item in try AnswerReader(value: answer).list("observations") {
      let statement = Statement(
        id: "V\(statements.count + 1)", text: try item.text("text"), evidence: try item.ids("evidence"),
        grounded: false)
      statements.append(Grounding.check(statement, in: &table))
    }
    return statements
  }

  /// One answer per question that was answered; two that contradict each other are “cannot tell”.
  static func answers(in answer: JSONValue, to questions: [Question]) throws(ModelError) -> [StageRecord.Answer] {
    guard !questions.isEmpty else { return [] }
    var answers: [StageRecord.Answer] = []
    for item in try AnswerReader(value: answer).list("answers") {
      let given = StageRecord.Answer(
        finding: try item.text("finding"), answer: try item.choice("answer", StageRecord.Answer.Choice.self),
        text: try item.text("text"))
      guard questions.contains(where: { $0.finding == given.finding }) else { continue }
      if let index = answers.firstIndex(where: { $0.finding == given.finding }) {
        if answers[index].answer != given.answer { answers[index].answer = .cannotTell }
      } else {
        answers.append(given)
      }
    }
    return answers
  }

  /// The findings with the answers put in. A question without a clear answer stays as it was: not evaluable.
  static func settle(
    _ findings: [Finding], questions: [Question], answers: [StageRecord.Answer]
  ) -> [Finding] {
    findings.map { finding in
      guard finding.outcome == .notEvaluable, let question = questions.first(where: { $0.finding == finding.id }),
        let answer = answers.first(where: { $0.finding == finding.id })
      else { return finding }
      var settled = finding
      guard answer.answer != .cannotTell else {
        settled.causes = [.modelUnsure("asked: \(question.text)")]
        settled.cause = settled.causes.words
        return settled
      }
      settled.outcome = answer.answer == question.expected ? .pass : .fail
      settled.code = Ask.code(.answer, settled.outcome == .pass ? .within : .different)
      (settled.cause, settled.causes) = (nil, [])
      settled.expected = settled.expected ?? question.expected.rawValue
      settled.message =
        "\(question.text) The model answered \(answer.answer.rawValue) from the pictures; expected is \(question.expected.rawValue)."
      return settled
    }
  }
}
