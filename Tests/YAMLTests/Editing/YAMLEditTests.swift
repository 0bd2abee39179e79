import Diagnostics
import Testing
import YAML
import YAMLTesting

@Suite struct YAMLEditTests {
  static let policy = """
    # Kidneys
    policy: k   # its name
    labels:
      a:  {value: 1}   # one
      bb: { value: 2, side: left }

    expectations:
      - id: volume
        each: [a, bb]
        volume: {typical: 99..230 mL, possible: "<= 450 mL"}   # published
        because: 'It''s known'

      # The second
      - id: solid
        holes:
          count: 0
          # nothing more
        because: |
          A text
          of lines

    decision: {}

    """

  static func edited(_ text: String = policy, _ edit: (inout YAMLEdit) throws -> Void) throws -> String {
    var editor = try YAMLEdit(text)
    try edit(&editor)
    return editor.text
  }

  /// The lines that differ, as `old → new`.
  static func change(_ text: String = policy, _ edit: (inout YAMLEdit) throws -> Void) throws -> [String] {
    UnifiedDiff.between(text, try edited(text, edit), oldName: "a", newName: "b", context: 0)
      .split(separator: "\n").map(String.init).filter {
        ($0.hasPrefix("-") || $0.hasPrefix("+")) && !$0.hasPrefix("---") && !$0.hasPrefix("+++")
      }
  }

  @Test func `a single value is replaced, and nothing else`() throws {
    #expect(
      try Self.change { try $0.replace(["expectations", "volume", "volume", "typical"], with: .text("105..221 mL")) }
        == [
          #"-    volume: {typical: 99..230 mL, possible: "<= 450 mL"}   # published"#,
          #"+    volume: {typical: 105..221 mL, possible: "<= 450 mL"}   # published"#,
        ])
    #expect(
      try Self.change { try $0.replace(["expectations", 0, "volume", "typical"], with: .text(">= 5 mL")) }.last
        == #"+    volume: {typical: ">= 5 mL", possible: "<= 450 mL"}   # published"#)
    #expect(
      try Self.change { try $0.replace(["expectations", 0, "volume", "possible"], with: .text("7 mL")) }.last
        == #"+    volume: {typical: 99..230 mL, possible: "7 mL"}   # published"#)
    #expect(
      try Self.change { try $0.replace(["expectations", 0, "because"], with: .text("He's sure")) }.last
        == "+    because: 'He''s sure'")
    #expect(try Self.change { try $0.replace(["policy"], with: .text("no")) }.last == #"+policy: "no"   # its name"#)
    #expect(
      try Self.change { try $0.replace(["expectations", "solid", "because"], with: .text("One line")) } == [
        "-    because: |", "-      A text", "-      of lines", "+    because: One line",
      ])
  }

  @Test func `an empty value is filled`() throws {
    #expect(try Self.edited("a:   # c\nb: 1\n") { try $0.replace(["a"], with: .text("x")) } == "a: x   # c\nb: 1\n")
    #expect(try Self.edited("- \n- 1") { try $0.replace([0], with: .text("x")) } == "- x \n- 1")
    #expect(try Self.edited("a: {b, c: 1}\n") { try $0.replace(["a", "b"], with: .text("x")) } == "a: {b: x, c: 1}\n")
    #expect(
      try Self.edited("a: {b: , c: 1}\n") { try $0.replace(["a", "b"], with: .text("x")) } == "a: {b: x , c: 1}\n")
  }

  @Test func `an entry is added in the style of its mapping`() throws {
    #expect(
      try Self.change { try $0.insert("mean", .text("144 mL"), into: ["expectations", "volume", "volume"]) }.last
        == #"+    volume: {typical: 99..230 mL, possible: "<= 450 mL", mean: 144 mL}   # published"#)
    #expect(
      try Self.change { try $0.insert("aliases", .yaml("[x, y]"), into: ["labels", "bb"], after: "value") }.last
        == "+  bb: { value: 2, aliases: [x, y], side: left }")
    #expect(
      try Self.change { try $0.insert("veto", .yaml("[reject]"), into: ["decision"]) }.last
        == "+decision: {veto: [reject]}")
    #expect(
      try Self.change {
        try $0.insert("source", .yaml("{cite: \"Own, 2024\"}"), into: ["expectations", "volume"])
      } == ["+    source: {cite: \"Own, 2024\"}"])
    #expect(
      try Self.change {
        try $0.insert("source", .yaml("cite: Own\nn: 3"), into: ["expectations", "solid"], after: "holes")
      }
        == ["+    source:", "+      cite: Own", "+      n: 3"])
    #expect(
      try Self.edited { try $0.insert("severity", .text("note"), into: ["expectations", "solid"]) }
        .contains("      of lines\n    severity: note\n\ndecision"))
    #expect(
      try Self.edited { try $0.insert("fraction", .text("<= 2 %"), into: ["expectations", "solid", "holes"]) }
        .contains("count: 0\n      fraction: <= 2 %\n      # nothing more\n"))
  }

  @Test func `in braces over several lines the author's lines and comments stay`() throws {
    #expect(
      try Self.edited("labels:\n  a: 1\nend: 2\n") {
        try $0.insert("structures", .yaml("both: {union: [a, b]}"), into: [], after: "labels")
      } == "labels:\n  a: 1\nstructures:\n  both: {union: [a, b]}\nend: 2\n", "an entry stands on a line of its own")
    #expect(
      try Self.edited("a: {\n    b: 1,\n    c: 2 # two\n  }\n") { try $0.insert("d", .text("3"), into: ["a"]) }
        == "a: {\n    b: 1,\n    c: 2, # two\n    d: 3\n  }\n")
    #expect(
      try Self.edited("a: {\n    b: 1,\n    c: 2, # two\n  }\n") { try $0.insert("d", .text("3"), into: ["a"]) }
        == "a: {\n    b: 1,\n    c: 2, # two\n    d: 3,\n  }\n")
    #expect(
      try Self.edited("a: {\n    b: 1,\n    c: 2\n  }\n") { try $0.insert("d", .text("3"), into: ["a"]) }
        == "a: {\n    b: 1,\n    c: 2,\n    d: 3\n  }\n")
  }

  @Test func `an item is added behind the last, with the author's dashes and blank lines`() throws {
    #expect(
      try Self.edited { try $0.append("id: new\nvolume:\n  typical: 1..2 mL\n", to: ["expectations"]) }
        .contains("      of lines\n\n  - id: new\n    volume:\n      typical: 1..2 mL\n\ndecision: {}\n"))
    #expect(
      try Self.edited("a:\n-   x\n-   y") { try $0.append("b: 1\nc: 2", to: ["a"]) }
        == "a:\n-   x\n-   y\n-   b: 1\n    c: 2")
    #expect(try Self.edited("a: [x, y]\n") { try $0.append("z", to: ["a"]) } == "a: [x, y, z]\n")
    #expect(try Self.edited("a: []\n") { try $0.append("z", to: ["a"]) } == "a: [z]\n")
    #expect(
      try Self.edited("a: []  # c\nb: 1\n") { try $0.append("id: x\nn: 1", to: ["a"]) }
        == "a:  # c\n  - id: x\n    n: 1\nb: 1\n")
    #expect(
      try Self.edited("a:\r\n  - x\r\n") { try $0.append("b: 1\nc: 2", to: ["a"]) }
        == "a:\r\n  - x\r\n  - b: 1\r\n    c: 2\r\n")
    #expect(
      try Self.edited("\u{FEFF}a:\n  - |+\n    x\n\n") { try $0.append("y", to: ["a"]) }
        == "\u{FEFF}a:\n  - |+\n    x\n\n  - y\n")
  }

  @Test func `a comment is put above the line it is about`() throws {
    #expect(
      try Self.change {
        try $0.insertComment("learned\nn = 40", above: ["expectations", "volume", "volume", "typical"])
      } == ["+    # learned", "+    # n = 40"])
    #expect(
      try Self.edited { try $0.insertComment("here", above: ["expectations", "solid", "id"]) }
        .contains("  # The second\n  # here\n  - id: solid\n"))
    #expect(try Self.edited { try $0.insertComment("top", above: []) }.hasPrefix("# Kidneys\n# top\npolicy"))
    #expect(try Self.edited("{a: 1}\n") { try $0.insertComment("top", above: ["a"]) } == "# top\n{a: 1}\n")
  }

  @Test(arguments: [
    ("a: [1\n", YAMLEditError.Code.notYAML), ("a: 1\na: 2\n", .notYAML), ("? a\n  b\n: 1\n", .unusual),
    ("b: 1\n", .noSuchPlace), ("a: [1]\n", .notScalar), ("x: &n 1\na: *n\n", .alias),
    ("a: &n 1\nx: *n\n", .changesMore),
  ])
  func `what cannot be edited is said and left`(text: String, code: YAMLEditError.Code) {
    #expect(throws: YAMLEditError.self) { try Self.edited(text) { try $0.replace(["a"], with: .text("2")) } }
    do {
      _ = try Self.edited(text) { try $0.replace(["a"], with: .text("2")) }
    } catch { #expect((error as? YAMLEditError)?.code == code) }
  }

  @Test func `a value that would break out of its place is refused`() throws {
    var editor = try YAMLEdit("a: {b: 1}\nc: [1]\nd: 2\n")
    let refused: [(inout YAMLEdit) throws -> Void] = [
      { try $0.replace(["a", "b"], with: .yaml("1, c: 2")) }, { try $0.replace(["a", "b"], with: .yaml("1}")) },
      { try $0.append("2, 3", to: ["c"]) }, { try $0.insert("b", .text("1"), into: ["a"]) },
      { try $0.replace(["d"], with: .yaml("1\ne: 2")) }, { try $0.insert("x", .text("1"), into: ["d"]) },
      { try $0.append("1", to: ["a"]) }, { try $0.replace(["d"], with: .yaml("")) },
    ]
    for edit in refused { #expect(throws: YAMLEditError.self) { try edit(&editor) } }
    #expect(editor.text == "a: {b: 1}\nc: [1]\nd: 2\n")
  }

  @Test func `every scalar of a random text can be replaced by any text, byte for byte`() throws {
    let values = [
      "plain", "a: b", "# x", "it's", "\"q\"", "no", "", " x ", "a, b", "[", "ü\nzwei", "*x", "- a", "\\", "1",
      "tab\tx",
    ]
    var (tried, refused) = (0, 0)
    for seed in 0..<150 {
      var random = RandomYAML(seed: UInt64(seed))
      let text = random.document()
      guard var editor = try? YAMLEdit(text) else { continue }
      var paths: [[YAMLEdit.Step]] = []
      var diagnostics = Diagnostics()
      func walk(_ node: YAMLNode, _ path: [YAMLEdit.Step]) {
        if node.text != nil { paths.append(path) }
        for entry in node.entries ?? [] { walk(entry.value, path + [.key(entry.key)]) }
        for (index, element) in (node.elements ?? []).enumerated() { walk(element, path + [.index(index)]) }
      }
      if let root = YAMLNode.parse(text, file: "f", diagnostics: &diagnostics) { walk(root, []) }
      for _ in 0..<4 where !paths.isEmpty {
        let (path, value) = (paths[random.below(paths.count)], values[random.below(values.count)])
        let before = Array(editor.text.unicodeScalars)
        tried += 1
        do {
          try editor.replace(path, with: .text(value))
        } catch {
          // Copies, and values that other places copy, are refused.
          refused += 1
          #expect([.alias, .changesMore].contains(error.code), "\(error)")
          #expect(Array(editor.text.unicodeScalars) == before)
          continue
        }
        let after = Array(editor.text.unicodeScalars)
        let same = zip(before, after).prefix { $0 == $1 }.count
        let sameAtEnd = zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.count
        // What changed is no longer than the new value with quotes and escapes, and the comment beside a block scalar's
        // sign.
        #expect(after.count - same - sameAtEnd <= 3 * value.unicodeScalars.count + 24)
      }
    }
    #expect(tried > 300)
    #expect(refused < tried / 5)
  }
}
