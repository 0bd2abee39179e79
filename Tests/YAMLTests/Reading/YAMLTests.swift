import Diagnostics
import Testing
import YAML
import YAMLTesting

@Suite struct YAMLTests {
  static func parse(_ text: String) -> (YAMLNode?, [Diagnostic]) {
    var diagnostics = Diagnostics()
    let node = YAMLNode.parse(text, file: "f.yaml", diagnostics: &diagnostics)
    return (node, diagnostics.sorted)
  }

  @Test func `keys and scalars keep their places`() throws {
    let text = """
      # a comment
      name: Niere
      grüße: {größe: "3 mL", liste: [a, 'b c']}
      seq:
        - x
        - y: |
            lines
      """
    let (read, diagnostics) = Self.parse(text)
    #expect(diagnostics == [])
    let root = try #require(read)
    func place(_ range: SourceRange) -> [Int] { [range.line, range.column, range.length] }
    let entries = try #require(root.entries)
    #expect(entries.map(\.key) == ["name", "grüße", "seq"])
    #expect(entries.map { place($0.keyRange) } == [[2, 1, 4], [3, 1, 5], [4, 1, 3]])
    #expect(place(try #require(root["name"]).range) == [2, 7, 5])
    let greeting = try #require(root["grüße"])
    #expect(place(greeting.range) == [3, 8, 34])
    #expect(greeting["größe"]?.text == "3 mL")
    #expect(place(try #require(greeting["größe"]).range) == [3, 16, 6])
    #expect(place(try #require(greeting["größe"]).range(ofCharacters: 2..<4)) == [3, 19, 2])
    #expect(greeting["liste"]?.elements?.map { place($0.range) } == [[3, 32, 1], [3, 35, 5]])
    #expect(root["seq"]?.elements?.map { place($0.range) } == [[5, 5, 1], [6, 5, 1]])
    #expect(root["seq"]?.elements?[1]["y"]?.text == "lines")
  }

  @Test(arguments: [
    ("true", Optional(true)), ("false", false), ("True", true), ("yes", nil), ("no", nil), ("on", nil), ("off", nil),
    ("'true'", nil), ("1", nil),
  ])
  func `only true and false are booleans`(text: String, expected: Bool?) throws {
    #expect(try #require(Self.parse(text).0).boolean == expected)
  }

  @Test func `places inside text that the source spells differently fall back to the whole`() throws {
    let node = try #require(Self.parse(#"a: "x\ty z""#).0?["a"])
    #expect(node.text == "x\ty z")
    #expect(node.range(ofCharacters: 4..<5) == node.range)
  }

  @Test(arguments: [
    ("a: >= 3\n", ["1:4 syntax"]),
    ("a: {b: >= 3}\n", ["1:8 syntax"]),
    ("a: [1, 2\n", ["1:4 syntax"]),
    ("a: [1, 2", ["1:4 syntax"]),
    ("a: 'open\n", ["1:4 syntax"]),
    ("a: b: c", ["1:5 syntax"]),
    ("a: 1\nb:\n  c: 3\n d: 4\n", ["4:2 syntax"]),
    ("a: 1\nb: x\u{7}y\n", ["2:5 syntax"]),
    ("a:\n\tb: 1\n\tc: 2\n", ["2:1 tab-indentation", "3:1 tab-indentation"]),
    ("a: 1\nb: 2\na: 3\nb: 4\n", ["3:1 duplicate-key", "4:1 duplicate-key"]),
    ("x: {a: 1, a: 2}", ["1:11 duplicate-key"]),
    ("a: 1\n---\nb: 2\n", ["2:1 several-documents"]),
    ("", ["1:1 empty-file"]),
    ("# nothing\n", ["1:1 empty-file"]),
    ("a: *x", ["1:4 unknown-anchor"]),
    ("a: &x [*x]", ["1:8 unknown-anchor"]),
    ("<<: {a: 1}", ["1:1 merge-key"]),
    ("? [a]\n: b", ["1:3 key-not-text"]),
    ("~: 1", ["1:1 key-not-text"]),
    ("? \n: 1", ["1:2 key-not-text"]),
    (String(repeating: "[", count: 70) + String(repeating: "]", count: 70), ["1:66 too-deep"]),
    (String(repeating: "[", count: 100_000), ["1:66 too-deep"]),
  ])
  func `what is wrong is told at its place`(text: String, expected: [String]) {
    #expect(Self.parse(text).1.map(\.short) == expected)
  }

  @Test func `aliases are expanded, and may not explode`() throws {
    let (read, diagnostics) = Self.parse("a: &x {b: [1, 2]}\nc: *x\n")
    #expect(diagnostics == [])
    #expect(read?["c"]?["b"]?.elements?.map(\.text) == ["1", "2"])
    #expect(read?["c"]?.range.line == 2)
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let alias = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(alias)]\n"
    }
    #expect(Self.parse(bomb).1.map(\.rule.rawValue) == ["too-many-aliases"])
  }

  @Test func `bytes that are no UTF-8 are told at their place`() {
    var diagnostics = Diagnostics()
    let bytes = Array("a: ü\nb: ".utf8) + [0xFF, 0x31]
    #expect(YAMLNode.parse(bytes, file: "f", diagnostics: &diagnostics) == nil)
    #expect(diagnostics.sorted.map(\.short) == ["2:4 not-utf8"])
    var cut = Diagnostics()
    #expect(YAMLNode.parse(Array("a: ü".utf8).dropLast(), file: "f", diagnostics: &cut) == nil)
    #expect(cut.sorted.map(\.short) == ["1:4 not-utf8"])
    var marked = Diagnostics()
    #expect(
      YAMLNode.parse([0xEF, 0xBB, 0xBF] + Array("a: 1".utf8), file: "f", diagnostics: &marked)?["a"]?.text == "1")
    #expect(marked.sorted == [])
  }

  @Test func `Windows line ends count as one`() throws {
    let (read, diagnostics) = Self.parse("a: 1\r\nb: 2\r\nb: 3\r\n")
    #expect(diagnostics.map(\.short) == ["3:1 duplicate-key"])
    #expect(read?["b"]?.text == "2")
    #expect(diagnostics[0].rendered(source: "a: 1\r\nb: 2\r\nb: 3\r\n").contains("  b: 3\n  ^\n"))
  }

  @Test func `numbers and words stay as they are written`() throws {
    let root = try #require(
      Self.parse("a: 010\nb: 0o10\nc: 1e3\nd: .inf\ne: 12:30:00\nf: 2024-01-01\ng: 1_000\nyes: on\n").0)
    #expect(
      root.entries?.map { "\($0.key) \($0.value.text ?? "")" } == [
        "a 010", "b 0o10", "c 1e3", "d .inf", "e 12:30:00", "f 2024-01-01", "g 1_000", "yes on",
      ])
    #expect(root["yes"]?.boolean == nil)
    #expect(try #require(Self.parse("!!str true").0).boolean == nil)
  }

  @Test func `a byte order mark shifts nothing`() throws {
    let (read, diagnostics) = Self.parse("\u{FEFF}a: 1\nb:\n  c: 2\nb: 3\n")
    #expect(diagnostics.map(\.short) == ["4:1 duplicate-key"])
    #expect(read?.entries?.map(\.key) == ["a", "b"])
    #expect(read?.entries?[0].keyRange.column == 1)
    #expect(read?["b"]?["c"]?.text == "2")
  }

  @Test(arguments: [
    ([0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00], "1:1 not-utf8"), ([0xFE, 0xFF, 0x00, 0x61, 0x00, 0x3A], "1:1 not-utf8"),
    ([0x61, 0x00, 0x3A, 0x00, 0x20, 0x00], "1:2 not-utf8"), ([0x61, 0x3A, 0x20, 0xFC, 0x0A], "1:4 not-utf8"),
    ([0x61, 0x3A, 0x20, 0x00], "1:4 not-utf8"), ([0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80], "1:4 not-utf8"),
    ([0x61, 0x3A, 0x20, 0xC0, 0x80], "1:4 not-utf8"),
  ])
  func `other encodings are told, with what to do`(bytes: [UInt8], expected: String) {
    var diagnostics = Diagnostics()
    #expect(YAMLNode.parse(bytes, file: "f", diagnostics: &diagnostics) == nil)
    #expect(diagnostics.sorted.map(\.short) == [expected])
    #expect(diagnostics.sorted.first?.suggestion?.contains("UTF-8") == true)
  }

  @Test func `depth counts through aliases`() {
    let inner = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    let text =
      "a: &a \(inner)\nb: " + String(repeating: "[", count: 40) + "*a" + String(repeating: "]", count: 40) + "\n"
    #expect(Self.parse(text).1.map(\.rule.rawValue) == ["too-deep"])
    #expect(Self.parse("a: &a \(inner)\nb: [*a]\n").1 == [])
  }

  @Test func `very long lines are read`() {
    let long = String(repeating: "x", count: 300_000)
    #expect(Self.parse("a: \(long)\nb: \"\(long)\"\n").0?["b"]?.text?.count == 300_000)
    #expect(Self.parse("\(long): 1\n").1.map(\.rule.rawValue) == ["syntax"])
  }
}
