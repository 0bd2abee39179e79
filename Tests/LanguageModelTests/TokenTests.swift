import JSON
import LanguageModel
import Testing

/// Tokens with their probabilities.
@Suite struct TokenTests {
  private func entry(_ text: String, _ probability: Double, bytes: [UInt8]? = nil) -> JSONValue {
    [
      "token": .string(text), "logprob": .number(probability),
      "bytes": bytes.map { .array($0.map { .integer(Int($0)) }) } ?? .null,
      "top_logprobs": [
        ["token": .string(text), "logprob": .number(probability)], ["token": "other", "logprob": -4.5],
      ],
    ]
  }

  private func completion(_ text: String, _ tokens: [JSONValue]) throws -> String {
    let body: JSONValue = [
      "choices": [
        ["finish_reason": "stop", "message": ["content": .string(text)], "logprobs": ["content": .array(tokens)]]
      ]
    ]
    return try body.text()
  }

  private func tokens(_ text: String, _ list: [JSONValue]) async throws -> [ModelToken]? {
    try await withServer([.answer(200, [], try completion(text, list))]) { server in
      try await server.model().answer(Fixtures.question).tokens
    }
  }

  @Test func `tokens come with their alternatives, and add up to the answer`() async throws {
    let parts = [#"{"text":""#, "grass", #"","colour":"green"}"#]
    let found = try #require(try await tokens(Fixtures.good, parts.enumerated().map { entry($1, -Double($0)) }))
    #expect(found.map(\.text) == parts)
    #expect(found.map(\.logProbability) == [0, -1, -2])
    #expect(found[1].alternatives.map(\.text) == ["grass", "other"])
    #expect(found[1].alternatives.map(\.logProbability) == [-1, -4.5])
  }

  @Test func `what stands around the JSON is cut off the tokens`() async throws {
    let parts = ["<think>green", "</think>", "```json\n{", #""text":"grass","#, #""colour":"green"}"# + "\n", "```"]
    let found = try #require(try await tokens(parts.joined(), parts.map { entry($0, -1) }))
    #expect(found.map(\.text) == ["{", #""text":"grass","#, #""colour":"green"}"#])
  }

  @Test func `white space and thinking that only the tokens have are left out`() async throws {
    let parts = ["so {\"text\":1}? ", " ", "\n", Fixtures.good, " ", ""]
    let found = try #require(try await tokens(Fixtures.good, parts.map { entry($0, -1) }))
    #expect(found.map(\.text) == [Fixtures.good])
  }

  @Test func `tokens that share a character become one`() async throws {
    // "ü" is C3 BC in UTF-8.
    let list = [
      entry(#"{"text":"gr"#, -0.5), entry("\u{FFFD}", -0.25, bytes: [0xC3]), entry("\u{FFFD}", -0.5, bytes: [0xBC]),
      entry(#"n","colour":"green"}"#, -1), entry("", -9, bytes: []),
    ]
    let found = try #require(try await tokens(#"{"text":"grün","colour":"green"}"#, list))
    #expect(found.map(\.text) == [#"{"text":"gr"#, "ü", #"n","colour":"green"}"#])
    #expect(found.map(\.logProbability) == [-0.5, -0.75, -1])
    #expect(found[1].alternatives.isEmpty)
  }

  @Test func `tokens of another text are no tokens of the answer`() async throws {
    #expect(try await tokens(Fixtures.good, [entry("something", -1)]) == nil)
    #expect(try await tokens(Fixtures.good, []) == nil)
    #expect(try await tokens(Fixtures.good, [["token": "x"]]) == nil)
  }

  @Test func `Responses and Gemini give theirs in places of their own`() async throws {
    let half = try JSONValue.string(String(Fixtures.good.prefix(10))).text()
    let rest = try JSONValue.string(String(Fixtures.good.dropFirst(10))).text()
    let text = try JSONValue.string(Fixtures.good).text()
    let responses =
      #"{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":\#(text),"logprobs":["#
      + #"{"token":\#(half),"logprob":-1.5,"top_logprobs":[]},{"token":\#(rest),"logprob":-2.5,"top_logprobs":[]}]}]}]}"#
    let gemini =
      #"{"candidates":[{"finishReason":"STOP","content":{"parts":[{"text":\#(text)}]},"logprobsResult":{"chosenCandidates":["#
      + #"{"token":\#(half),"tokenId":1,"logProbability":-1.5},{"token":\#(rest),"logProbability":-2.5}],"#
      + #""topCandidates":[{"candidates":[{"token":"x","logProbability":-3}]},{"candidates":[]}]}}]}"#
    for (interface, body) in [(ModelProfile.Interface.responses, responses), (.gemini, gemini)] {
      try await withServer([.answer(200, [], body)]) { server in
        let found = try #require(try await server.model(interface).answer(Fixtures.question).tokens)
        #expect(found.map(\.text).joined() == Fixtures.good)
        #expect(found.map(\.logProbability) == [-1.5, -2.5])
        #expect(found[0].alternatives.map(\.text) == (interface == .gemini ? ["x"] : []))
      }
    }
  }

  @Test func `tokens of a stream are joined`() async throws {
    let parts = [String(Fixtures.good.prefix(9)), String(Fixtures.good.dropFirst(9))]
    let chunks = try parts.map { part -> String in
      let chunk: JSONValue = [
        "choices": [["delta": ["content": .string(part)], "logprobs": ["content": [entry(part, -1)]]]]
      ]
      return "data: " + (try chunk.text())
    }
    let body = Wire(.chatCompletions).stream(chunks + [#"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"#])
    try await withServer([.answer(200, [], body)]) { server in
      let answer = try await server.model { $0.streams = true }.answer(Fixtures.question)
      #expect(answer.tokens?.map(\.text) == parts)
      #expect(answer.usage == nil)
    }
  }
}
