import JSON
import LanguageModel
import Testing

/// Against a real llama.cpp server, whose address stands in SEGWARDEN_TINY_LLM. What it says may be nonsense; its grammar is checked.
@Suite(.enabled(if: tinyServer != nil, "SEGWARDEN_TINY_LLM names no server"))
struct RealServerTests {
  private func model() throws -> RemoteModel {
    let address = try #require(tinyServer)
    return try RemoteModel(
      profile: ModelProfile(name: "tiny", interface: .chatCompletions, baseURL: address, model: "tiny"), key: nil)
  }

  @Test func `a real server answers in the schema`() async throws {
    var question = Fixtures.question
    question.maximumTokens = 400
    let answer = try await model().answer(question)
    #expect(["red", "green"].contains(answer.value["colour"]?.string))
    #expect(try #require(answer.usage).outputTokens > 0)
    #expect(!answer.model.isEmpty)
  }

  @Test func `a real server takes a picture`() async throws {
    var question = Fixtures.question
    question.parts.append(.png(Self.picture))
    question.maximumTokens = 400
    let plain = try await model().answer(Fixtures.question)
    let answer = try await model().answer(question)
    #expect(try #require(answer.usage).inputTokens > #require(plain.usage).inputTokens)
  }

  @Test func `a real server's complaint about a picture is told`() async throws {
    var question = Fixtures.question
    question.parts.append(.png([1, 2, 3]))
    let error = try await #require(throws: ModelError.self) { try await model().answer(question) }
    #expect(error.code == .rejectedRequest)
    #expect(error.message.contains("answered 400 ("))
  }

  @Test func `a real answer that is cut off is told`() async throws {
    var question = Fixtures.question
    question.maximumTokens = 3
    let error = try await #require(throws: ModelError.self) { try await model().answer(question) }
    #expect(error.code == .cutOff)
  }

  /// 8×8 grey pixels.
  private static let picture: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
    0x00, 0x08, 0x00, 0x00, 0x00, 0x08, 0x08, 0x00, 0x00, 0x00, 0x00, 0xE1, 0x64, 0xE1, 0x57, 0x00, 0x00, 0x00,
    0x0E, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x68, 0x80, 0x02, 0x06, 0xCA, 0x18, 0x00, 0x80, 0x84, 0x20,
    0x01, 0x10, 0xE8, 0x6A, 0x17, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]
}
