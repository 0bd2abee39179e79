import JSON
import LanguageModel
import Testing

@Suite struct QuestionKeyTests {
  private static let fingerprint: JSONValue = ["interface": "prepared", "model": "m"]

  private func key(_ request: ModelRequest, _ fingerprint: JSONValue = Self.fingerprint) throws -> QuestionKey {
    try QuestionKey(request, fingerprint: fingerprint)
  }

  /// The question as it is hashed, written out by hand; the digest is that of `sha256sum`.
  @Test func `a key is the SHA-256 of the question's canonical JSON`() throws {
    let request = ModelRequest(
      system: "s", parts: [.text("t"), .png(Array("abc".utf8))], schemaName: "n", schema: ["type": "object"],
      maximumTokens: 9, sample: 2)
    // What sha256sum says of these lines joined:
    // {"schema":"segwarden.question/1","model":{"a":1,"b":2},"system":"s","parts":[{"text":"t"},
    // {"png":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}],
    // "answer_name":"n","answer_schema":{"type":"object"},"maximum_tokens":9,"sample":2}
    #expect(
      try key(request, ["b": 2, "a": 1]).description
        == "0911263c9d4775ccd0b8404e78f83a5113d41e7290c8beb1fe10d395a8971f82")
  }

  @Test func `whatever shapes the answer changes the key`() throws {
    var others: [ModelRequest] = Array(repeating: Fixtures.question, count: 8)
    others[0].system += "."
    others[1].parts = [.text("Which color?")]
    others[2].parts.append(.png([1]))
    others[3].parts.append(.png([2]))
    others[4].schemaName = "color"
    others[5].schema = ["type": "object"]
    others[6].maximumTokens += 1
    others[7].sample = 1
    var keys = try Set(others.map { try key($0) })
    keys.insert(try key(Fixtures.question))
    keys.insert(try key(Fixtures.question, ["interface": "prepared", "model": "n"]))
    #expect(keys.count == 10)
  }

  @Test func `the order of a fingerprint's members changes nothing`() throws {
    #expect(try key(Fixtures.question) == key(Fixtures.question, ["model": "m", "interface": "prepared"]))
  }

  @Test(arguments: [
    "", "ab", "../../../../../../../../../../../../../../../../../../../../../../etc",
    String(repeating: "A", count: 64),
  ])
  func `only a digest is read as a key`(text: String) { #expect(QuestionKey(text) == nil) }
}
