import JSON
import LanguageModel
import Testing

/// What each kind of server is told of a schema.
@Suite struct SchemaSubsetTests {
  private static let schema =
    #"{"type":"object","properties":{"n":{"type":"number","minimum":0,"maximum":1},"k":{"const":"x"},"i":{"const":3},"#
    + #""l":{"type":"array","minItems":1,"maxItems":4,"items":{"type":"string","pattern":"^F[0-9]+$"}}},"#
    + #""required":["n","k","i","l"],"additionalProperties":false}"#

  private static let numbers = #""n":{"type":"number","minimum":0,"maximum":1}"#
  private static let words = #""n":{"type":"number","description":"At least 0. At most 1."}"#
  private static let constants = #""k":{"const":"x"},"i":{"const":3}"#
  private static let choices = #""k":{"enum":["x"]},"i":{"description":"Must be 3."}"#
  private static let items = #""items":{"type":"string","description":"Must match ^F[0-9]+$."}"#
  private static let list = #""l":{"type":"array","minItems":1,"maxItems":4,"# + items + "}"
  private static let bareList =
    #""l":{"type":"array","# + items + #","description":"Elements: at least 1. Elements: at most 4."}"#

  @Test(arguments: [
    (SchemaSubset.openai, [numbers, constants, list]), (.gemini, [numbers, choices, list]),
    (.anthropic, [words, constants, bareList]), (.portable, [words, choices, bareList]),
  ])
  func `what a server does not take is said in words`(subset: SchemaSubset, properties: [String]) async throws {
    let expected =
      #"{"type":"object","properties":{"# + properties.joined(separator: ",")
      + #"},"required":["n","k","i","l"],"additionalProperties":false}"#
    #expect(try await sent(subset) == expected)
  }

  @Test func `a server that takes all is told all`() async throws { #expect(try await sent(.full) == Self.schema) }

  private func sent(_ subset: SchemaSubset) async throws -> String? {
    let good = try Wire(.ollama).answer(#"{"n":0.5,"k":"x","i":3,"l":["F1"]}"#)
    return try await withServer([.answer(200, [], good)]) { server in
      var question = Fixtures.question
      question.schema = try JSONValue(parsing: Self.schema)
      _ = try await server.model(.ollama) { $0.schemaSubset = subset }.answer(question)
      return try server.requests.first?.json["format"]?.text()
    }
  }
}
