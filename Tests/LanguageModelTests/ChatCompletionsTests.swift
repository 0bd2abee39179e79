import JSON
import LanguageModel
import Testing

@Suite struct ChatCompletionsTests {
  @Test func `a good answer comes with model, usage and one attempt`() async throws {
    try await withServer([.answer(200, [], try Fixtures.completion(Fixtures.good))]) { server in
      let answer = try await server.model().answer(Fixtures.question)
      #expect(answer.value == Fixtures.goodValue)
      #expect(answer.model == "served")
      #expect(answer.usage == ModelUsage(inputTokens: 10, outputTokens: 3))
      #expect(answer.attempts == 1)
    }
  }

  @Test func `the request carries system, text, picture and schema, and nothing optional`() async throws {
    try await withServer([.answer(200, [], try Fixtures.completion(Fixtures.good))]) { server in
      var question = Fixtures.question
      question.parts.append(.png([0x89, 0x50, 0x4E, 0x47]))
      _ = try await server.model().answer(question)
      let sent = try #require(server.requests.first)
      let expected =
        #"{"model":"m","messages":[{"role":"system","content":"You name colours."},"#
        + #"{"role":"user","content":[{"type":"text","text":"Which colour?"},"#
        + #"{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}}]}],"#
        + #""response_format":{"type":"json_schema","json_schema":{"name":"colour","strict":true,"schema":{"type":"object","#
        + #""properties":{"text":{"type":"string","description":"Characters: at most 20."},"#
        + #""colour":{"type":"string","enum":["red","green"]}},"required":["text","colour"],"#
        + #""additionalProperties":false}}},"max_completion_tokens":99}"#
      #expect(String(decoding: sent.body, as: UTF8.self) == expected)
      let lines = sent.head.split(separator: "\r\n")
      #expect(lines.first == "POST /v1/chat/completions HTTP/1.1")
      #expect(lines.contains("Authorization: Bearer sk-test-1234567890"))
      #expect(lines.contains("Content-Type: application/json"))
      #expect(!lines.contains { $0.hasPrefix("Expect") })
    }
  }

  @Test func `without a key nothing is said of one, and one text goes as a string`() async throws {
    try await withServer([.answer(200, [], try Fixtures.completion(Fixtures.good))]) { server in
      _ = try await server.model(key: " \n").answer(Fixtures.question)
      let sent = try #require(server.requests.first)
      #expect(!sent.head.contains("Authorization"))
      #expect(sent.json["messages"]?.array?.last?["content"] == "Which colour?")
    }
  }

  @Test(arguments: [
    "```json\n\(Fixtures.good)\n```", "<think>{green?}</think>\n\(Fixtures.good)", "hm, {x}</think> \(Fixtures.good)",
    " \n\(Fixtures.good)\n", "<think>a</think>```\n\(Fixtures.good)```",
  ])
  func `what models put around JSON is taken off`(text: String) async throws {
    try await withServer([.answer(200, [], try Fixtures.completion(text))]) { server in
      let answer = try await server.model().answer(Fixtures.question)
      #expect(answer.value == Fixtures.goodValue)
    }
  }

  @Test(arguments: [
    #"{"choices":[{"message":{"content":[{"type":"text","text":"{\"text\":\"grass\","},{"type":"text","text":"\"colour\":\"green\"}"}]},"finish_reason":"STOP"}]}"#,
    #"{"choices":[{"message":{"content":"{\"text\":\"grass\",\"colour\":\"green\"}","reasoning_content":"hm"},"finish_reason":"stop"}],"usage":null}"#,
  ])
  func `lenient servers are understood, and unknown usage is not zero`(body: String) async throws {
    try await withServer([.answer(200, [], body)]) { server in
      let answer = try await server.model().answer(Fixtures.question)
      #expect(answer.value == Fixtures.goodValue)
      #expect(answer.usage == nil)
      #expect(answer.model == "m")
    }
  }

  @Test func `an answer that breaks the schema is sent back with what is wrong`() async throws {
    let bad = #"{"text":"a text of more than twenty characters","colour":"blue"}"#
    let script: [ScriptedServer.Step] = [
      .answer(200, [], try Fixtures.completion(bad)), .answer(200, [], try Fixtures.completion(Fixtures.good)),
    ]
    try await withServer(script) { server in
      let answer = try await server.model().answer(Fixtures.question)
      #expect(answer.value == Fixtures.goodValue)
      #expect(answer.attempts == 2)
      #expect(answer.usage == ModelUsage(inputTokens: 20, outputTokens: 6))
      let messages = try #require(server.requests.last?.json["messages"]?.array)
      #expect(messages.map { $0["role"]?.string } == ["system", "user", "assistant", "user"])
      #expect(messages[2]["content"]?.string == bad)
      let words = try #require(messages[3]["content"]?.string)
      #expect(words.contains("- /text must have at most 20 characters, but has 37\n"))
      #expect(words.contains(#"- /colour must be one of "red", "green", but is "blue""#))
    }
  }

  @Test(arguments: ["", "Grass is green.", #"{"text":"a","text":"b","colour":"red"}"#, #"{"text":"a""#, "[]"])
  func `an answer that stays bad is an error with the list`(text: String) async throws {
    let body = try Fixtures.completion(text)
    try await withServer([ScriptedServer.Step](repeating: .answer(200, [], body), count: 4)) { server in
      let error = try #require(await failure(of: server.model()))
      #expect(error.code == (text.isEmpty ? .emptyAnswer : .invalidAnswer))
      #expect(error.violations.count == 1)
      #expect(error.attempts == 3 && server.requests.count == 3)
      #expect(error.usage == ModelUsage(inputTokens: 30, outputTokens: 9))
    }
  }

  @Test func `an empty answer is corrected without putting words in the model's mouth`() async throws {
    let script: [ScriptedServer.Step] = [
      .answer(200, [], try Fixtures.completion(.null)), .answer(200, [], try Fixtures.completion(Fixtures.good)),
    ]
    try await withServer(script) { server in
      let answer = try await server.model().answer(Fixtures.question)
      #expect(answer.attempts == 2)
      let messages = try #require(server.requests.last?.json["messages"]?.array)
      #expect(messages.map { $0["role"]?.string } == ["system", "user"])
    }
  }

  @Test func `refusals and cut-off answers are not repaired`() async throws {
    let cases: [(String, ModelError.Code, String)] = [
      (try Fixtures.completion(.null, refusal: "I cannot\u{1B}[2J judge pictures."), .refused, "I cannot [2J judge"),
      (try Fixtures.completion(.string(Fixtures.good), finish: "content_filter"), .blocked, "filters"),
      (try Fixtures.completion(.string(Fixtures.good), finish: "length"), .cutOff, "99 tokens"),
      (try Fixtures.completion(.null, finish: "length"), .cutOff, "raise 'answer_tokens'"),
    ]
    for (body, code, words) in cases {
      try await withServer([.answer(200, [], body)]) { server in
        let error = try #require(await failure(of: server.model()))
        #expect(error.code == code)
        #expect(error.message.contains(words))
        #expect(error.attempts == 1 && error.usage != nil)
      }
    }
  }

  @Test(arguments: [
    ("<html><body>Welcome</body></html>", "check the address"), ("{}", "check the address"), ("", "check the address"),
    (#"{"error":{"message":"upstream is down","code":"odd"}}"#, "upstream is down"),
  ])
  func `status 200 is not success`(body: String, words: String) async throws {
    try await withServer([.answer(200, [], body)]) { server in
      let error = try #require(await failure(of: server.model()))
      #expect(error.code == .serverFailure)
      #expect(error.message.contains(words))
      #expect(server.requests.count == 1)
    }
  }

  @Test func `a failure that is told with status 200 and may pass is tried again`() async throws {
    let body = #"{"error":{"message":"upstream is down","code":502}}"#
    let good = try Fixtures.completion(Fixtures.good)
    try await withServer([.answer(200, [], body), .answer(200, [], good)]) { server in
      let answer = try await server.model().answer(Fixtures.question)
      #expect(answer.attempts == 2)
      // What the first one cost is not known.
      #expect(answer.usage == nil)
    }
  }

  @Test func `the older name of the token limit is learned once`() async throws {
    let refusal = #"{"error":{"message":"Unsupported parameter: max_completion_tokens. Use max_tokens."}}"#
    let good = try Fixtures.completion(Fixtures.good)
    try await withServer([.answer(422, [], refusal), .answer(200, [], good), .answer(200, [], good)]) { server in
      let model = try server.model()
      let first = try await model.answer(Fixtures.question)
      let second = try await model.answer(Fixtures.question)
      #expect([first.attempts, second.attempts] == [2, 1])
      let limits = server.requests.map { [$0.json["max_completion_tokens"], $0.json["max_tokens"]] }
      #expect(limits == [[99, nil], [nil, 99], [nil, 99]])
    }
  }

  @Test func `a limit that is refused under both names is told in the server's first words`() async throws {
    let script: [ScriptedServer.Step] = [
      .answer(400, [], #"{"error":{"message":"max_completion_tokens is too large"}}"#),
      .answer(400, [], #"{"error":{"message":"max_tokens is not supported"}}"#),
    ]
    try await withServer(script) { server in
      let error = try #require(await failure(of: server.model()))
      #expect(error.code == .rejectedRequest)
      #expect(error.message.contains("too large"))
    }
  }

  @Test func `what servers refuse in a schema is said in words, and checked afterwards`() async throws {
    let full =
      ##"{"$id":"x","type":"object","properties":{"default":{"$ref":"#/$defs/d"},"list":{"type":"array","maxItems":2,"##
      + #""items":{"type":"string","description":"Names.","minLength":1,"maxLength":3}}},"required":["default","list"],"#
      + #""additionalProperties":false,"$defs":{"d":{"oneOf":[{"type":"null"},{"type":"integer","minimum":1,"default":1}]}}}"#
    let portable =
      ##"{"type":"object","properties":{"default":{"$ref":"#/$defs/d"},"list":{"type":"array","maxItems":2,"##
      + #""items":{"type":"string","description":"Names. Characters: at least 1. Characters: at most 3."}}},"#
      + #""required":["default","list"],"additionalProperties":false,"#
      + #""$defs":{"d":{"anyOf":[{"type":"null"},{"type":"integer","minimum":1}]}}}"#
    let bad = try Fixtures.completion(#"{"default":null,"list":["long"]}"#)
    let good = try Fixtures.completion(#"{"default":null,"list":["own"]}"#)
    try await withServer([.answer(200, [], bad), .answer(200, [], good)]) { server in
      var question = Fixtures.question
      question.schema = try JSONValue(parsing: full)
      let answer = try await server.model().answer(question)
      #expect(answer.attempts == 2)
      let sent = try #require(server.requests.first?.json["response_format"]?["json_schema"]?["schema"])
      #expect(try sent.text() == portable)
    }
  }

  @Test func `a key does not print`() throws {
    let model = try RemoteModel(
      profile: ModelProfile(name: "p", interface: .chatCompletions, baseURL: "https://host", model: "m"),
      key: Fixtures.key)
    var dumped = ""
    dump(model, to: &dumped)
    dump(HTTPHeader("authorization", "sk-test-1234567890").description, to: &dumped)
    #expect(!(dumped + "\(model)" + String(reflecting: model)).contains("1234567890"))
    #expect(dumped.contains("https://host"))
  }

  @Test func `a schema that is not understood is never sent`() async throws {
    try await withServer([]) { server in
      var question = Fixtures.question
      question.schema = ["type": "string", "propertyNames": ["minLength": 1]]
      let error = try await #require(throws: ModelError.self) { try await server.model().answer(question) }
      #expect(error.code == .configuration)
      #expect(server.requests.isEmpty)
    }
  }
}
