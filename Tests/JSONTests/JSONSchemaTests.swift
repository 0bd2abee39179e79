import JSON
import Testing

@Suite struct JSONSchemaTests {
  /// Schema, value, and the expected violations as "path keyword"; verdicts as in the official JSON Schema test suite
  /// (draft 2020-12).
  @Test(
    arguments: [
      (#"{}"#, #"[1]"#, []),
      (#"{"type":"integer"}"#, "1", []), (#"{"type":"integer"}"#, "1.0", []),
      (#"{"type":"integer"}"#, "1.1", [" type"]),
      (#"{"type":"integer"}"#, #""1""#, [" type"]), (#"{"type":"number"}"#, "1", []),
      (#"{"type":"boolean"}"#, "0", [" type"]), (#"{"type":"null"}"#, "false", [" type"]),
      (#"{"type":["string","null"]}"#, "null", []), (#"{"type":["string","null"]}"#, "1", [" type"]),
      (#"{"type":"object"}"#, "[]", [" type"]),
      (#"{"enum":["a","b"]}"#, #""b""#, []), (#"{"enum":["a","b"]}"#, #""B""#, [" enum"]),
      (#"{"enum":[0]}"#, "false", [" enum"]),
      (#"{"enum":[1]}"#, "1.0", []), (#"{"const":{"a":1,"b":2}}"#, #"{"b":2,"a":1.0}"#, []),
      (#"{"const":[1,2]}"#, "[2,1]", [" const"]), (#"{"const":null}"#, "null", []),
      (#"{"const":null}"#, "0", [" const"]),
      (#"{"minimum":0,"maximum":1}"#, "1.0", []), (#"{"minimum":0,"maximum":1}"#, "1.01", [" maximum"]),
      (#"{"minimum":0,"maximum":1}"#, "-1", [" minimum"]), (#"{"minimum":0}"#, #""x""#, []),
      (#"{"maxLength":2}"#, #""💩💩""#, []), (#"{"maxLength":2}"#, #""abc""#, [" maxLength"]),
      (#"{"minLength":1}"#, #""""#, [" minLength"]), (#"{"minItems":1}"#, "[]", [" minItems"]),
      (#"{"maxItems":1}"#, "[1,2]", [" maxItems"]), (#"{"maxItems":1}"#, #""ab""#, []),
      (#"{"items":{"type":"integer"}}"#, #"[1,"a",2,"b"]"#, ["/1 type", "/3 type"]),
      (#"{"required":["a","b"]}"#, #"{"a":1}"#, [" required"]), (#"{"required":["a"]}"#, "[]", []),
      (
        #"{"properties":{"a":{"type":"string"}},"additionalProperties":false}"#, #"{"a":1,"b":2,"x/y~z":3}"#,
        ["/a type", "/b additionalProperties", "/x~1y~0z additionalProperties"]
      ),
      (#"{"additionalProperties":{"type":"integer"}}"#, #"{"a":1,"b":"x"}"#, ["/b type"]),
      (#"{"anyOf":[{"type":"integer"},{"minimum":2}]}"#, "2.5", []),
      (#"{"anyOf":[{"type":"integer"},{"minimum":2}]}"#, "3", []),
      (#"{"anyOf":[{"type":"integer"},{"type":"null"}]}"#, #""x""#, [" anyOf"]),
      (#"{"oneOf":[{"type":"integer"},{"minimum":2}]}"#, "3", [" oneOf"]),
      (#"{"oneOf":[{"type":"integer"},{"minimum":2}]}"#, "1", []),
      (#"{"allOf":[{"minimum":3},{"maximum":1}]}"#, "2", [" minimum", " maximum"]),
      (##"{"$ref":"#/$defs/n","$defs":{"n":{"type":"integer"}}}"##, #""a""#, [" type"]),
      (
        ##"{"$ref":"#/$defs/t","$defs":{"t":{"properties":{"v":{"type":"integer"},"c":{"items":{"$ref":"#/$defs/t"}}}}}}"##,
        #"{"v":1,"c":[{"v":2,"c":[{"v":"x"}]}]}"#, ["/c/0/c/0/v type"]
      ),
      (#"{"pattern":"^[0-9]+ mL$"}"#, #""12 mL""#, []), (#"{"pattern":"^[0-9]+ mL$"}"#, #""12 mm""#, [" pattern"]),
      (#"{"pattern":"b"}"#, #""abc""#, []), (#"{"pattern":"b"}"#, "7", []),
      (
        #"{"anyOf":[{"type":"object","properties":{"a":{"type":"integer"}},"required":["a","b"]},{"type":"null"}]}"#,
        #"{"a":"x"}"#, [" required", "/a type"]
      ),
    ] as [(String, String, [String])])
  func `values are checked`(schema: String, value: String, expected: [String]) throws {
    let violations = try JSONSchema(JSONValue(parsing: schema)).violations(of: JSONValue(parsing: value))
    #expect(violations.map { "\($0.path) \($0.keyword)" } == expected)
  }

  @Test(arguments: [
    (#"{"pattern":"("}"#, "#/pattern"), (#"{"pattern":1}"#, "#/pattern"), (#"{"patternProperties":{}}"#, "#"),
    (#"{"properties":{"a":{"format":"date"}}}"#, "#/properties/a"),
    (#"{"items":{"not":{}}}"#, "#/items"), (#"{"anyOf":[{"exclusiveMinimum":0}]}"#, "#/anyOf/0"),
    (#"{"$defs":{"d":{"uniqueItems":true}}}"#, "#/$defs/d"), (#"{"type":"int"}"#, "#/type"),
    (#"{"type":[]}"#, "#/type"),
    (#"{"enum":[]}"#, "#/enum"), (#"{"required":["a",1]}"#, "#/required"), (#"{"maxLength":-1}"#, "#/maxLength"),
    (#"{"minimum":"0"}"#, "#/minimum"), (#"{"items":[{}]}"#, "#/items"), (#"{"properties":[]}"#, "#/properties"),
    (##"{"$ref":"http://x"}"##, "#/$ref"), (##"{"$ref":"#/$defs/none"}"##, "#"), (#"[]"#, "#"),
    (##"{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"$ref":"#/$defs/a"}]}}}"##, "#/$defs/a/anyOf/0"),
  ])
  func `a schema that is not understood is refused`(schema: String, path: String) throws {
    let error = try #require(throws: JSONSchemaError.self) { try JSONSchema(JSONValue(parsing: schema)) }
    #expect(error.location == path)
  }

  @Test func `messages say what is wrong and what would be right`() throws {
    let schema = try JSONSchema([
      "type": "object",
      "properties": ["verdict": ["enum": ["accept", "reject"]], "text": ["type": "string", "maxLength": 3]],
      "required": ["verdict", "text"], "additionalProperties": false,
    ])
    #expect(
      schema.violations(of: ["verdict": "maybe", "text": "four", "x": 1]).map(\.description) == [
        #"/verdict must be one of "accept", "reject", but is "maybe""#,
        "/text must have at most 3 characters, but has 4",
        #"/x is not allowed here; the allowed members are "verdict", "text""#,
      ])
    #expect(
      schema.violations(of: [:]).map(\.description).first == #"the top level lacks the required member "verdict""#)
    #expect(schema.violations(of: 7).map(\.description) == ["the top level must be an object, but is the number 7"])
  }
}
