import JSON
import LanguageModel
import Testing

/// Against a real llama.cpp server, whose address stands in SEGWARDEN_TINY_LLM. What it says may be nonsense; its
/// grammar is checked.
@Suite(.enabled(if: tinyServer != nil, "SEGWARDEN_TINY_LLM names no server"))
struct RealServerTests {
  private func model(
    _ interface: ModelProfile.Interface = .chatCompletions, streamed: Bool = false,
    _ change: (inout ModelProfile) -> Void = { _ in }
  ) throws -> RemoteModel {
    var profile = ModelProfile(name: "tiny", interface: interface, baseURL: try #require(tinyServer), model: "tiny")
    profile.streams = streamed
    change(&profile)
    return try RemoteModel(profile: profile, key: nil)
  }

  /// Without a bound that the server is not told, so that the first answer is valid.
  private var question: ModelRequest {
    ModelRequest(
      system: "You name colours.", parts: [.text("Which colour?")], schemaName: "colour",
      schema: [
        "type": "object", "properties": ["colour": ["type": "string", "enum": ["red", "green"]]],
        "required": ["colour"], "additionalProperties": false,
      ], maximumTokens: 200)
  }

  @Test(arguments: [false, true])
  func `a real server answers in the schema`(streamed: Bool) async throws {
    let answer = try await model(streamed: streamed).answer(question)
    #expect(["red", "green"].contains(answer.value["colour"]?.string))
    #expect(try #require(answer.usage).outputTokens > 0)
    #expect(answer.attempts == 1 && answer.model == "tiny" && answer.requestID != nil)
  }

  @Test(arguments: [false, true])
  func `a seed gives the same answer, streamed or not, and samples differ`(streamed: Bool) async throws {
    var question = question
    question.schema = [
      "type": "object", "properties": ["text": ["type": "string"]], "required": ["text"],
      "additionalProperties": false,
    ]
    question.maximumTokens = 2000
    func ask(_ sample: Int, streamed: Bool) async throws -> JSONValue {
      question.sample = sample
      return try await model(streamed: streamed) { $0.seed = 7 }.answer(question).value
    }
    let first = try await ask(0, streamed: streamed)
    #expect(try await ask(0, streamed: !streamed) == first)
    var others: Set<JSONValue> = []
    for sample in 1...5 { others.insert(try await ask(sample, streamed: streamed)) }
    #expect(others.count > 1)
  }

  @Test(arguments: [false, true])
  func `a real server's tokens add up to its answer`(streamed: Bool) async throws {
    let answer = try await model(streamed: streamed) { $0.alternatives = 3 }.answer(question)
    let tokens = try #require(answer.tokens)
    #expect(try JSONValue(parsing: tokens.map(\.text).joined()) == answer.value)
    #expect(tokens.allSatisfy { $0.logProbability <= 0 && (1...4).contains($0.alternatives.count) })
  }

  @Test(arguments: [ModelProfile.Interface.responses, .messages], [false, true])
  func `a schema that a server does not keep is missed here`(
    interface: ModelProfile.Interface, streamed: Bool
  ) async throws {
    // This server takes the schema on these interfaces, and answers in plain text.
    var question = question
    question.maximumTokens = 30
    let error = await #expect(throws: ModelError.self) {
      try await model(interface, streamed: streamed).answer(question)
    }
    #expect(error?.code == .invalidAnswer || error?.code == .cutOff)
    #expect(error?.usage != nil && (error?.attempts ?? 0) >= 1)
    if error?.code == .invalidAnswer { #expect(error?.attempts == 3 && error?.violations.isEmpty == false) }
  }

  @Test(arguments: [ModelProfile.Interface.chatCompletions, .responses, .messages], [false, true])
  func `a real server takes pictures on each interface`(
    interface: ModelProfile.Interface, streamed: Bool
  ) async throws {
    var pictured = question
    pictured.parts.append(.png(Self.picture))
    // One token, so that only the question is counted.
    func inputTokens(_ question: ModelRequest) async throws -> Int {
      var question = question
      question.maximumTokens = 1
      let error = await #expect(throws: ModelError.self) {
        try await model(interface, streamed: streamed) { $0.repairTurns = 0 }.answer(question)
      }
      return try #require(error?.usage?.inputTokens)
    }
    let plain = try await inputTokens(question)
    #expect(try await inputTokens(pictured) > plain)
  }

  @Test func `a real server's complaint about a picture is told`() async throws {
    var question = question
    question.parts.append(.png([1, 2, 3]))
    let error = try await #require(throws: ModelError.self) { try await model().answer(question) }
    #expect(error.code == .rejectedRequest)
    #expect(error.message.contains("answered 400 ("))
  }

  @Test(arguments: [ModelProfile.Interface.chatCompletions, .responses, .messages], [false, true])
  func `a real answer that is cut off is told`(interface: ModelProfile.Interface, streamed: Bool) async throws {
    var question = question
    question.maximumTokens = 3
    // Its Responses take no less than they are told, and say nothing of having cut off.
    let error = try await #require(throws: ModelError.self) {
      try await model(interface, streamed: streamed) { $0.repairTurns = 0 }.answer(question)
    }
    #expect(error.code == .cutOff || interface == .responses && error.code == .invalidAnswer)
  }

  @Test(arguments: [false, true])
  func `sixteen questions at a time are all answered`(streamed: Bool) async throws {
    let model = try model(streamed: streamed) { $0.requestsAtATime = 16 }
    let question = question
    try await withThrowingTaskGroup(of: ModelAnswer.self) { group in
      for _ in 0..<16 { group.addTask { try await model.answer(question) } }
      var count = 0
      for try await answer in group {
        #expect(["red", "green"].contains(answer.value["colour"]?.string))
        count += 1
      }
      #expect(count == 16)
    }
  }

  /// 8×8 grey pixels.
  private static let picture: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
    0x00, 0x08, 0x00, 0x00, 0x00, 0x08, 0x08, 0x00, 0x00, 0x00, 0x00, 0xE1, 0x64, 0xE1, 0x57, 0x00, 0x00, 0x00,
    0x0E, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x68, 0x80, 0x02, 0x06, 0xCA, 0x18, 0x00, 0x80, 0x84, 0x20,
    0x01, 0x10, 0xE8, 0x6A, 0x17, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]
}
