import Diagnostics
import PolicyLanguage
import Testing
import YAMLTesting

@Suite struct PolicyMistakesTests {
  @Test func `ten different mistakes give ten diagnostics at their places`() {
    let text = """
      segwarden: 1
      policy: ct-kidneys
      version: 1.0.0
      titel: Kidneys
      labels:
        kidney_right: {value: 2, side: right}
        kidney_left: {value: 2, side: left}
        liver: {value: 5}
      groups:
        kidneys: [kidney_left, kidny_right]
      expectations:
        - id: present
          each: [kidney_left, kidney_right]
          presence: requierd
        - id: present
          label: liver
          volume: {typical: 3..5 mm}
        - id: one-piece
          label: liver
          conectivity: {components: 1}
        - id: no-cavities
          holes: {count: 0}
        - id: sides
          position: kidney_left is left-of kidney_right by >= 40 mL
          when: complete(kidney_left) and context.sex == male
      """
    #expect(
      PolicyReader.small(text).diagnostics.map { "\($0.range.file):\($0.short)" } == [
        "p.yaml:4:1 unknown-key",
        "p.yaml:7:24 duplicate-value",
        "p.yaml:10:26 unknown-label",
        "p.yaml:14:15 unknown-value",
        "p.yaml:15:9 duplicate-id",
        "p.yaml:17:28 unit-mismatch",
        "p.yaml:20:5 unknown-key",
        "p.yaml:22:5 missing-each",
        "p.yaml:24:60 unit-mismatch",
        "p.yaml:25:37 unknown-context",
      ])
  }

  /// A policy with these lines below its head; diagnostics count from the first of them.
  static func body(_ body: String) -> [String] {
    let head = "segwarden: 1\npolicy: p\nversion: 1\nlabels:\n  a: {side: left}\n  b: {side: right}\n  c:\n"
    return PolicyReader.small(head + body).diagnostics.map {
      var moved = $0
      moved.range.line -= 7
      return moved.short
    }
  }

  @Test(arguments: [
    ("", []),
    ("expectations: [{id: x, label: a}]", ["1:16 no-kind"]),
    ("expectations: [{label: a, presence: required}]", ["1:16 missing-key"]),
    ("expectations: [{id: x, label: a, presence: required, holes: {count: 0}}]", ["1:54 two-kinds"]),
    ("expectations: [{id: x, label: a, each: [b], presence: required}]", ["1:24 each-and-label"]),
    ("expectations: [{id: x, each: a, adjacency: {between: [a, b]}}]", ["1:24 needless-each"]),
    ("expectations: [{id: x, each: [], presence: required}]", ["1:30 missing-value"]),
    ("expectations: [{id: x, each: [d], presence: required}]", ["1:31 unknown-label"]),
    ("expectations: [{id: x, label: a, presence: }]", ["1:34 missing-value"]),
    ("expectations: [{id: x, label: a, presence: {is: required}}]", ["1:44 wrong-type", "1:45 unknown-key"]),
    ("expectations: [{id: x, label: a, holes: none}]", ["1:41 wrong-type"]),
    ("expectations: [{id: x, label: a, holes: {}}]", ["1:41 missing-key"]),
    ("expectations: [{id: x, label: a, holes: {count: 1.5}}]", ["1:49 not-whole"]),
    ("expectations: [{id: x, label: a, presence: required, severity: fatal}]", ["1:64 unknown-value"]),
    ("expectations: [{id: x, label: a, presence: required, reference: d}]", ["1:65 unknown-label"]),
    ("expectations: [{id: x, label: a, presence: required, source: {mean: 3 mL}}]", ["1:62 missing-key"]),
    ("expectations: [{id: x, label: a, presence: required, source: [b]}]", ["1:62 wrong-type"]),
    ("expectations: {id: x}", ["1:15 wrong-type"]),
    ("expectations: [x]", ["1:16 wrong-type"]),
    ("expectations: [{id: x, adjacency: {between: [a]}}]", ["1:45 wrong-type"]),
    ("expectations: [{id: x, adjacency: {between: [a, a]}}]", ["1:49 same-label"]),
    ("expectations: [{id: x, position: a is left-off b}]", ["1:39 unknown-value"]),
    ("expectations: [{id: x, position: a lies left-of b}]", ["1:36 unexpected"]),
    ("expectations: [{id: x, position: a is left-of b by}]", ["1:51 not-a-number"]),
    ("expectations: [{id: x, position: a is left-of b today}]", ["1:49 unexpected"]),
    ("expectations: [{id: x, file: {may_touch: [superior, inferio]}}]", ["1:53 unknown-value"]),
    ("expectations: [{id: x, file: {same_grid: 0.1 mL}}]", ["1:46 unit-mismatch"]),
    ("extends: [base]", ["1:11 unknown-policy"]),
    ("decision: {veto: all}", ["1:18 unknown-value"]),
    ("decision: {veto: []}", []),
    ("decision: {accept_confidence: 70 %}", ["1:34 unexpected"]),
    ("decision: {votes: 0}", ["1:19 out-of-range"]),
    ("task: {dimensions: 4}", ["1:20 out-of-range"]),
    ("groups: {g: []}", ["1:13 empty-group"]),
    ("groups: {a: [b]}", ["1:10 duplicate"]),
    ("groups: {g: [a, b], h: [g, c]}", []),
    ("groups: {all: [a]}", ["1:10 bad-name"]),
    ("context: {x: {values: [a, b], default: c}}", ["1:40 impossible-value"]),
    ("context: {x: [a, b]}", ["1:14 wrong-type"]),
    ("column: [a, b]", ["1:9 no-level", "1:9 no-level"]),
    ("column: nobody", ["1:9 unknown-label"]),
    ("parameters: {x: [a, b]}", ["1:17 wrong-type"]),
    ("parameters: {2x: 1}", ["1:14 bad-name"]),
    ("parameters: {x: 3 mm}\nexpectations: [{id: x, label: a, volume: {typical: x}}]", ["2:52 unit-mismatch"]),
  ])
  func `each mistake is told once, at its place`(body: String, expected: [String]) {
    #expect(Self.body(body) == expected)
  }

  @Test(arguments: [
    ("a: {paired_with: b}\n  b:", []),
    ("a: {paired_with: b}\n  b: {paired_with: a}", []),
    ("a: {paired_with: b}\n  b: {paired_with: c}\n  c:", ["5:20 bad-pair"]),
    ("a: {paired_with: b, side: left}\n  b: {side: left}", ["5:20 bad-pair"]),
    ("a: {paired_with: b, side: left}\n  b: {side: left, paired_with: a}", ["5:20 bad-pair"]),
    ("a: {paired_with: a}", ["5:20 bad-pair"]),
    ("a: {value: 0}", ["5:14 out-of-range"]),
    ("a: {value: 1}\n  b: {value: 1}", ["6:14 duplicate-value"]),
    ("a: {aliases: [x]}\n  b: {aliases: [x]}", ["6:17 duplicate-alias"]),
    ("a: {aliases: [b]}\n  b:", ["5:17 duplicate-alias"]),
    ("a: {in_view_with: [a]}", ["5:21 self-reference"]),
    ("a: {level: T10..L1}\n  b: {level: ..C1}\n  c: {level: S3..}\n  d: {level: T7}", []),
    ("a: {level: T13}", ["5:14 unknown-value"]),
    ("a: {level: L1..T10}", ["5:14 reversed-range"]),
    ("a: {level: [T10, L1]}", ["5:14 wrong-type"]),
    ("vertebrae_T10:\n  T11:\n  v12: {level: T12}\ncolumn: [vertebrae_T10, T11, v12]", []),
    ("vertebrae_T10:\n  v12: {level: T12..L1}\n  T9:\ncolumn: [vertebrae_T10, v12, T9]", ["8:9 no-level"]),
    ("vertebrae_T10:\n  T10:\n  T9:\ncolumn: [vertebrae_T10, T10, T9]", ["8:9 duplicate-value"]),
    ("vertebrae_T10:\ncolumn: [vertebrae_T10]", ["6:9 missing-value"]),
    ("a: {side: leftt}", ["5:13 unknown-value"]),
    ("a b: {value: 1}", ["5:3 bad-name"]),
    ("a: 5", ["5:6 wrong-type"]),
  ])
  func `labels must agree with each other`(labels: String, expected: [String]) {
    let text = "segwarden: 1\npolicy: p\nversion: 1\nlabels:\n  \(labels)\n"
    #expect(PolicyReader.small(text).diagnostics.map(\.short) == expected)
  }

  @Test(arguments: [
    ("policy: p\nversion: 1", ["1:1 missing-key"]),
    ("segwarden: 2\npolicy: p\nversion: 1", ["1:12 unknown-version"]),
    ("segwarden: 1\npolicy: \nversion: 1", ["2:1 missing-value"]),
    ("- a", ["1:1 wrong-type"]),
    ("just text", ["1:1 wrong-type"]),
    ("", ["1:1 empty-file"]),
  ])
  func `the head is checked`(text: String, expected: [String]) {
    let (policy, diagnostics) = PolicyReader.small(text)
    #expect(policy == nil)
    #expect(diagnostics.map(\.short) == expected)
  }

  /// Cuts, doubles and swaps pieces of a sound policy, with a fixed sequence of positions.
  @Test func `whatever is done to a policy, the reader answers with places inside it`() {
    let sound = Array(PolicyReaderTests.kidneys.unicodeScalars)
    var state: UInt64 = 20_250_601
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let pieces = [
      "\t", "{", "]", ": ", "- ", "\"", "..", ">", "&a ", "*a", "\u{0}", "é", "e\u{301}", "not ", "(", "%", "|", "#",
    ]
    for _ in 0..<1500 {
      var changed = sound
      for _ in 0...next(3) {
        let at = next(changed.count - 12)
        switch next(3) {
        case 0: changed.removeSubrange(at..<at + next(12))
        case 1: changed.insert(contentsOf: Array(pieces[next(pieces.count)].unicodeScalars), at: at)
        default: changed.insert(contentsOf: changed[at..<at + next(12)], at: next(changed.count))
        }
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: changed)
      let (policy, diagnostics) = PolicyReader.small(text)
      #expect((policy == nil) == diagnostics.contains { $0.severity == .error })
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for diagnostic in diagnostics {
        let range = diagnostic.range
        guard lines.indices.contains(range.line - 1) else {
          Issue.record("line \(range.line) of \(lines.count): \(diagnostic.message)")
          continue
        }
        #expect(range.column <= lines[range.line - 1].unicodeScalars.count + 1, "\(diagnostic.rendered(source: text))")
        #expect(!diagnostic.rendered(source: text).isEmpty)
      }
    }
  }
}
