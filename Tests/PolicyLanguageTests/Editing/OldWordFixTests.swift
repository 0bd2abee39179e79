import Diagnostics
import PolicyLanguage
import Testing
import YAML

/// What an author wrote for an earlier version of the language, and what stands there afterwards.
@Suite struct OldWordFixTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let word: OldWord
    /// The `decision` section before and after.
    let before: String
    let after: String
    var testDescription: String { before }
  }

  static let examples: [Example] = [
    Example(
      word: .authority,
      before: "decision:\n  # Rules decide.\n  authority: rules   # for now\n  votes: 3\n",
      after: "decision:\n  # Rules decide.\n  model: advises   # for now\n  votes: 3\n"),
    Example(
      word: .authority, before: "decision: { authority: 'rules', votes: 3 }  # ours\n",
      after: "decision: { model: 'advises', votes: 3 }  # ours\n"),
    Example(
      word: .authority, before: "decision:\n  authority: rules   # said twice\n  model: advises\n",
      after: "decision:\n  # said twice\n  model: advises\n"),
    Example(
      word: .withoutModel, before: "decision:\n  without_model: ignore-asks   # asked later\n",
      after: "decision:\n  not_evaluable: {no_model: ignore}   # asked later\n"),
    Example(
      word: .withoutModel, before: "decision: {without_model: review-asks}\n",
      after: "decision: {not_evaluable: {no_model: review}}\n"),
    Example(
      word: .withoutModel,
      before:
        "decision:\n  not_evaluable: reject   # strict\n  # Questions wait.\n  without_model: review-asks\n  votes: 3\n",
      after:
        "decision:\n  not_evaluable: {default: reject, no_model: review}   # strict\n  # Questions wait.\n  votes: 3\n"),
    Example(
      word: .withoutModel,
      before: "decision: {not_evaluable: {no_image: review}, without_model: ignore-asks}\n",
      after: "decision: {not_evaluable: {no_image: review, no_model: ignore}}\n"),
    Example(
      word: .withoutModel, before: "decision: {without_model: review-asks, not_evaluable: review}\n",
      after: "decision: {not_evaluable: review}\n"),
    Example(
      word: .leastJudged, before: "decision:\n  least_judged: 75 %   # of all\n",
      after: "decision:\n  coverage: {judged_findings: 75 %}   # of all\n"),
    Example(
      word: .leastJudged, before: "decision:\n  least_judged: \">= 75 %\"\n",
      after: "decision:\n  coverage: {judged_findings: \">= 75 %\"}\n"),
    Example(
      word: .leastJudged,
      before: "decision:\n  coverage:\n    required_present: 2   # both\n  least_judged: 0.5 # half\n",
      after: "decision:\n  coverage:\n    required_present: 2   # both\n    judged_findings: 0.5\n  # half\n"),
    Example(
      word: .leastJudged,
      before:
        "decision: {\n    coverage: {judged_findings: 0.5},\n    least_judged: 0.5, # half\n    votes: 1 # one\n  }\n",
      after: "decision: {\n    coverage: {judged_findings: 0.5},\n    # half\n    votes: 1 # one\n  }\n"),
  ]

  private static let rest = """
    # A policy with   its own layout
    segwarden: 1
    policy: p
    version: 1.0.0
    labels:  {liver: {value: 1}}   # one
    expectations: [{id: there, label: liver, presence: required}]

    """

  private static func old(_ text: String) -> [Diagnostic] {
    PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: SmallKinds.vocabulary).diagnostics
      .filter { $0.rule == .oldWord }
  }

  @Test(arguments: examples)
  func `an old word is written as the new one, and nothing else changes`(example: Example) throws {
    let before = Self.rest + example.before
    #expect(Self.old(before).count == 1)
    let fix = OldWordFix(before, file: "p.yaml")
    #expect(fix.text == Self.rest + example.after)
    #expect(fix.warnings == [])
    #expect(fix.written.count == 1 && fix.written.allSatisfy { $0.hasPrefix(example.word.rawValue) })
    let read = PolicyReader.read(PolicySource(file: "p.yaml", text: fix.text), vocabulary: SmallKinds.vocabulary)
    #expect(read.policy != nil && read.diagnostics.allSatisfy { $0.severity != .error })
    #expect(OldWordFix(fix.text, file: "p.yaml").text == fix.text)
  }

  @Test(arguments: OldWord.allCases) func `every old word has an example`(word: OldWord) {
    #expect(Self.examples.contains { $0.word == word })
  }

  @Test func `several words are written at once`() {
    let text =
      Self.rest + "decision:\n  authority: rules\n  least_judged: 50 %   # half\n  without_model: ignore-asks\n"
    let fix = OldWordFix(text, file: "p.yaml")
    #expect(
      fix.text == Self.rest
        + """
        decision:
          model: advises
          coverage: {judged_findings: 50 %}   # half
          not_evaluable: {no_model: ignore}

        """)
    #expect(
      fix.written == [
        "authority: rules is now model: advises",
        "without_model: ignore-asks is now not_evaluable: {no_model: ignore}",
        "least_judged: 50 % is now coverage: {judged_findings: 50 %}",
      ])
  }

  @Test(arguments: [
    ("decision: {authority: model}\n", "whatever has no veto"),
    ("decision: {authority: rules, model: {clear: [volume.below]}}\n", "'model' says something else"),
    ("decision: {without_model: ignore-asks, not_evaluable: {no_model: reject}}\n", "says 'reject' of 'no_model'"),
    ("decision: {without_model: maybe}\n", "none of its values"),
    ("decision: {least_judged: 50 %, coverage: file}\n", "no share is asked for"),
    ("decision: {least_judged: 50 %, coverage: {judged_findings: 40 %}}\n", "says '40 %'"),
    ("decision: {least_judged: '<= 50 %'}\n", "no least share"),
    ("extends: q\ndecision: {least_judged: 50 %}\n", "would replace the one of the policy that this extends"),
    ("extends: q\ndecision: {without_model: ignore-asks}\n", "would replace the one of the policy that this extends"),
    ("decision:\n  authority: &word rules\n  votes: 1\ntask: {region: *word}\n", "more than it should"),
  ])
  func `what has no faithful translation stays, and is said`(section: String, why: String) {
    let text = Self.rest + section
    let fix = OldWordFix(text, file: "p.yaml")
    #expect(fix.text == text)
    #expect(fix.written == [])
    #expect(fix.warnings.map(\.rule) == [.oldWord])
    #expect(fix.warnings.first?.message.contains(why) == true, "\(fix.warnings.map(\.message))")
  }

  @Test(arguments: ["", "decision: [", "decision: {votes: 1}\n", "a: 1\n", "- 1\n"])
  func `a text without old words stays as it is`(text: String) {
    let fix = OldWordFix(text, file: "p.yaml")
    #expect(fix.text == text && fix.written == [] && fix.warnings == [])
  }

  // MARK: The edits

  @Test(arguments: [
    ("a:\n  b: 1\n  # about c\n  c: 2   # two\n  d: 3\n", "a:\n  b: 1\n  # about c\n  # two\n  d: 3\n"),
    ("a: {b: 1, c: 2}\n", "a: {b: 1}\n"), ("a: {c: 2, b: 1}\n", "a: {b: 1}\n"), ("a: {c: 2 , b: 1}", "a: {b: 1}"),
    ("a: {\n  b: 1,\n  c: 2\n}\n", "a: {\n  b: 1\n}\n"), ("a: {\n  c: 2,\n  b: 1\n}\n", "a: {\n  b: 1\n}\n"),
    ("a: {\n  b: 1, # one, two,\n  c: 2\n}\n", "a: {\n  b: 1, # one, two,\n}\n"),
    ("a:\r\n  b: 1\r\n  c: 2\r\n", "a:\r\n  b: 1\r\n"), ("a:\n  c: |\n    x\n    y\n  b: 1\n", "a:\n  b: 1\n"),
    ("a:\n  b: 1\n  c: 2", "a:\n  b: 1\n"),
  ])
  func `an entry is taken away, and its comments stay`(before: String, after: String) throws {
    var edit = try YAMLEdit(before)
    try edit.remove(["a", "c"])
    #expect(edit.text == after)
  }

  @Test func `what cannot be taken away or renamed is refused`() throws {
    var edit = try YAMLEdit("a: {c: 1}\nb: [{c: 1, d: 2}]\ne: {f: [1], g: 2}\n")
    let refused: [(inout YAMLEdit) throws -> Void] = [
      { try $0.remove(["a", "c"]) }, { try $0.remove(["b", 0]) }, { try $0.remove(["e", "f"]) },
      { try $0.remove(["a", "x"]) }, { try $0.rename(["e", "f"], to: "g") }, { try $0.rename(["b", 0], to: "g") },
    ]
    let before = edit.text
    for change in refused { #expect(throws: YAMLEditError.self) { try change(&edit) } }
    #expect(edit.text == before)
    try edit.rename(["e", "f"], to: "no")
    #expect(edit.text.contains("e: {\"no\": [1], g: 2}"))
  }
}
