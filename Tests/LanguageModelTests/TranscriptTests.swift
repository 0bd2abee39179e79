import JSON
import LanguageModel
import Testing

@Suite struct TranscriptTests {
  /// Fails on questions with “fail”, after a while that depends on the turn.
  private func model() -> PreparedModel {
    PreparedModel { request, turn in
      try? await Task.sleep(for: .milliseconds((turn * 7) % 5))
      if case .text(let text)? = request.parts.first, text.hasPrefix("fail") {
        var error = ModelError(code: .serverFailure, message: "It failed at turn \(turn).")
        (error.attempts, error.usage) = (2, ModelUsage(inputTokens: 5, outputTokens: 0))
        error.violations = ["the top level is wrong"]
        throw error
      }
      return .grass(turn)
    }
  }

  private static let questions =
    ["b", "a", "fail 1", "c", "fail 2", "a"].map { ModelRequest.about($0) } + [.about("a", sample: 1)]

  private func ask(_ model: some LanguageModel, inParallel: Bool = false) async -> [Result<ModelAnswer, ModelError>] {
    func one(_ request: ModelRequest) async -> Result<ModelAnswer, ModelError> {
      do { return .success(try await model.answer(request)) } catch {
        return .failure(error)
      }
    }
    return await withTaskGroup(of: (Int, Result<ModelAnswer, ModelError>).self) { group in
      var results: [Int: Result<ModelAnswer, ModelError>] = [:]
      for (index, request) in Self.questions.enumerated() {
        if !inParallel { results[index] = await one(request) } else { group.addTask { (index, await one(request)) } }
      }
      for await (index, result) in group { results[index] = result }
      return Self.questions.indices.compactMap { results[$0] }
    }
  }

  private func recorded(inParallel: Bool) async throws -> (outcomes: [Result<ModelAnswer, ModelError>], text: String) {
    let (model, recorder) = (model(), AnswerRecorder())
    let outcomes = await ask(ModelGateway(model, recorder: recorder), inParallel: inParallel)
    #expect(model.requests.count == 6, "each question once")
    return (outcomes, try await recorder.transcript(of: model).text())
  }

  @Test(arguments: [false, true])
  func `a replay answers and fails as the run did, and records the same`(inParallel: Bool) async throws {
    let (outcomes, text) = try await recorded(inParallel: inParallel)
    #expect(outcomes.count == 7)
    for _ in 0..<2 {
      let (replayed, recorder) = (ReplayedModel(try Transcript(parsing: text)), AnswerRecorder())
      #expect(replayed.name == "prepared")
      #expect(await ask(ModelGateway(replayed, recorder: recorder), inParallel: true) == outcomes)
      #expect(try await recorder.transcript(of: replayed).text() == text)
    }
  }

  @Test func `the lines stand in the order of their keys, after the schema`() async throws {
    let lines = try await recorded(inParallel: true).text.split(separator: "\n").map {
      try JSONValue(parsing: String($0))
    }
    #expect(lines.first?["schema"] == "segwarden.transcript/1")
    let keys = lines.dropFirst().compactMap { $0["question"]?.string }
    #expect(keys.count == 6 && keys == keys.sorted())
  }

  @Test func `a question that was not recorded is an error`() async throws {
    let replayed = ReplayedModel(try Transcript(parsing: try await recorded(inParallel: false).text))
    #expect(await outcome(of: replayed, .about("unheard of")) == "not-recorded")
  }

  @Test func `an answer that breaks its schema is not replayed`() async throws {
    let text = try await recorded(inParallel: false).text.replacing("green", with: "blue")
    #expect(await outcome(of: ReplayedModel(try Transcript(parsing: text)), .about("a")) == "not-recorded")
  }

  @Test func `a transcript holds neither question nor picture`() async throws {
    let recorder = AnswerRecorder()
    var question = Fixtures.question
    question.system = "SECRET-SYSTEM"
    question.parts = [.text("SECRET-TEXT"), .png(Array("SECRET-PICTURE".utf8))]
    _ = try await ModelGateway(PreparedModel(), recorder: recorder).answer(question)
    #expect(try await !recorder.transcript(of: PreparedModel()).text().contains("SECRET"))
  }

  private static let head = #"{"schema":"segwarden.transcript/1","model":"m","fingerprint":{}}"#
  private static let line =
    #"{"question":"\#(String(repeating: "0a", count: 32))","name":"n","error":{"code":"timeout","message":"m","attempts":1}}"#

  @Test(arguments: [
    ("", 1), ("{}", 1), (head + "\nno json", 2), (head + "\n\n" + line, 2), (head + "\n" + line + "\n{}", 3),
    (head + "\n" + line + "\n" + line, 3), (head + "\n" + line.replacing("0a0a", with: "../x"), 2),
    (head + "\n" + line.replacing("timeout\",", with: "timeout\"}"), 2),
  ])
  func `a file that is no transcript is told with its line`(text: String, line: Int) {
    #expect(#expect(throws: ModelError.self) { try Transcript(parsing: text) }?.location == line)
  }

  @Test func `a case that is stopped does not end the others' question`() async throws {
    let recorder = AnswerRecorder()
    let model = PreparedModel { _, turn in
      try await Task.sleep(for: turn == 0 ? .milliseconds(200) : .milliseconds(1))
      return .grass(turn)
    }
    let recording = ModelGateway(model, recorder: recorder)
    let stopped = Task { await outcome(of: recording) }
    while model.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    let other = Task { await outcome(of: recording) }
    try await Task.sleep(for: .milliseconds(20))
    stopped.cancel()
    #expect(await other.value == "grass 0")
    #expect(model.requests.count == 1)
    #expect(try await recorder.transcript(of: model).text().split(separator: "\n").count == 2)
  }
}
