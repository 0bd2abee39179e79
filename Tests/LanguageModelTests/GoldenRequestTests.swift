import Foundation
import JSON
import LanguageModel
import Testing

/// What is sent, against files written by hand after the providers' own documents.
@Suite struct GoldenRequestTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  private func golden(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: Array(Data(contentsOf: Self.folder.appending(path: name + ".json")))).sorted
  }

  private var question: ModelRequest {
    var question = Fixtures.question
    question.parts.append(.png([0x89, 0x50, 0x4E, 0x47]))
    return question
  }

  private func sent(
    _ interface: ModelProfile.Interface, _ question: ModelRequest, _ fields: String, answers: [String]? = nil
  ) async throws -> [ScriptedServer.Request] {
    let wire = Wire(interface)
    let bodies = try answers ?? [wire.answer(Fixtures.good)]
    return try await withServer(bodies.map { .answer(200, [], $0) }) { server in
      let settings = #""interface":"\#(interface.rawValue)","base_url":"\#(server.address)","model":"m""#
      let profile = try ModelProfile(
        named: "golden", reading: try JSONValue(parsing: "{\(settings)\(fields.isEmpty ? "" : ",")\(fields)}"))
      let model = try RemoteModel(profile: profile, key: Fixtures.key, retry: RecordedWaits().policy)
      _ = try? await model.answer(question)
      return server.requests
    }
  }

  @Test(arguments: ModelProfile.Interface.allCases)
  func `nothing optional is sent unasked`(interface: ModelProfile.Interface) async throws {
    let request = try #require(try await sent(interface, question, "").first)
    #expect(request.json.sorted == (try golden(interface.rawValue)))
  }

  @Test(arguments: [
    (
      ModelProfile.Interface.chatCompletions,
      #""seed":7,"logprobs":5,"reasoning_effort":"low","store":false,"token_limit_field":"max_tokens","#
        + #""picture_detail":"high","schema_mode":"json_object","body":{"service_tier":"flex"}"#
    ),
    (
      .responses,
      #""logprobs":5,"reasoning_effort":"low","store":true,"picture_detail":"original","schema_mode":"json_object","#
        + #""body":{"text":{"verbosity":"low"}}"#
    ),
    (
      .gemini,
      #""seed":7,"logprobs":5,"reasoning_effort":"low","picture_detail":"high","schema_mode":"json_object","#
        + #""body":{"generationConfig":{"topP":0.9},"safetySettings":[{"category":"HARM_CATEGORY_DANGEROUS_CONTENT","#
        + #""threshold":"BLOCK_ONLY_HIGH"}]}"#
    ),
    (
      .messages,
      #""reasoning_effort":"low","thinking":2048,"reasoning_tokens":2048,"schema_subset":"full","#
        + #""body":{"service_tier":"auto"}"#
    ),
    (
      .ollama,
      #""seed":7,"thinking":false,"schema_mode":"json_object","body":{"keep_alive":"5m","options":{"num_ctx":8192}}"#
    ),
  ])
  func `a profile's fields go where the interface has them`(
    interface: ModelProfile.Interface, fields: String
  ) async throws {
    var question = question
    question.sample = 3
    let more = #","temperature":0.5,"stream":true"# + (interface == .messages ? "" : #","reasoning_tokens":1000"#)
    let request = try #require(try await sent(interface, question, fields + more).first)
    #expect(request.json.sorted == (try golden(interface.rawValue + "-everything")))
  }

  @Test func `a model can be made to call a tool whose input is the answer`() async throws {
    let request = try #require(try await sent(.messages, question, #""schema_mode":"tool""#).first)
    #expect(request.json.sorted == (try golden("messages-tool")))
  }

  @Test(arguments: ModelProfile.Interface.allCases)
  func `a correction is a conversation`(interface: ModelProfile.Interface) async throws {
    let wire = Wire(interface)
    let answers = [try wire.answer(#"{"text":"sky","colour":"blue"}"#), try wire.answer(Fixtures.good)]
    let requests = try await sent(interface, question, "", answers: answers)
    let body = try #require(requests.last?.json)
    let messages = body["messages"] ?? body["input"] ?? body["contents"]
    #expect(requests.count == 2)
    #expect(messages?.sorted == (try golden(interface.rawValue + "-repair")))
  }

  @Test(arguments: [
    (ModelProfile.Interface.chatCompletions, "/v1/chat/completions", "Authorization: Bearer \(Fixtures.key)"),
    (.responses, "/v1/responses", "Authorization: Bearer \(Fixtures.key)"),
    (.gemini, "/v1beta/models/m:generateContent", "x-goog-api-key: \(Fixtures.key)"),
    (.messages, "/v1/messages", "x-api-key: \(Fixtures.key)"),
    (.ollama, "/api/chat", "Authorization: Bearer \(Fixtures.key)"),
  ])
  func `each interface has its path and its header for the key`(
    interface: ModelProfile.Interface, path: String, header: String
  ) async throws {
    let request = try #require(try await sent(interface, question, #""headers":{"X-Title":"SegWarden"}"#).first)
    let lines = request.head.split(separator: "\r\n").map(String.init)
    #expect(lines.first == "POST \(path) HTTP/1.1")
    #expect(lines.contains(header) && lines.contains("X-Title: SegWarden"))
    #expect(lines.contains("anthropic-version: 2023-06-01") == (interface == .messages))
    let streamed = try #require(try await sent(interface, question, #""stream":true"#).first)
    let streamedPath = interface == .gemini ? "/v1beta/models/m:streamGenerateContent?alt=sse" : path
    #expect(streamed.head.hasPrefix("POST \(streamedPath) HTTP/1.1\r\n"))
  }
}

extension JSONValue {
  /// With the members of objects by name.
  fileprivate var sorted: JSONValue {
    switch self {
    case .object(let members):
      .object(members.map { Member($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
    case .array(let elements): .array(elements.map(\.sorted))
    default: self
    }
  }
}
