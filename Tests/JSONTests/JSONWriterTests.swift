import JSON
import Testing

@Suite struct JSONWriterTests {
  @Test(arguments: [
    #"{"z":1,"a":[true,false,null],"é":"\"\\\n\u0001"}"#, #"[0.1,1e-07,1e+300,5e-324,-0.0,1.0,9007199254740993]"#,
    #"[[],{},"",[[{}]]]"#, #""\u007f/€😀""#,
  ])
  func `compact text reads back and is written the same`(text: String) throws {
    #expect(try JSONValue(parsing: text).text() == text)
  }

  @Test func `indented text is two spaces a level`() throws {
    let value: JSONValue = ["b": 1, "a": [1, ["c": .null]], "none": [], "empty": [:]]
    let expected = """
      {
        "b": 1,
        "a": [
          1,
          {
            "c": null
          }
        ],
        "none": [],
        "empty": {}
      }
      """
    #expect(try value.text(.indented) == expected)
    #expect(try JSONValue(parsing: value.text(.indented)) == value)
  }

  @Test(arguments: [0.1, 1.0 / 3.0, .pi, 1e22, 123456789.123456789, .leastNonzeroMagnitude, .greatestFiniteMagnitude])
  func `doubles read back the same`(real: Double) throws {
    #expect(try JSONValue(parsing: JSONValue.number(real).text()) == .number(real))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `numbers that JSON has no word for are refused`(real: Double) {
    #expect(throws: JSONError.self) { try JSONValue.array([.number(real)]).text() }
  }
}
