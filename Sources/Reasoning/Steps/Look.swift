import Digest
import Evaluation
import LanguageModel
import Pictures

extension ModelReasoner {
  /// Stage 2. Without pictures nothing is looked at, and questions about them stay open.
  func look(_ course: inout Course) async throws {
    let evidence = course.evidence
    guard !evidence.pictures.isEmpty else {
      let why = options.leavesOut(.noPictures) ? "Left out (no-pictures)" : "No picture was given"
      course.stages.append(StageRecord(name: .visualFeatures, note: "\(why), so the model was not asked to look."))
      return
    }
    try await stage(.visualFeatures, &course) { prompt, course, record in
      let questions = course.openQuestions
      let request = try VisualFeatures.request(
        options.shown(evidence), questions: questions, table: course.table, prompt: prompt)
      record.pictures = evidence.pictures.enumerated().map { .init($1, number: $0 + 1) }
      let answer = try await model.answer(request)
      record.take(answer)
      record.answers = try await answers(in: answer, to: questions, asked: request, &record)
      course.settle(questions, by: record.answers)
      record.statements = try VisualFeatures.statements(in: answer.value, table: &course.table)
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
      let again = try await model.answer(VisualFeatures.request(again: request, for: left))
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
