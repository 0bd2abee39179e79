import Evaluation
import JSON
import LanguageModel
import Pictures
import PolicyLanguage

/// What a policy wants answered from the pictures. An answer counts where it cites a picture that shows the structure
/// that it is about, and where every reading gives it; what it says is not checked.
struct PictureQuestions: Sendable {
  let questions: [OpenQuestion]
  private let policy: Policy
  private let pictures: [Picture]

  init(_ questions: [OpenQuestion], of evidence: CaseEvidence) {
    self.questions = questions
    policy = evidence.policy
    pictures = evidence.pictures
  }

  /// The same about some of the questions.
  func about(_ some: some Sequence<OpenQuestion>) -> Self {
    Self(Array(some), policy: policy, pictures: pictures)
  }

  private init(_ questions: [OpenQuestion], policy: Policy, pictures: [Picture]) {
    self.questions = questions
    self.policy = policy
    self.pictures = pictures
  }

  /// As many questions at a time as fit one answer; empty where there is none.
  var parts: [Self] {
    stride(from: 0, to: questions.count, by: PromptRoom.questions).map {
      about(questions[$0..<min($0 + PromptRoom.questions, questions.count)])
    }
  }

  // MARK: Asking

  static let schemaName = "visual_features_answers"

  /// The schema of the answers.
  var schema: JSONValue {
    let answer = AnswerSchema.object([
      ("finding", AnswerSchema.choice(questions.map(\.id), "the id of the question")),
      ("text", AnswerSchema.sentence("what the pictures show that bears on the question")),
      ("evidence", AnswerSchema.ids(pictures.indices.map(Self.id))),
      ("answer", AnswerSchema.choice(StageRecord.Answer.Choice.allCases.map(\.rawValue), "the answer")),
    ])
    return AnswerSchema.list(of: answer, "one answer per question", atMost: mostAnswers)
  }

  /// A request for answers alone, in place of all that another asks for.
  func only(_ request: ModelRequest) -> ModelRequest {
    var only = request
    only.schemaName = Self.schemaName
    only.schema = AnswerSchema.object([("answers", schema)])
    return only
  }

  /// The same question once more, for the answers that are missing.
  func again(_ request: ModelRequest) -> ModelRequest {
    var again = only(request)
    let ids = questions.map(\.id).joined(separator: ", ")
    again.parts.append(
      .text(
        "Your answer left out \(ids). Answer each of them now; cannot-tell is a good answer where it is the true one."))
    return again
  }

  /// Twice as many as there are questions: contradictions are seen, not cut off.
  private var mostAnswers: Int { max(AnswerSchema.mostElements, 2 * questions.count) }

  // MARK: Taking answers

  /// One answer per question that was answered; two that contradict each other are “cannot tell”.
  func answers(in answer: JSONValue) throws(ModelError) -> [StageRecord.Answer] {
    guard !questions.isEmpty else { return [] }
    var answers: [StageRecord.Answer] = []
    for item in try AnswerReader(value: answer).list("answers", atMost: mostAnswers) {
      let (id, choice) = (try item.text("finding"), try item.choice("answer", StageRecord.Answer.Choice.self))
      let (text, cited) = (try item.text("text"), try item.ids("evidence"))
      guard let question = questions.first(where: { $0.id == id }) else { continue }
      let given = StageRecord.Answer(
        finding: question.finding, label: question.label, answer: choice, text: text, evidence: cited,
        problem: choice == .cannotTell ? nil : problem(citing: cited, about: question))
      if let index = answers.firstIndex(where: question.isAnswered) {
        answers[index] = answers[index].agreed(with: given)
      } else {
        answers.append(given)
      }
    }
    return answers
  }

  /// Why an answer does not count; nil where it cites pictures that show what the question is about, and no others
  /// than there are.
  private func problem(citing cited: [String], about question: OpenQuestion) -> String? {
    let ids = pictures.indices.map(Self.id)
    if let unknown = cited.first(where: { !ids.contains($0) }) { return "It cites \(unknown), which is no picture." }
    let shown = zip(ids, pictures).filter { cited.contains($0.0) }.map(\.1)
    guard !shown.isEmpty else { return "It cites no picture." }
    let unseen = question.structures.first { name in !shown.contains { shows(name, $0) } }
    return unseen.map { "No picture that it cites shows \($0)." }
  }

  /// Whether a structure, or one that it is made of, is outlined in a picture.
  private func shows(_ name: String, _ picture: Picture) -> Bool {
    picture.structures.contains(name)
      || policy.label(name)?.derivation?.operands.contains { shows($0, picture) } ?? false
  }

  private static func id(_ place: Int) -> String { "P\(place + 1)" }
}

extension OpenQuestion {
  /// Whether an answer is one to it.
  func isAnswered(by answer: StageRecord.Answer) -> Bool { answer.finding == finding && answer.label == label }
}

extension StageRecord.Answer {
  /// What is left of two answers to one question: what both say, else that it cannot be told.
  fileprivate func agreed(with other: Self) -> Self {
    guard counted == other.counted else {
      var open = self
      open.problem = "Asked again, it answered otherwise."
      return open
    }
    return self
  }

  /// The answer as far as it counts.
  private var counted: Choice { problem == nil ? answer : .cannotTell }

  /// The answer that settles a question; nil where it settles none.
  var settling: Ask.Answer? { Ask.Answer(rawValue: counted.rawValue) }
}

extension [Finding] {
  /// The findings with the answers to a policy's questions put in.
  func settled(_ questions: [OpenQuestion], by answers: [StageRecord.Answer], policy: Policy) -> [Finding] {
    map { finding in
      let answered = questions.filter { $0.finding == finding.id }.compactMap { question in
        answers.first(where: question.isAnswered).map { (question: question, answer: $0.settling) }
      }
      return finding.settled(by: answered, whose: "The model answered", policy: policy)
    }
  }
}

extension [Finding] {
  /// The findings that wait for answers, told that no answer settles them.
  func left(open questions: [OpenQuestion]) -> [Finding] {
    map { finding in
      guard let question = questions.first(where: { $0.finding == finding.id }) else { return finding }
      var open = finding
      open.causes = finding.causes.map { $0.kind == .noModel ? .modelAdvises : $0 }
      open.cause = open.causes.words
      open.message = "“\(question.text)” is left open: \(open.causes.words)."
      return open
    }
  }
}

extension ModelReasoner {
  /// Answers to questions by as many readings as the policy asks for, of which all must agree. The first reading is
  /// there already.
  func agreedAnswers(
    _ first: [StageRecord.Answer], to questions: PictureQuestions, asked request: ModelRequest, votes: Int,
    _ record: inout StageRecord
  ) async throws -> [StageRecord.Answer] {
    var answers = first
    for sample in 1..<Swift.max(1, votes) {
      // Nothing makes an open question settled again.
      let left = questions.about(
        questions.questions.filter { question in
          answers.contains { question.isAnswered(by: $0) && $0.settling != nil }
        })
      if left.questions.isEmpty { break }
      var further = left.only(request)
      further.sample = sample
      let answer = try await ask(further)
      record.take(answer)
      answers = Self.agreed(answers, try await self.answers(in: answer, to: left, asked: further, &record))
    }
    return answers
  }

  /// Answers of which some were given once more.
  static func agreed(_ before: [StageRecord.Answer], _ now: [StageRecord.Answer]) -> [StageRecord.Answer] {
    before.map { old in
      now.first { $0.finding == old.finding && $0.label == old.label }.map(old.agreed) ?? old
    }
  }

  /// An answer to every question: what the model left out it is asked for once more, and what it leaves out again it
  /// cannot tell.
  func answers(
    in answer: ModelAnswer, to questions: PictureQuestions, asked request: ModelRequest, _ record: inout StageRecord
  ) async throws -> [StageRecord.Answer] {
    var answers = try questions.answers(in: answer.value)
    let left = questions.about(questions.questions.filter { !answers.contains(where: $0.isAnswered) })
    if !left.questions.isEmpty {
      let request = left.again(request)
      let again = try await ask(request)
      record.take(again)
      answers += try left.answers(in: again.value)
    }
    return questions.questions.map { question in
      answers.first(where: question.isAnswered)
        ?? .init(
          finding: question.finding, label: question.label, answer: .cannotTell,
          text: "The model gave no answer, also when asked again.")
    }
  }
}
