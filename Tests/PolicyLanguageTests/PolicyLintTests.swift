import PolicyLanguage
import Testing

@Suite struct PolicyLintTests {
  static func lint(_ body: String) throws -> [String] {
    let head = """
      segwarden: 1
      policy: p
      version: 1
      context: {side: {values: [left, right]}, scan: {values: [ct, mr]}}
      labels: {a: {side: left}, b: {side: right}}

      """
    let (policy, diagnostics) = PolicyReader.small(head + body)
    #expect(diagnostics.map(\.short) == [])
    return PolicyLint.check(try #require(policy)).map {
      var moved = $0
      moved.range.line -= 5
      return moved.short
    }
  }

  @Test func `the design example is clean but for nothing`() throws {
    let policy = try #require(PolicyReader.small(PolicyReaderTests.kidneys).policy)
    #expect(PolicyLint.check(policy).map(\.short) == [])
  }

  private static let both = "expectations:\n  - {id: x, each: all, presence: required, "

  @Test(arguments: [
    ("expectations: []", ["-4:1 no-expectations warning", "0:10 unused-label note", "0:27 unused-label note"]),
    ("expectations: [{id: x, label: a, presence: required}]", ["0:27 unused-label note"]),
    ("expectations: [{id: x, adjacency: {between: [a, b]}}]", []),
    ("expectations: [{id: x, position: a is left-of b}]", []),
    ("expectations: [{id: x, label: a, presence: required, reference: b}]", []),
    ("expectations: [{id: x, label: a, presence: required, when: complete(b)}]", []),
    ("expectations: [{id: x, each: all, volume: {typical: 1..2 mL}}]", ["1:21 no-source note"]),
    ("expectations: [{id: x, each: all, volume: {typical: 1..2 mL}, source: Gray}]", []),
    (
      "expectations: [{id: x, each: all, volume: {typical: 1..2 mL, possible: 1..9 mL}, source: {cite: G, mean: 3 mL}}]",
      ["1:53 mean-outside-limits warning"]
    ),
    (
      "expectations: [{id: x, each: all, volume: {typical: 1..2 mL}, source: {cite: G, mean: 3 ± 0.5 mL}}]",
      ["1:53 mean-outside-limits warning"]
    ),
    ("expectations: [{id: x, each: all, volume: {typical: 1..2 mL}, source: {cite: G, mean: about three}}]", []),
    (both + "when: false}", ["2:50 never-applies warning"]),
    (both + "unless: true}", ["2:52 never-applies warning"]),
    (both + "when: context.side == left and context.side == right}", ["2:50 never-applies warning"]),
    (both + "unless: context.side == left or context.side != left}", ["2:52 never-applies warning"]),
    (both + "when: context.side == left and context.scan == ct}", []),
    (both + "when: context.side == label.side}", []),
    (both + "when: context.side == left and complete}", []),
    (both + "severity: note, not_evaluable: reject}", ["2:10 note-rejects warning"]),
    (both + "severity: reject}\ndecision: {veto: []}", ["-4:1 reject-without-veto note"]),
    (both + "severity: review}\ndecision: {veto: [note, reject]}", ["-4:1 note-vetoes warning"]),
  ])
  func `oversights are noted`(body: String, expected: [String]) throws {
    #expect(try Self.lint(body) == expected)
  }
}
