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
    _ text: EvidenceText, questions: PictureQuestions, table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> ModelRequest {
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(text.evidence.policy), "context": text.context, "structures": text.structures,
      "findings": text.findingLines, "pictures": text.pictureLines,
      "questions": text.lines(of: questions.questions),
    ])
    return ModelRequest(
      system: system, parts: [.text(user)] + pictureParts(text.evidence.pictures), schemaName: "visual_features",
      schema: schema(questions: questions, table: table))
  }

  /// The question, and where a policy wants more answers than fit it the questions for the further ones alone; each
  /// with those that it holds.
  static func requests(
    _ text: EvidenceText, questions: PictureQuestions, table: EvidenceTable, prompt: Prompt
  ) throws(PromptError) -> [(request: ModelRequest, questions: PictureQuestions)] {
    let parts = questions.parts
    let first = parts.first ?? questions
    var requests = [(request: try request(text, questions: first, table: table, prompt: prompt), questions: first)]
    for part in parts.dropFirst() {
      let request = part.only(try request(text, questions: part, table: table, prompt: prompt))
      requests.append((request, part))
    }
    return requests
  }

  /// The pictures, each after its id.
  static func pictureParts(_ pictures: [Picture]) -> [ModelRequest.Part] {
    pictures.enumerated().flatMap { index, picture -> [ModelRequest.Part] in
      [.text("Picture P\(index + 1):"), .png(picture.png)]
    }
  }

  private static func schema(questions: PictureQuestions, table: EvidenceTable) -> JSONValue {
    let observation = AnswerSchema.object([
      ("text", AnswerSchema.sentence("one observation, without measuring")),
      ("evidence", AnswerSchema.ids(table.ids(startingWith: ["F", "P"]))),
    ])
    var properties = [("observations", AnswerSchema.list(of: observation, "what the pictures show"))]
    if !questions.questions.isEmpty { properties.append(("answers", questions.schema)) }
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
      let questions = PictureQuestions(course.openQuestions, of: evidence)
      let requests = try VisualFeatures.requests(
        course.text(options), questions: questions, table: course.table, prompt: prompt)
      record.pictures = evidence.pictures.enumerated().map { .init($1, number: $0 + 1) }
      var seen: ModelAnswer?
      for (request, questions) in requests {
        let answer = try await ask(request)
        record.take(answer)
        let first = try await answers(in: answer, to: questions, asked: request, &record)
        record.answers += try await agreedAnswers(
          first, to: questions, asked: request, votes: evidence.policy.decision.votes, &record)
        // Further questions are for answers alone.
        seen = seen ?? answer
      }
      course.settle(questions.questions, by: record.answers)
      if let seen { record.statements = try VisualFeatures.statements(in: seen.value, table: &course.table) }
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
