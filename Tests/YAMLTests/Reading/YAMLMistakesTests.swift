import Diagnostics
import Testing
import YAML
import YAMLTesting

/// What people write when they do not know YAML, and what they are told.
@Suite struct YAMLMistakesTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let text: String
    /// Place and id.
    let short: String
    /// A part of the message and of the suggestion.
    let says: String
    let advises: String

    init(_ text: String, _ short: String, _ says: String, _ advises: String) {
      (self.text, self.short, self.says, self.advises) = (text, short, says, advises)
    }

    var testDescription: String { text.prefix(40).debugDescription }
  }

  static let mistakes = [
    Mistake("a: 1\nb\nc: 3\n", "2:1 syntax", "colon is missing", "name: value"),
    Mistake("a:1\nb: 2\n", "1:2 syntax", "space is missing after this colon", "name: value"),
    Mistake("because: Two: left and right\n", "1:13 syntax", "second colon", "in quotes"),
    Mistake("a: 1\n  b: 2\n", "2:4 syntax", "further than line 1", "indent both alike"),
    Mistake("a:\n  b: 1\n c: 2\n", "3:2 syntax", "indented like none above", "column 1"),
    Mistake("a:\n  - id: x\n    b: 1\n   c: 2\n", "4:4 syntax", "indented like none above", "column 3"),
    Mistake("  a: 1\nb: 2\n", "2:1 syntax", "ended before this", "one column"),
    Mistake("a: 1\n- b\n", "2:1 syntax", "list item stands among keys", "write b: …, as in line 1"),
    Mistake("- a\nb: 1\n", "2:1 syntax", "key stands among list items", "indent"),
    Mistake("a: - x\n", "1:4 syntax", "list cannot begin", "next line"),
    Mistake("a: text # comment\n  more\n", "2:3 syntax", "comment above it ended the text", "move the comment"),
    Mistake("a: 'open\nb: 2\n", "1:4 syntax", "never closed", "close it"),
    Mistake("a: \"open\nb: 2\n", "1:4 syntax", "never closed", "close it"),
    Mistake("a: 'it's'\n", "1:8 syntax", "quoted text ends before this", "written twice"),
    Mistake("a: \"x\" y\n", "1:8 syntax", "quoted text ends before this", "one pair of quotes"),
    Mistake("a: \"C:\\data\"\n", "1:7 syntax", "backslash", "\\\\"),
    Mistake("a: \"\\u12\"\n", "1:7 syntax", "escape", "hexadecimal"),
    Mistake("a: [1, 2\nb: 3\n", "1:4 syntax", "'[' is not closed", "']'"),
    Mistake("a: {x: 1\nb: 3\n", "1:4 syntax", "'{' is not closed", "'}'"),
    Mistake("a: {x: 1]\n", "1:9 syntax", "closed by ']'", "'}'"),
    Mistake("a: [\"x\" \"y\"]\n", "1:9 syntax", "quoted text ends before this", "quotes"),
    Mistake("a: [[x] y]\n", "1:9 syntax", "comma or ']' is missing", "commas"),
    Mistake("a: [1,, 2]\n", "1:7 syntax", "value is missing", "comma"),
    Mistake("a: }\n", "1:4 syntax", "closes nothing", "quotes"),
    Mistake("a: [x] y\n", "1:8 syntax", "value has ended", "quotes"),
    Mistake("a: @x\n", "1:4 syntax", "cannot begin with @", "quotes"),
    Mistake("a: *\n", "1:4 syntax", "cannot begin with & or *", "quotes"),
    Mistake("a: !x!y 1\n", "1:4 syntax", "cannot begin with !", "quotes"),
    Mistake("a: >= 3\n", "1:4 syntax", "'>'", ">= 0.98"),
    Mistake("a: |x\n", "1:5 syntax", "next line", "quotes"),
    Mistake("%YAML 3.0\n---\na: 1\n", "1:1 syntax", "version of YAML", "remove"),
    Mistake("-\ta: 1\n  b: 2\n", "1:2 syntax", "tab", "spaces"),
    Mistake("a:\n\tb: 1\n", "2:1 tab-indentation", "tab", "spaces"),
    Mistake("a: !!float 3\n", "1:4 unknown-tag", "'!!float' means nothing", "remove"),
    Mistake("a: !ruby/object {}\n", "1:4 unknown-tag", "'!ruby/object' means nothing", "remove"),
    Mistake("a\u{A0}: 1\n", "1:2 invisible-space", "invisible", "ordinary space"),
    Mistake("a:\n\u{A0} b: 1\n", "2:1 invisible-space", "invisible", "ordinary space"),
    Mistake("a: x\u{2028}y\n", "1:5 line-separator", "line separator", "space"),
    Mistake(String(repeating: "k", count: 1100) + ": 1\n", "1:1101 syntax", "longer than 1,024", "shorten"),
  ]

  @Test(arguments: mistakes) func `a mistake is told at its place, with what to do`(mistake: Mistake) throws {
    var diagnostics = Diagnostics()
    _ = YAMLNode.parse(mistake.text, file: "f", diagnostics: &diagnostics)
    let first = try #require(diagnostics.sorted.first)
    #expect(diagnostics.sorted.map(\.short) == [mistake.short])
    #expect(first.message.contains(mistake.says), "\(first.message)")
    #expect(first.suggestion?.contains(mistake.advises) == true, "\(first.suggestion ?? "nothing")")
    // None of the parser's own words.
    for word in ["expected", "scanning", "token", "node content", "context"] { #expect(!first.message.contains(word)) }
  }
}
