import JSON
import Testing

@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", JSONValue.null), (" true\n", true), ("false", false), ("0", 0), ("-0", 0), ("-12", -12),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1e2", 100.0), ("1.5E-3", 0.0015),
      ("1e-400", 0.0), ("[]", []), ("{}", [:]), ("\t[ 1 , [ ] ]\r\n", [1, []]),
      (#""\"\\\/\b\f\n\r\t\u00e9\u20AC""#, "\"\\/\u{8}\u{C}\n\r\té€"),
      (#""\ud83d\ude00""#, "😀"), (#""\u0000""#, "\u{0}"), ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
      (#"{"b":1,"a":{"":null}}"#, ["b": 1, "a": ["": .null]]),
    ] as [(String, JSONValue)])
  func `valid texts are read`(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  /// From the "n_" cases of Nicolas Seriot's JSON parsing test collection, and RFC 8259's own rules.
  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "0x10",
    "1_000",
    "1 2", "[1,]", "[,1]", "[1", "[1}", "]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{1:1}", "{'a':1}", "{\"a\":1",
    "{\"a\"",
    "[1]]", "{}}", "// c\n1", "/**/1", "'a'", "\"a", "\"\\", "\"\\x41\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\ud800\"",
    "\"\\ud800\\n\"", "\"\\ud800\\ud800\"", "\"\\udc00\"", "\"a\nb\"", "\"\t\"", "\"\u{0}\"", "1e400", "-1e999",
    "\u{FEFF}1",
    "\u{A0}1", "[1]\u{0}", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}",
  ])
  func `invalid texts are refused`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
  }

  @Test(
    arguments: [
      [0x22, 0x80, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
      [0x22, 0xE2, 0x82, 0x22], [0xFF], [0xEF, 0xBB, 0xBF, 0x31],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
  }

  @Test(arguments: [
    ("[1,\n  é]", 6, 2, 3), ("{\"é\": 1, \"é\": 2}", 10, 1, 10), ("[\"abc", 1, 1, 2), ("", 0, 1, 1),
    ("[1\n\n", 4, 3, 1),
  ])
  func `the position is told`(text: String, offset: Int, line: Int, column: Int) throws {
    let error = try #require(throws: JSONError.self) { try JSONValue(parsing: text) }
    let position = try #require(error.location)
    #expect([position.offset, position.line, position.column] == [offset, line, column])
    #expect(error.description.hasPrefix("line \(line), column \(column): "))
  }

  @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
  func `nesting is bounded`(open: String, close: String) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    #expect(try JSONValue(parsing: nested(128)).isNull == false)
    let error = try #require(throws: JSONError.self) { try JSONValue(parsing: nested(129)) }
    #expect(error.message.contains("128"))
    #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: open, count: 200_000)) }
  }

  @Test func `accessors tell kinds apart`() throws {
    let value = try JSONValue(parsing: #"{"s":"x","i":3,"w":3.0,"d":3.5,"b":false,"a":[1],"n":null,"big":1e300}"#)
    #expect(value["s"]?.string == "x" && value["i"]?.string == nil)
    #expect(value["i"]?.integer == 3 && value["w"]?.integer == 3 && value["d"]?.integer == nil)
    #expect(value["big"]?.integer == nil && value["b"]?.integer == nil)
    #expect(value["i"]?.number == 3 && value["d"]?.number == 3.5 && value["s"]?.number == nil)
    #expect(value["b"]?.bool == false && value["n"]?.bool == nil)
    #expect(value["a"]?.array == [1] && value["s"]?.array == nil)
    #expect(value["n"]?.isNull == true && value["absent"] == nil)
    #expect(value.members?.map(\.name) == ["s", "i", "w", "d", "b", "a", "n", "big"])
  }
}
