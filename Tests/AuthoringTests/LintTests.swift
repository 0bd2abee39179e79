import Authoring
import Diagnostics
import Evaluation
import JSON
import PolicyLanguage
import Testing

/// What lint tells an author, and what it keeps to itself.
@Suite struct LintTests {
  private static let head = """
    segwarden: 1
    policy: p
    version: 1
    labels: {liver: {value: 5}, spleen: {value: 1}}

    """

  private static func lint(_ body: String, library: [String: String] = [:], hasTests: Bool = true) -> [String] {
    let reading = PolicyReader.read(PolicySource(file: "p.yaml", text: head + body), vocabulary: .standard) { name in
      library[name].map { PolicySource(file: "\(name).yaml", text: $0) }
    }
    return PolicyLint.report(reading, today: CalendarDay("2026-06-30"), hasTests: hasTests).map {
      "\($0.range.file.dropLast(5)):\($0.range.line - 4):\($0.range.column) \($0.rule.rawValue)"
    }
  }

  private static let sound = "expectations:\n- {id: x, each: all, presence: required, because: They are there.}\n"

  @Test(arguments: [
    ("- {id: y, label: liver, volume: 1..2 L, because: b}", ["p:3:8 no-source"]),
    ("# segwarden: allow no-source because we measured it\n- {id: y, label: liver, volume: 1..2 L, because: b}", []),
    ("- {id: y, label: liver, volume: 1..2 L, because: b} # segwarden: allow no-source because we measured it", []),
    (
      "# segwarden: allow no-source because we measured it\n# segwarden: allow zero-width because of the test\n- {id: y, label: liver, volume: 1 L, because: b}",
      []
    ),
    (
      "# segwarden: allow no-source because we measured it\n\n- {id: y, label: liver, volume: 1..2 L, because: b}",
      ["p:3:1 unused-suppression", "p:5:8 no-source"]
    ),
    (
      "# segwarden: allow zero-width because of the test\n- {id: y, label: liver, volume: 1..2 L, because: b}",
      ["p:3:1 unused-suppression", "p:4:8 no-source"]
    ),
    (
      "# segwarden: allow no-source\n- {id: y, label: liver, volume: 1..2 L, because: b}",
      ["p:3:1 bad-suppression", "p:4:8 no-source"]
    ),
    (
      "# segwarden: allow because we measured it\n- {id: y, label: liver, holes: {fraction: \"<= 2 %\"}, because: b}",
      ["p:3:1 bad-suppression"]
    ),
    ("# segwarden: allow no-sauce because we measured it", ["p:3:1 bad-suppression"]),
    ("# segwarden: allow unit-mismatch because we measured it", ["p:3:1 bad-suppression"]),
    ("# what segwarden: allow no-source because … does", []),
    (
      "- {id: y, label: liver, holes: {count: 0, ignore_below: 2 %}, because: 'see # segwarden: allow it'}",
      ["p:3:77 bad-suppression"]
    ),
  ])
  func `comments allow notes where they stand, for a reason`(line: String, expected: [String]) {
    #expect(Self.lint(Self.sound + line + "\n") == expected)
  }

  @Test func `errors cannot be allowed`() {
    let found = Self.lint(
      Self.sound + "# segwarden: allow unknown-label because of the test\n- {id: y, label: livr, presence: required}\n")
    #expect(found == ["p:3:1 bad-suppression", "p:4:18 unknown-label"])
  }

  @Test func `notes of a policy that is extended are its own author's`() {
    let base =
      Self.head.replacing("policy: p", with: "policy: base")
      + "parameters: {spare: 1 mL}\nexpectations:\n- {id: b, label: liver, volume: 1..2 L}\n"
    #expect(Self.lint("extends: base\n" + Self.sound, library: ["base": base]) == [])
    let broken = base.replacing("1..2 L", with: "1..2 mm")
    #expect(Self.lint("extends: base\n" + Self.sound, library: ["base": broken]) == ["base:3:38 unit-mismatch"])
  }

  @Test func `a policy without tests is noted, and may be allowed`() {
    #expect(Self.lint(Self.sound, hasTests: false) == ["p:-3:1 no-tests"])
  }

  @Test(arguments: [
    ("position: liver is right-of spleen by 20 mm", []),
    ("label: liver\n  volume: {typical: 1..2 L, possible: 0.5..3 L}\n  source: {cite: c, mean: 1.5 L}", []),
    (
      "label: liver\n  volume: {typical: 1..7 L, possible: 0.5..9 L}\n  source: {cite: c, mean: 1.5 L}",
      ["far-from-source"]
    ),
    (
      "label: liver\n  volume: {typical: 1..2 L, possible: 0.5..16 L}\n  source: {cite: c, mean: 1.5 L}",
      ["far-from-source"]
    ),
    (
      "label: liver\n  volume: {typical: 1..2 L, possible: 0.1..9 L}\n  source: {cite: c, mean: 1.5 L}",
      ["far-from-source"]
    ),
    ("label: liver\n  volume: {typical: 1..2 L, possible: 0..9 L}\n  source: {cite: c, mean: 1.5 L}", []),
    ("label: liver\n  volume: {typical: 1.5 L}\n  source: c", ["zero-width"]),
    ("label: liver\n  connectivity: {components: 1}", ["strict-topology"]),
    ("label: liver\n  connectivity: {components: \">= 1\"}", []),
    ("label: liver\n  connectivity: {components: 1, ignore_below: 2 %}", []),
    ("label: liver\n  connectivity: {largest_fraction: \">= 0.9\"}", []),
    ("label: liver\n  holes: {count: 0}", ["strict-topology"]),
    ("overlap: {between: [liver, spleen], fraction: 0}", []),
    ("label: liver\n  containment: {inside: spleen, fraction: 100 %}", []),
    ("label: liver\n  holes: {fraction: \"<= 2 %\"}\n  when: present", ["needless-condition"]),
    ("label: liver\n  holes: {fraction: \"<= 2 %\"}\n  when: present and complete", []),
    ("label: liver\n  presence: required\n  when: complete and present", ["never-fails"]),
    ("each: [liver]\n  holes: {fraction: \"<= 2 %\"}", ["each-of-one"]),
    ("each: all\n  presence: required\n  when: liver", ["unknown-name"]),
    ("each: all\n  presence: required", ["duplicate-expectation"]),
    ("each: [spleen, liver]\n  presence: required\n  severity: note", ["duplicate-expectation"]),
    ("each: all\n  presence: required\n  unless: complete(liver)", []),
    ("each: all\n  quorum: all but 2\n  presence: required", ["never-fails"]),
    ("each: all\n  quorum: \">= 120 %\"\n  presence: required", ["impossible-quorum"]),
    ("each: all\n  quorum: 2\n  presence: required", ["exact-quantifier"]),
    ("each: all\n  quorum: \">= 2\"\n  presence: required", []),
  ])
  func `doubtful expectations are noted`(fields: String, expected: [String]) {
    let found = Self.lint(Self.sound + "- id: y\n  because: b\n  \(fields)\n")
    #expect(found.map { String($0.split(separator: " ").last ?? "") } == expected)
  }

  @Test func `a condition over a group needs no subject of its own`() {
    #expect(
      Self.lint(
        "groups: {both: [liver, spleen]}\n" + Self.sound
          + "- {id: y, position: liver is right-of spleen, when: all(complete over both), because: b}\n") == [])
  }
}
