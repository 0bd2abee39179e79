import Diagnostics
import Testing
import YAML

@Suite struct MappingReaderTests {
  enum Rule: String, CaseIterable, Hashable { case required, optional, forbidden }

  /// What was read of a text and what was diagnosed, `column id`.
  private static func read<Value>(
    _ yaml: String, _ body: (inout MappingReader) -> Value
  ) throws -> (value: Value, problems: [String]) {
    var diagnostics = Diagnostics()
    let node = try #require(YAMLNode.parse(yaml, file: "f", diagnostics: &diagnostics))
    var reader = MappingReader("the recipe", node)
    let value = body(&reader)
    reader.finish()
    return (value, reader.diagnostics.sorted.map { "\($0.range.column) \($0.rule.rawValue)" })
  }

  @Test func `unknown keys are told with what was probably meant`() throws {
    var diagnostics = Diagnostics()
    let node = try #require(YAMLNode.parse("{size: 1, axis: RAS}", file: "f", diagnostics: &diagnostics))
    var reader = MappingReader("the grid", node)
    _ = reader.number("size")
    _ = reader.text("axes")
    reader.finish()
    let told = try #require(reader.diagnostics.sorted.first)
    #expect(told.message == "the grid has no 'axis'")
    #expect(told.suggestion == "did you mean 'axes'?")
    #expect(told.range.column == 11)
  }

  @Test func `a missing key is told only when it is required`() throws {
    #expect(try Self.read("{}") { $0.text("a") == nil && $0.number("b") == nil }.problems == [])
    #expect(try Self.read("{}") { $0.require("a", "b") }.problems == ["1 missing-key", "1 missing-key"])
    #expect(try Self.read("{a: }") { $0.text("a") == nil }.problems == ["2 missing-value"])
  }

  @Test func `a scalar in place of a mapping is told once`() throws {
    let problems = try Self.read("liver") { fields in
      fields.require("a")
      _ = fields.text("a")
      _ = fields.number("b")
    }.problems
    #expect(problems == ["1 wrong-type"])
    #expect(try Self.read("{a: 1}") { $0.text(.value) == nil }.problems == ["1 wrong-type", "2 unknown-key"])
  }

  @Test func `words are one of a few, or stand for one`() throws {
    #expect(try Self.read("required") { $0.choice(.value, of: Rule.self) }.value == .required)
    #expect(try Self.read("a: optionel") { $0.choice("a", of: Rule.self) }.problems == ["4 unknown-value"])
    let (value, problems) = try Self.read("a: [must, optional]") { fields in
      fields.choices("a", of: Rule.self) { $0 == "must" ? "required" : nil }
    }
    #expect(value == [.required, .optional])
    #expect(problems == [])
    #expect(try Self.read("[required, required]") { $0.choices(.value, of: Rule.self) }.problems == ["12 duplicate"])
  }

  @Test func `texts are joined to one line, and lists stay lists`() throws {
    #expect(try Self.read("a: |\n  one\n  two\n") { $0.text("a") }.value == "one two")
    #expect(try Self.read("a: ' '") { $0.text("a") }.problems == ["4 missing-value"])
    #expect(try Self.read("a: [x, y]") { $0.texts("a") }.value == ["x", "y"])
    #expect(try Self.read("a: [x, [y]]") { $0.texts("a") }.problems == ["8 wrong-type"])
    #expect(try Self.read("a: true") { $0.boolean("a") }.value == true)
    #expect(try Self.read("a: yes") { $0.boolean("a") }.problems == ["4 wrong-type"])
  }

  @Test(
    arguments: [
      ("2.5", 2.5, []), ("-80", -80, []), ("1e3", 1000, []), ("4", nil, ["4 out-of-range"]),
      ("three", nil, ["4 not-a-number"]), ("2 mm", nil, ["6 unexpected"]), ("[1]", nil, ["4 wrong-type"]),
    ] as [(String, Double?, [String])])
  func `numbers are read to their end and checked`(text: String, value: Double?, problems: [String]) throws {
    let allowed = text == "4" ? -1.0...1 : -1e9...1e9
    let read = try Self.read("a: \(text)") { $0.number("a", in: allowed) }
    #expect(read.value == value)
    #expect(read.problems == problems)
  }

  @Test func `whole numbers are whole`() throws {
    #expect(try Self.read("a: 26") { $0.integer("a", oneOf: [6, 18, 26]) }.value == 26)
    #expect(try Self.read("a: 8") { $0.integer("a", oneOf: [6, 18, 26]) }.problems == ["4 out-of-range"])
    #expect(try Self.read("a: 2.5") { $0.integer("a") }.problems == ["4 not-whole"])
    #expect(try Self.read("a: 4") { $0.integer("a", in: 1...3) }.problems == ["4 out-of-range"])
  }
}
