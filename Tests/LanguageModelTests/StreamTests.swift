import JSON
import LanguageModel
import Testing

/// Answers that come in pieces, and what can go wrong on the way.
@Suite struct StreamTests {
  static let interfaces = ModelProfile.Interface.allCases

  private func stream(_ server: ScriptedServer, _ interface: ModelProfile.Interface) throws -> RemoteModel {
    try server.model(interface) { $0.streams = true }
  }

  @Test(arguments: interfaces)
  func `a stream without its end is no answer, and is asked for again`(interface: ModelProfile.Interface) async throws {
    let wire = Wire(interface)
    let pieces = try wire.pieces(Fixtures.good)
    // Gemini's and Ollama's last piece is the end; the others' ends have several.
    let end = try #require(
      pieces.lastIndex {
        ["finish_reason\":\"", "finishReason", "response.completed", "stop_reason\":\"", "done\":true"].contains(
          where: $0.contains)
      })
    for count in [0, 1, end] {
      let body = wire.stream(Array(pieces[..<count]))
      let good = try wire.step(Fixtures.good, streamed: true)
      try await withServer([.answer(200, [], body), good]) { server in
        let answer = try await stream(server, interface).answer(Fixtures.question)
        #expect(answer.attempts == 2)
        // The broken one may have been paid for.
        #expect(answer.usage == nil)
      }
      try await withServer([ScriptedServer.Step](repeating: .answer(200, [], body), count: 3)) { server in
        let error = try #require(await failure(of: stream(server, interface)))
        #expect(error.code == .interrupted && error.attempts == 3)
        #expect(error.message.contains("broke off before its end"))
      }
    }
  }

  @Test(arguments: interfaces)
  func `a stream cut off inside a piece is no answer`(interface: ModelProfile.Interface) async throws {
    let wire = Wire(interface)
    let whole = wire.stream(
      try wire.pieces(Fixtures.good).dropLast(interface == .chatCompletions ? 2 : interface == .messages ? 1 : 0))
    let body = String(whole.dropLast(12))
    try await withServer([ScriptedServer.Step](repeating: .answer(200, [], body), count: 3)) { server in
      let error = try #require(await failure(of: stream(server, interface)))
      #expect(error.code == .interrupted)
    }
  }

  @Test(arguments: interfaces)
  func `a connection that breaks in the middle of a stream is told`(interface: ModelProfile.Interface) async throws {
    let wire = Wire(interface)
    let begun = wire.stream(Array(try wire.pieces(Fixtures.good).prefix(2)))
    let bytes =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(String(begun.utf8.count, radix: 16))\r\n\(begun)\r\n"
    try await withServer([ScriptedServer.Step](repeating: .raw(bytes), count: 3)) { server in
      let error = try #require(await failure(of: stream(server, interface)))
      #expect(error.code == .interrupted && error.attempts == 3)
      #expect(error.message.contains("broke before the answer was complete"))
    }
  }

  @Test(arguments: [
    (
      ModelProfile.Interface.chatCompletions, #"data: {"error":{"code":"server_error","message":"odd"}}"#,
      ModelError.Code.serverFailure, 3
    ),
    (.chatCompletions, #"data: {"error":{"code":400,"message":"odd"}}"#, .rejectedRequest, 1),
    (
      .responses,
      "event: error\ndata: {\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"odd\",\"param\":null}",
      .rateLimited, 3
    ),
    (
      .responses,
      #"data: {"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"odd"}}}"#,
      .serverFailure, 3
    ),
    (.gemini, #"data: {"error":{"code":503,"message":"odd","status":"UNAVAILABLE"}}"#, .serverFailure, 3),
    (
      .messages,
      "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"odd\"}}",
      .serverFailure, 3
    ),
    // Its name alone says what it is.
    (.messages, "event: error\ndata: {\"message\":\"odd\",\"code\":\"overloaded\"}", .serverFailure, 3),
    (.ollama, #"{"error":"odd"}"#, .serverFailure, 1),
  ])
  func `a failure in the middle of a stream has its cause`(
    interface: ModelProfile.Interface, report: String, code: ModelError.Code, attempts: Int
  ) async throws {
    let wire = Wire(interface)
    let body = wire.stream(Array(try wire.pieces(Fixtures.good).prefix(2)) + [report])
    try await withServer([ScriptedServer.Step](repeating: .answer(200, [], body), count: attempts)) { server in
      let error = try #require(await failure(of: stream(server, interface)))
      #expect(error.code == code && error.attempts == attempts)
      #expect(error.message.contains("odd"))
      #expect(error.usage == nil)
    }
  }

  @Test func `a server that does not stream is understood`() async throws {
    for interface in Self.interfaces {
      let step = try Wire(interface).step(Fixtures.good, streamed: false)
      try await withServer([step]) { server in
        let answer = try await stream(server, interface).answer(Fixtures.question)
        #expect(answer.value == Fixtures.goodValue)
      }
    }
  }

  @Test(arguments: ["\r\n", "\r", "\n"])
  func `every way to end a line is understood`(ending: String) async throws {
    let body = "\u{FEFF}" + Wire(.messages).stream(try Wire(.messages).pieces(Fixtures.good))
    let other = body.replacing("\n", with: ending)
    try await withServer([.answer(200, [], other)]) { server in
      let answer = try await stream(server, .messages).answer(Fixtures.question)
      #expect(answer.value == Fixtures.goodValue)
    }
  }

  @Test func `a piece that is no JSON is no stream of this interface`() async throws {
    let body = Wire(.chatCompletions).stream(["data: nonsense", "data: [DONE]"])
    try await withServer([.answer(200, [], body)]) { server in
      let error = try #require(await failure(of: stream(server, .chatCompletions)))
      #expect(error.code == .serverFailure && error.attempts == 1)
    }
  }

  @Test func `a stream that drips is ended by the time limit`() async throws {
    let body = Wire(.chatCompletions).stream([String](repeating: ": waiting", count: 400))
    try await withServer([.drip(body, milliseconds: 5)]) { server in
      let limits = HTTPTransport.Limits(totalSeconds: 1)
      let error = try #require(await failure(of: server.model(limits: limits) { $0.streams = true }))
      #expect(error.code == .timeout && error.attempts == 1)
    }
  }
}
