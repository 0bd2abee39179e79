import Digest
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
    _ text: EvidenceText, questions: [OpenQuestion], table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> ModelRequest {
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(text.evidence.policy), "context": text.context, "structures": text.structures,
      "findings": text.findingLines, "pictures": text.pictureLines,
      "questions": text.lines(of: questions),
    ])
    return ModelRequest(
      system: system, parts: [.text(user)] + pictureParts(text.evidence.pictures), schemaName: "visual_features",
      schema: schema(questions: questions, table: table))
  }

  /// The pictures, each after its id.
  static func pictureParts(_ pictures: [Picture]) -> [ModelRequest.Part] {
    pictures.enumerated().flatMap { index, picture -> [ModelRequest.Part] in
      [.text("Picture P\(index + 1):"), .png(picture.png)]
    }
  }

  static let answersName = "visual_features_answers"

  /// The question, and where a policy wants more answers than fit it the questions for the further ones alone; each
  /// with those that it holds.
  static func requests(
    _ text: EvidenceText, questions: [OpenQuestion], table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> [(request: ModelRequest, questions: [OpenQuestion])] {
    let first = Array(questions.prefix(PromptRoom.questions))
    var requests = [(try request(text, questions: first, table: table, prompt: prompt), first)]
    for start in stride(from: first.count, to: questions.count, by: PromptRoom.questions) {
      let next = Array(questions[start..<min(start + PromptRoom.questions, questions.count)])
      var request = try request(text, questions: next, table: table, prompt: prompt)
      request.schemaName = answersName
      request.schema = AnswerSchema.object([("answers", answersSchema(next))])
      requests.append((request, next))
    }
    return requests
  }

  /// The same question once more, for the answers that are missing.
  static func request(again request: ModelRequest, for left: [OpenQuestion]) -> ModelRequest {
    var again = request
    let ids = left.map(\.id).joined(separator: ", ")
    again.parts.append(
      .text(
        "Your answer left out \(ids). Answer each of them now; cannot-tell is a good answer where it is the true one."))
    again.schemaName = answersName
    again.schema = AnswerSchema.object([("answers", answersSchema(left))])
    return again
  }

  /// Twice as many as there are questions: contradictions are seen, not cut off.
  private static func mostAnswers(_ questions: [OpenQuestion]) -> Int {
    max(AnswerSchema.mostElements, 2 * questions.count)
  }

  static func answersSchema(_ questions: [OpenQuestion]) -> JSONValue {
    let answer = AnswerSchema.object([
      ("finding", AnswerSchema.choice(questions.map(\.id), "the id of the question")),
      ("text", AnswerSchema.sentence("what the pictures show that bears on the question")),
      ("answer", AnswerSchema.choice(StageRecord.Answer.Choice.allCases.map(\.rawValue), "the answer")),
    ])
    return AnswerSchema.list(of: answer, "one answer per question", atMost: mostAnswers(questions))
  }

  private static func schema(questions: [OpenQuestion], table: EvidenceTable) -> JSONValue {
    let observation = AnswerSchema.object([
      ("text", AnswerSchema.sentence("one observation, without measuring")),
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
      statements.append(table.check(statement))
    }
    return statements
  }

  /// One answer per question that was answered; two that contradict each other are “cannot tell”.
  static func answers(in answer: JSONValue, to questions: [OpenQuestion]) throws(ModelError) -> [StageRecord.Answer] {
    guard !questions.isEmpty else { return [] }
    var answers: [StageRecord.Answer] = []
    for item in try AnswerReader(value: answer).list("answers", atMost: mostAnswers(questions)) {
      let (id, choice) = (try item.text("finding"), try item.choice("answer", StageRecord.Answer.Choice.self))
      let text = try item.text("text")
      guard let question = questions.first(where: { $0.id == id }) else { continue }
      let given = StageRecord.Answer(finding: question.finding, label: question.label, answer: choice, text: text)
      if let index = answers.firstIndex(where: question.isAnswered) {
        if answers[index].answer != given.answer { answers[index].answer = .cannotTell }
      } else {
        answers.append(given)
      }
    }
    return answers
  }

  /// The findings with the answers put in.
  static func settle(
    _ findings: [Finding], questions: [OpenQuestion], answers: [StageRecord.Answer], policy: Policy
  ) -> [Finding] {
    findings.map { finding in
      let answered = questions.filter { $0.finding == finding.id }.compactMap { question in
        answers.first(where: question.isAnswered).map {
          (question: question, answer: Ask.Answer(rawValue: $0.answer.rawValue))
        }
      }
      return finding.settled(by: answered, whose: "The model answered", policy: policy)
    }
  }
}

extension OpenQuestion {
  /// Whether an answer is one to it.
  func isAnswered(by answer: StageRecord.Answer) -> Bool { answer.finding == finding && answer.label == label }
}

extension ModelReasoner {
  /// Stage 2. Without pictures nothing is looked at, and questions about them stay open.
  func look(_ course: inout Course) async throws {
    let evidence = course.evidence
    guard !evidence.pictures.isEmpty else {
      let why =
        if options.leavesOut(.noPictures) {
          "Left out (no-pictures)"
        } else if !model.capacity.seesPictures {
          "The model takes no pictures"
        } else {
          "No picture was given"
        }
      course.stages.append(StageRecord(name: .visualFeatures, note: "\(why), so the model was not asked to look."))
      return
    }
    try await stage(.visualFeatures, &course) { prompt, course, record in
      let questions = course.openQuestions
      let requests = try VisualFeatures.requests(
        course.text(options), questions: questions, table: course.table, prompt: prompt)
      record.pictures = evidence.pictures.enumerated().map { .init($1, number: $0 + 1) }
      var given: [ModelAnswer] = []
      for (request, questions) in requests {
        let answer = try await ask(request)
        record.take(answer)
        record.answers += try await answers(in: answer, to: questions, asked: request, &record)
        given.append(answer)
      }
      course.settle(questions, by: record.answers)
      // Further questions are for answers alone.
      if let first = given.first {
        record.statements = try VisualFeatures.statements(in: first.value, table: &course.table)
      }
    }
  }

  /// An answer to every question: what the model left out it is asked for once more, and what it leaves out again it
  /// cannot tell.
  func answers(
    in answer: ModelAnswer, to questions: [OpenQuestion], asked request: ModelRequest, _ record: inout StageRecord
  ) async throws -> [StageRecord.Answer] {
    var answers = try VisualFeatures.answers(in: answer.value, to: questions)
    let left = questions.filter { !answers.contains(where: $0.isAnswered) }
    if !left.isEmpty {
      let again = try await ask(VisualFeatures.request(again: request, for: left))
      record.take(again)
      answers += try VisualFeatures.answers(in: again.value, to: left)
    }
    return questions.map { question in
      answers.first(where: question.isAnswered)
        ?? .init(
          finding: question.finding, label: question.label, answer: .cannotTell,
          text: "The model gave no answer, also when asked again.")
    }
  }
}

extension StageRecord.PictureReference {
  /// What a record says of a picture. Cost: a hash of its bytes.
  init(_ picture: Picture, number: Int, note: String? = nil) {
    var hash = SHA256()
    hash.update(picture.png)
    self.init(
      id: "P\(number)", name: picture.name + (note.map { " (\($0))" } ?? ""), sha256: hash.hexadecimal())
  }
}
