import Diagnostics
import Evaluation
import JSON
import LanguageServer
import PolicyLanguage
import Testing

/// What editors are told about a policy, message by message as the protocol has it.
@Suite struct PolicyServerTests {
  static let uri = "file:///a%20b/mine.yaml"

  static let text = """
    segwarden: 1
    policy: mine
    version: 1
    labels:
      liver: {value: 5, side: right}
      leber: {value: 6}
    expectations:
      - id: vol
        label: livr
        volume: 900-2400 mL
        when: complete and

    """

  static func server(_ text: String = text) -> (PolicyServer, [JSONValue]) {
    var server = PolicyServer { file, text in
      PolicyReader.read(PolicySource(file: file, text: text), vocabulary: .standard)
    }
    let opened: JSONValue = [
      "jsonrpc": "2.0", "method": "textDocument/didOpen",
      "params": ["textDocument": ["uri": .string(uri), "text": .string(text)]],
    ]
    let told = server.answers(to: opened)
    return (server, told)
  }

  static func request(_ method: String, line: Int, character: Int) -> JSONValue {
    [
      "jsonrpc": "2.0", "id": 7, "method": .string(method),
      "params": [
        "textDocument": ["uri": .string(uri)], "position": ["line": .integer(line), "character": .integer(character)],
        "range": ["start": ["line": .integer(line)], "end": ["line": .integer(line)]],
      ],
    ]
  }

  @Test func `a policy that is opened gets its diagnostics with places from zero`() throws {
    let (_, told) = Self.server()
    #expect(told.count == 1 && told[0]["method"]?.string == "textDocument/publishDiagnostics")
    let diagnostics = try #require(told[0]["params"]?["diagnostics"]?.array)
    let label = try #require(diagnostics.first { $0["code"]?.string == "unknown-label" })
    #expect(label["range"]?["start"] == ["line": 8, "character": 11])
    #expect(label["range"]?["end"] == ["line": 8, "character": 15])
    #expect(label["severity"]?.integer == 1)
    #expect(diagnostics.contains { $0["code"]?.string == "not-a-range" })
  }

  @Test func `a changed text replaces the old one`() throws {
    var (server, _) = Self.server()
    let changed = Self.text.replacing("livr", with: "liver").replacing("900-2400", with: "900..2400")
      .replacing("complete and", with: "complete")
    let told = server.answers(to: [
      "method": "textDocument/didChange",
      "params": ["textDocument": ["uri": .string(Self.uri)], "contentChanges": [["text": .string(changed)]]],
    ])
    let diagnostics = try #require(told.first?["params"]?["diagnostics"]?.array)
    #expect(diagnostics.allSatisfy { $0["severity"]?.integer == 3 })
  }

  @Test func `a suggestion is a quick fix that edits what is marked`() throws {
    var (server, _) = Self.server()
    for (line, text) in [(8, "liver"), (9, "900..2400 mL")] {
      let answer = server.answers(to: Self.request("textDocument/codeAction", line: line, character: 0))
      let edit = try #require(answer.first?["result"]?.array?.first?["edit"]?["changes"]?[Self.uri]?.array?.first)
      #expect(edit["newText"]?.string == text)
      #expect(edit["range"]?["start"]?["line"]?.integer == line)
    }
  }

  @Test(arguments: [
    (9, 6, "Why"), (4, 4, "the label `liver`, value 5, side right"), (8, 6, "one label"), (2, 2, nil),
  ])
  func `a word is explained`(line: Int, character: Int, words: String?) {
    var (server, _) = Self.server(
      Self.text.replacing("livr", with: "liver").replacing("900-2400", with: "900..2400")
        .replacing("complete and", with: "complete"))
    let answer = server.answers(to: Self.request("textDocument/hover", line: line, character: character))
    let value = answer.first?["result"]?["contents"]?["value"]?.string
    if let words { #expect(value?.contains(words) == true, "\(value ?? "nothing")") } else { #expect(value == nil) }
  }

  @Test(arguments: [(8, 11, "liver"), (10, 10, "volume"), (10, 10, "complete"), (6, 2, "connectivity")])
  func `words that fit are offered`(line: Int, character: Int, word: String) throws {
    var (server, _) = Self.server(
      Self.text.replacing("livr", with: "liver").replacing("900-2400", with: "900..2400")
        .replacing("complete and", with: "complete"))
    let answer = server.answers(to: Self.request("textDocument/completion", line: line, character: character))
    let words = try #require(answer.first?["result"]?.array).compactMap { $0["label"]?.string }
    #expect(words.contains(word))
  }

  @Test func `an unknown method is refused and a session ends in order`() {
    var (server, _) = Self.server()
    #expect(server.answers(to: ["id": 1, "method": "x/y"]).first?["error"]?["code"]?.integer == -32601)
    #expect(server.answers(to: ["id": 2, "method": "shutdown"]).first?["result"]?.isNull == true)
    #expect(server.answers(to: ["method": "exit"]).isEmpty)
    #expect(server.exitStatus == 0)
  }

  @Test func `messages are cut out of a stream wherever it breaks`() throws {
    let first: JSONValue = ["id": 1, "method": "é"]
    let second: JSONValue = ["id": 2]
    let bytes = try MessageStream.framed(first) + MessageStream.framed(second)
    for cut in bytes.indices {
      var stream = MessageStream()
      var found: [JSONValue] = []
      for part in [bytes[..<cut], bytes[cut...]] {
        stream.add(part)
        while let message = try stream.next() { found.append(message) }
      }
      #expect(found == [first, second])
    }
  }

  @Test(arguments: [
    "Content-Length: -1\r\n\r\n", "Content-Length: 99999999999\r\n\r\n", "X: 1\r\n\r\n", "Content-Length: 1\r\n\r\n{",
  ])
  func `a stream that cannot be read on ends`(text: String) {
    var stream = MessageStream()
    stream.add(text.utf8)
    #expect(throws: (any Error).self) { try stream.next() }
  }
}
