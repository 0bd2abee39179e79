import Testing
import Wording

@Suite struct TextTableTests {
  /// Fields with how RFC 4180 writes them.
  static let fields = [
    ("plain", "plain"), ("", ""), (" blanks ", " blanks "), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("two\r\nlines", "\"two\r\nlines\""), ("\"", "\"\"\"\""),
    // Marks over a quote and a comma, which make one character with them.
    ("q\"\u{301}", "\"q\"\"\u{301}\""), ("a,\u{301}b", "\"a,\u{301}b\""),
  ]

  @Test(arguments: fields)
  func `a field of a table is written as RFC 4180 says`(text: String, written: String) {
    #expect(Array(TextTable.csvField(text).unicodeScalars) == Array(written.unicodeScalars))
  }
}
