import Diagnostics
import PolicyLanguage
import Testing
import YAMLTesting

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
    // The head declares context that only some bodies use.
    return PolicyLint.check(try #require(policy)).filter { $0.rule != .unusedContext && $0.rule != .noReason }.map {
      var moved = $0
      moved.range.line -= 5
      return moved.short
    }
  }

  @Test func `the design example is clean but for nothing`() throws {
    let policy = try #require(PolicyReader.small(PolicyReaderTests.kidneys).policy)
    #expect(PolicyLint.check(policy).filter { $0.rule != .noReason }.map(\.short) == ["10:3 unused-context note"])
  }

  @Test func `names that nothing uses are noted`() throws {
    let text = """
      segwarden: 1
      policy: p
      version: 1
      context: {used: {values: [a, b]}, unused: {values: [a, b]}, sex: {values: [f, m]}, waived: {values: [a]}}
      parameters: {least: 3 mL, most: 1..9 mL, spare: 1 mL, nearest: 2 mm, far: 3 mm, few: "= 2"}
      labels: {a: , b: }
      expectations:
        - {id: x, each: all, volume: {by: sex, typical: {f: most, m: 1..4 mL}}, source: s, when: volume > least and context.used == a, quorum: few}
        - {id: y, position: a is left-of b by nearest}
        - {id: z, label: a, presence: required, when: extent > parameters.far}
      waivers:
        - {expectation: x, reason: r, owner: o, until: 2030-01-01, when: context.waived == a}
      """
    let (policy, diagnostics) = PolicyReader.small(text)
    #expect(diagnostics.map(\.short) == [])
    #expect(
      PolicyLint.check(try #require(policy)).filter { $0.rule != .noReason }.map(\.short) == [
        "4:35 unused-context note", "5:49 unused-parameter note",
      ])
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
