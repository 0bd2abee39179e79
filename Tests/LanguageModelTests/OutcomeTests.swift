import JSON
import LanguageModel
import Testing

/// One contract for all interfaces, streamed and not.
@Suite struct OutcomeTests {
  static let ways: [(ModelProfile.Interface, Bool)] = ModelProfile.Interface.allCases.flatMap {
    [($0, false), ($0, true)]
  }

  private func model(_ server: ScriptedServer, _ interface: ModelProfile.Interface, _ streamed: Bool) throws
    -> RemoteModel
  {
    try server.model(interface) { $0.streams = streamed }
  }

  @Test(arguments: ways)
  func `a good answer comes with model, usage and one attempt`(interface: ModelProfile.Interface, streamed: Bool)
    async throws
  {
    let step = try Wire(interface).step(Fixtures.good, streamed: streamed)
    try await withServer([step]) { server in
      let answer = try await model(server, interface, streamed).answer(Fixtures.question)
      #expect(answer.value == Fixtures.goodValue)
      #expect(answer.model == "served" && answer.attempts == 1)
      #expect(answer.usage == ModelUsage(inputTokens: 10, outputTokens: 3))
      #expect((answer.requestID == nil) == (interface == .ollama))
    }
  }

  @Test(arguments: ways)
  func `text beyond ASCII survives`(interface: ModelProfile.Interface, streamed: Bool) async throws {
    let step = try Wire(interface).step(#"{"text":"grün\n–🩻","colour":"green"}"#, streamed: streamed)
    try await withServer([step]) { server in
      let answer = try await model(server, interface, streamed).answer(Fixtures.question)
      #expect(answer.value["text"] == "grün\n–🩻")
    }
  }

  @Test(arguments: ways)
  func `refusals, blocks and cut-off answers are told apart, and never repaired`(
    interface: ModelProfile.Interface, streamed: Bool
  ) async throws {
    var cases: [(Wire.Ending, ModelError.Code, String)] = [
      (.cutOff, .cutOff, "cut off at 99 tokens; raise 'answer_tokens'")
    ]
    if interface != .ollama {
      let code: ModelError.Code = interface == .gemini ? .blocked : .refused
      cases.append((.refused, code, "I will not."))
      cases.append(interface == .messages ? (.blocked, .refused, "refused") : (.blocked, .blocked, "The filters of"))
    }
    for (ending, code, words) in cases {
      let step = try Wire(interface).step(Fixtures.good, ending, streamed: streamed)
      try await withServer([step]) { server in
        let error = try #require(await failure(of: model(server, interface, streamed)))
        #expect(error.code == code)
        #expect(error.message.contains(words))
        #expect(error.attempts == 1 && server.requests.count == 1)
        #expect(error.usage == ModelUsage(inputTokens: 10, outputTokens: 3))
      }
    }
  }

  @Test(arguments: ways)
  func `what is no valid answer is corrected, and is an error when it stays`(
    interface: ModelProfile.Interface, streamed: Bool
  ) async throws {
    for text in ["", "Grass is green.", #"{"text":"a","colour":"blue"}"#, #"{"text":"a","#, "{}"] {
      let bad = try Wire(interface).step(text, streamed: streamed)
      let good = try Wire(interface).step("```json\n\(Fixtures.good)\n```", streamed: streamed)
      try await withServer([bad, good]) { server in
        let answer = try await model(server, interface, streamed).answer(Fixtures.question)
        #expect(answer.value == Fixtures.goodValue && answer.attempts == 2)
        #expect(answer.usage == ModelUsage(inputTokens: 20, outputTokens: 6))
      }
      try await withServer([bad, bad, bad]) { server in
        let error = try #require(await failure(of: model(server, interface, streamed)))
        #expect(error.code == (text.isEmpty ? .emptyAnswer : .invalidAnswer))
        #expect(error.attempts == 3 && !error.violations.isEmpty)
      }
    }
  }

  @Test(arguments: ways)
  func `an answer that is as long as allowed and no JSON was cut off, whatever the server says`(
    interface: ModelProfile.Interface, streamed: Bool
  ) async throws {
    // The counts say 3 tokens, and 3 are allowed.
    for (text, code) in [(#"{"text":"a","#, ModelError.Code.cutOff), ("{}", .invalidAnswer)] {
      let step = try Wire(interface).step(text, streamed: streamed)
      try await withServer([step, step, step]) { server in
        var question = Fixtures.question
        question.maximumTokens = 3
        let model = try model(server, interface, streamed)
        let error = await #expect(throws: ModelError.self) { try await model.answer(question) }
        #expect(error?.code == code)
      }
    }
  }

  @Test(arguments: ways)
  func `thinking before the answer is not the answer`(interface: ModelProfile.Interface, streamed: Bool) async throws {
    let step = try Wire(interface).step("<think>{blue?}</think>\n\(Fixtures.good)", streamed: streamed)
    try await withServer([step]) { server in
      let answer = try await model(server, interface, streamed).answer(Fixtures.question)
      #expect(answer.value == Fixtures.goodValue && answer.attempts == 1)
    }
  }

  @Test(arguments: ways)
  func `a web page with status 200 is no answer`(interface: ModelProfile.Interface, streamed: Bool) async throws {
    let page = "<html><head><title>Sign in</title></head><body>Hospital proxy</body></html>"
    try await withServer([.answer(200, ["Content-Type: text/html"], page)]) { server in
      let error = try #require(await failure(of: model(server, interface, streamed)))
      #expect(error.code == .serverFailure && error.attempts == 1)
      #expect(error.message.contains("a web page: Sign in") && error.message.contains("check the address"))
    }
  }

  @Test(arguments: ways)
  func `huge answers are not kept`(interface: ModelProfile.Interface, streamed: Bool) async throws {
    let step = try Wire(interface).step(String(repeating: "x", count: 20_000), streamed: streamed)
    try await withServer([step]) { server in
      let limits = HTTPTransport.Limits(totalSeconds: 600, maximumResponseBytes: 10_000)
      let error = try #require(await failure(of: server.model(interface, limits: limits) { $0.streams = streamed }))
      #expect(error.code == .serverFailure && error.attempts == 1)
      #expect(error.message.contains("larger than 10000 bytes"))
    }
  }

  @Test func `a tool's input is the answer`() async throws {
    let whole =
      #"{"type":"message","model":"served","stop_reason":"tool_use","content":[{"type":"tool_use","id":"t","name":"answer","#
      + #""input":\#(Fixtures.good)}],"usage":{"input_tokens":10,"output_tokens":3}}"#
    let start =
      #"data: {"type":"message_start","message":{"type":"message","model":"served","content":[],"stop_reason":null}}"#
    let deltas = [#"{\"text\":\"grass\","#, #"\"colour\":\"green\"}"#].map {
      #"data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"\#($0)"}}"#
    }
    let begin =
      #"data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"answer","input":{}}}"#
    let end = #"data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":3}}"#
    for (body, streamed) in [(whole, false), (Wire(.messages).stream([start, begin] + deltas + [end]), true)] {
      try await withServer([.answer(200, [], body)]) { server in
        let model = try server.model(.messages) {
          $0.streams = streamed
          $0.schemaMode = .tool
        }
        let answer = try await model.answer(Fixtures.question)
        #expect(answer.value == Fixtures.goodValue)
      }
    }
  }

  private static let said = #""{\"text\":\"grass\",\"colour\":\"green\"}""#

  /// A good answer, of which only the end is not one.
  private static func answer(_ interface: ModelProfile.Interface, _ end: String, beside: String = "") -> String {
    switch interface {
    case .chatCompletions: #"{"choices":[{"message":{"content":\#(said)}\#(end)}]\#(beside)}"#
    case .responses:
      #"{"output":[{"type":"message"\#(beside),"content":[{"type":"output_text","text":\#(said)}]}]\#(end)}"#
    case .gemini: #"{"candidates":[{"content":{"parts":[{"text":\#(said)}]}\#(end)}]\#(beside)}"#
    case .messages: #"{"content":[{"type":"text","text":\#(said)}]\#(end)\#(beside)}"#
    case .ollama: #"{"message":{"content":\#(said)},"done":true\#(end)\#(beside)}"#
    }
  }

  /// Each is a whole and valid answer but for how it ends, or for what stands beside it.
  @Test(
    arguments: [
      (.chatCompletions, #","finish_reason":"stop""#, "", nil),
      (.chatCompletions, #","finish_reason":"stop""#, #","error":null"#, nil),
      (.chatCompletions, #","finish_reason":"stop""#, #","error":{"code":502,"message":"odd"}"#, .serverFailure),
      (.chatCompletions, #","finish_reason":"stop","error":{"code":502,"message":"odd"}"#, "", .serverFailure),
      (.chatCompletions, #","finish_reason":"length""#, "", .cutOff),
      (.chatCompletions, #","finish_reason":"content_filter""#, "", .blocked),
      (.chatCompletions, #","finish_reason":"tool_calls""#, "", .serverFailure),
      (.chatCompletions, #","finish_reason":"function_call""#, "", .serverFailure),
      (.chatCompletions, #","finish_reason":"brand_new""#, "", .serverFailure),
      (.chatCompletions, #","finish_reason":null"#, "", .interrupted), (.chatCompletions, "", "", .interrupted),
      (.responses, #","status":"completed""#, "", nil),
      (.responses, #","status":"completed","error":{"code":"server_error","message":"odd"}"#, "", .serverFailure),
      (.responses, #","status":"completed""#, #","status":"incomplete""#, .interrupted),
      (.responses, #","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}"#, "", .cutOff),
      (.responses, #","status":"incomplete","incomplete_details":{"reason":"content_filter"}"#, "", .blocked),
      (.responses, #","status":"incomplete""#, "", .interrupted),
      (.responses, #","status":"cancelled""#, "", .serverFailure), (.responses, "", "", .interrupted),
      (.gemini, #","finishReason":"STOP""#, "", nil),
      (.gemini, #","finishReason":"STOP""#, #","error":{"code":503,"message":"odd"}"#, .serverFailure),
      (.gemini, #","finishReason":"STOP""#, #","promptFeedback":{"blockReason":"SAFETY"}"#, .blocked),
      (.gemini, #","finishReason":"MAX_TOKENS""#, "", .cutOff), (.gemini, #","finishReason":"SAFETY""#, "", .blocked),
      (.gemini, #","finishReason":"RECITATION""#, "", .blocked),
      (.gemini, #","finishReason":"OTHER""#, "", .serverFailure),
      (.gemini, #","finishReason":"FINISH_REASON_UNSPECIFIED""#, "", .interrupted), (.gemini, "", "", .interrupted),
      (.messages, #","stop_reason":"end_turn""#, "", nil),
      (.messages, #","stop_reason":"end_turn""#, #","error":{"type":"api_error","message":"odd"}"#, .serverFailure),
      (.messages, #","stop_reason":"max_tokens""#, "", .cutOff),
      (.messages, #","stop_reason":"refusal""#, "", .refused),
      (.messages, #","stop_reason":"tool_use""#, "", .serverFailure),
      (.messages, #","stop_reason":"pause_turn""#, "", .interrupted),
      (.messages, #","stop_reason":null"#, "", .interrupted),
      (.ollama, #","done_reason":"stop""#, "", nil),
      (.ollama, #","done_reason":"stop""#, #","error":"odd""#, .serverFailure),
      (.ollama, #","done_reason":"length""#, "", .cutOff), (.ollama, #","done_reason":"load""#, "", .serverFailure),
      (.ollama, "", "", .interrupted),
    ] as [(ModelProfile.Interface, String, String, ModelError.Code?)])
  func `an answer counts only where it says that it is complete, and nothing beside it says otherwise`(
    interface: ModelProfile.Interface, end: String, beside: String, code: ModelError.Code?
  ) async throws {
    let body = Self.answer(interface, end, beside: beside)
    try await withServer([ScriptedServer.Step](repeating: .answer(200, [], body), count: 3)) { server in
      let model = try server.model(interface)
      guard let code else {
        #expect(try await model.answer(Fixtures.question).value == Fixtures.goodValue)
        return
      }
      #expect(await failure(of: model)?.code == code)
    }
  }

  @Test func `an error beside a piece of a stream is a failure`() async throws {
    for odd in [
      #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"error":{"code":502,"message":"odd"}}"#,
      #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop","error":{"code":502,"message":"odd"}}]}"#,
    ] {
      let wire = Wire(.chatCompletions)
      let pieces = try wire.pieces(Fixtures.good).filter { !$0.contains(#""stop""#) && !$0.contains("[DONE]") }
      let body = wire.stream(pieces + [odd, "data: [DONE]"])
      try await withServer([ScriptedServer.Step](repeating: .answer(200, [], body), count: 3)) { server in
        let error = try #require(await failure(of: model(server, .chatCompletions, true)))
        #expect(error.code == .serverFailure)
      }
    }
  }

  @Test(arguments: [
    (
      ModelProfile.Interface.responses,
      #"{"status":"failed","error":{"code":"invalid_image","message":"odd picture"},"output":[]}"#,
      ModelError.Code.rejectedRequest, 1
    ),
    (
      .responses, #"{"status":"failed","error":{"code":"server_error","message":"odd"},"output":[]}"#, .serverFailure, 3
    ),
    (
      .responses, #"{"status":"failed","error":{"code":"rate_limit_exceeded","message":"odd"},"output":[]}"#,
      .rateLimited, 3
    ),
    (.responses, #"{"status":"queued","output":[]}"#, .interrupted, 3),
    (.gemini, #"{"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL","finishMessage":"odd"}]}"#, .serverFailure, 1),
    (.gemini, #"{"candidates":[{"finishReason":"SAFETY","content":{}}]}"#, .blocked, 1),
    (.gemini, #"{"candidates":[{"finishReason":"BRAND_NEW"}]}"#, .serverFailure, 1),
    (.messages, #"{"type":"error","error":{"type":"overloaded_error","message":"odd"}}"#, .serverFailure, 3),
    (.ollama, #"{"error":"model runner has stopped"}"#, .serverFailure, 1),
    (.ollama, #"{"message":{"content":"{}"},"done":false}"#, .interrupted, 3),
    (.chatCompletions, #"{"choices":[{"finish_reason":"error","message":{"content":""}}]}"#, .serverFailure, 1),
    (.chatCompletions, #"{"error":{"code":"content_filter","message":"odd"}}"#, .blocked, 1),
  ])
  func `failures with status 200 have their causes`(
    interface: ModelProfile.Interface, body: String, code: ModelError.Code, attempts: Int
  ) async throws {
    try await withServer([ScriptedServer.Step](repeating: .answer(200, [], body), count: attempts)) { server in
      let error = try #require(await failure(of: server.model(interface)))
      #expect(error.code == code)
      #expect(error.attempts == attempts)
    }
  }
}
