import Authoring
import Evaluation
import PolicyLanguage
import Shipped
import Testing

/// Explanations say what the policy says.
@Suite struct ExplanationTests {
  private static func policy(_ name: String) throws -> Policy {
    let text = try #require(Shipped.policies().first { $0.name == name }?.text)
    return try #require(PolicyReader.read(PolicySource(file: name, text: text), vocabulary: .standard).policy)
  }

  private static func policy(of expectation: String, decision: String = "") throws -> Policy {
    let reading = PolicyReader.read(
      PolicySource(file: "p", text: ExamplePolicy.text(with: expectation) + decision), vocabulary: .standard)
    #expect(reading.rendered(reading.diagnostics) == "")
    return try #require(reading.policy)
  }

  private static func statement(_ fields: String) throws -> String {
    let policy = try policy(of: "- id: x\n  \(fields)")
    return ExpectationWords(try #require(policy.expectations.first), in: policy).statement
  }

  @Test(arguments: [
    ("label: liver\n  presence: required", "liver has voxels in the export"),
    (
      "label: liver\n  volume: {typical: 1..2 L, possible: \">= 500 mL\"}",
      "the volume of liver is at least 500 mL, usually 1..2 L"
    ),
    (
      "label: tumour\n  volume: {possible: 0..20 %, of: liver}", "the volume of tumour, as a share of liver, is 0..20 %"
    ),
    (
      "each: kidneys\n  volume: {typical: 99..230 mL}",
      "the volume of each of kidney_right and kidney_left is usually 99..230 mL"
    ),
    (
      "label: liver\n  connectivity: {components: 1, ignore_below: speck, largest_fraction: \">= 95 %\"}",
      "liver lies in 1 piece, leaving out pieces below 2 %, and its largest piece holds at least 95 % of it"
    ),
    (
      "label: liver\n  connectivity: {largest_fraction: \"> 95 %\"}",
      "the largest piece of liver holds more than 95 % of it"
    ),
    (
      "label: liver\n  holes: {count: 0, ignore_below: 0.1 mL}",
      "liver encloses no hole, leaving out holes below 0.1 mL"
    ),
    ("label: liver\n  holes: {fraction: \"<= 2 %\"}", "holes hold at most 2 % of liver"),
    (
      "label: liver\n  border: {may_touch: none, margin: 2 slices}",
      "liver comes within 2 slices of no face of the field of view"
    ),
    (
      "adjacency: {between: [kidney_right, liver], gap: 0..25 mm}", "the gap between kidney_right and liver is 0..25 mm"
    ),
    (
      "label: tumour\n  containment: {inside: liver, fraction: \">= 95 %\"}",
      "at least 95 % of tumour lies inside liver"
    ),
    (
      "overlap: {between: [liver, stomach], fraction: \"<= 1 %\"}",
      "liver and stomach share at most 1 % of the smaller one"
    ),
    (
      "label: liver\n  continuity: {area_jump: \"<= 40 %\"}",
      "the area of liver changes by at most 40 % from slice to slice"
    ),
    ("position: kidney_left is left-of kidney_right by >= 40 mm", "kidney_left is left-of kidney_right by >= 40 mm"),
    ("assert: volume(liver) > volume(spleen)", "volume(liver) > volume(spleen)"),
    (
      "each: kidneys\n  assert: volume < volume(liver)",
      "for each of kidney_right and kidney_left: volume < volume(liver)"
    ),
    ("label: liver\n  ask: Is it smooth?\n  expect: no", "for liver: “Is it smooth?”, expect: no"),
    (
      "each: kidneys\n  quorum: any\n  presence: required",
      "any of kidney_right and kidney_left has voxels in the export"
    ),
    (
      "label: liver\n  volume: {by: sex, typical: {female: 1..2 L, male: 2..3 L}}",
      "for sex female: the volume of liver is usually 1..2 L; for sex male: the volume of liver is usually 2..3 L"
    ),
  ])
  func `an expectation is said in words`(fields: String, expected: String) throws {
    #expect(try Self.statement(fields) == expected)
  }

  @Test func `every kind says its example in words of its own`() throws {
    for kind in ExpectationKinds.all {
      let policy = try Self.policy(of: kind.page.example)
      let expectation = try #require(policy.expectations.first)
      let words = ExpectationWords(expectation, in: policy).statement
      #expect(!words.isEmpty && !words.hasSuffix("."), "\(kind.name)")
      // Its own words, not the summary of any such expectation.
      #expect(!words.contains(kind.summary.dropLast()), "\(kind.name) says only what every \(kind.name) is")
    }
  }

  @Test(arguments: [
    ("severity: reject", "", "rejects the case"), ("severity: review", "", "asks for a review"),
    ("severity: review, model_may_clear: true", "", "a model may clear it"),
    ("severity: review", "decision: {model: {clear: [presence.missing]}}\n", "a model may clear presence.missing"),
    ("severity: review", "decision: {veto: [review]}\n", "rejects the case"),
    ("severity: review", "decision: {model: advises}\n", "asks for a review"),
    ("severity: note", "", "changes no decision"), ("severity: reject", "decision: {veto: []}\n", "asks for a review"),
  ])
  func `what a failure does is said as the rules do it`(severity: String, decision: String, expected: String) throws {
    let policy = try Self.policy(of: "- {id: x, label: liver, presence: required, \(severity)}", decision: decision)
    #expect(ExpectationWords(try #require(policy.expectations.first), in: policy).consequence.contains(expected))
  }

  @Test func `an overview has one line for each expectation`() throws {
    let policy = try Self.policy("ct-kidneys")
    let lines = PolicyExplanation(policy).overview.split(separator: "\n")
    for expectation in policy.expectations { #expect(lines.count { $0.hasPrefix(expectation.id + " ") } == 1) }
  }

  @Test func `an explanation holds reason, source, measure, decision and remedy`() throws {
    let text = try #require(PolicyExplanation(try Self.policy("ct-kidneys")).explanation(of: "volume"))
    for part in [
      "only when `complete`", "leaked, truncated", "SHIP-Trend", "Voxel count times", "asks for a review",
      "Compare with the picture",
    ] {
      #expect(text.replacing("\n  ", with: " ").contains(part), "\(part)")
    }
    #expect(PolicyExplanation(try Self.policy("ct-kidneys")).explanation(of: "nothing") == nil)
  }

  private static let finding = Finding(
    id: "F7", expectation: "volume", policy: "ct-kidneys", line: 36, code: FindingCode("volume", Aspect("", .above)),
    labels: ["kidney_left"],
    outcome: .fail, severity: .review,
    message: "The volume of kidney_left is 512 mL, above the possible range of 45..450 mL.",
    measured: Measured(value: 512, unit: "mL"), expected: "45..450 mL", margin: -0.153,
    location: Location(
      voxel: [[1, 2, 3], [4, 5, 6]], rasMM: [[-10, 0, 5], [12.5, 3, 9]], slices: .init(axis: "k", from: 3, to: 6)),
    counterfactual: "With 62 mL less, kidney_left would lie within 45..450 mL.", because: "Leaked.")

  @Test func `a finding is told with number, limit, distance, place and what would change it`() throws {
    let text = FindingExplanation(Self.finding, policy: try Self.policy("ct-kidneys")).text.replacing("\n  ", with: " ")
    for part in [
      "512 mL; expected: 45..450 mL; beyond by 15.3 %", "slices k 3–6", "(1, 2, 3) to (4, 5, 6)",
      "(-10, 0, 5) to (12.5, 3, 9) mm", "With 62 mL less", "usually 99..230 mL", "Leaked.", "Compare with the picture",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func `a finding without its policy still says what was found`() {
    let text = FindingExplanation(Self.finding, policy: nil).text
    #expect(text.contains("512 mL") && text.contains("Leaked."))
  }

  @Test func `a finding without a result says why, and what that does`() {
    var finding = Self.finding
    (finding.outcome, finding.cause, finding.notEvaluable) = (
      .notEvaluable, "kidney_left is not in the export", .ignore
    )
    let text = FindingExplanation(finding, policy: nil).text
    #expect(text.contains("kidney_left is not in the export.") && text.contains("changes nothing"))
  }
}

/// Pages for people who do not read YAML.
@Suite struct PolicyDocumentTests {
  @Test func `a page names every label and expectation, with what becomes of it and what is not seen`() throws {
    let text = """
      segwarden: 1
      policy: p
      version: 2.0.0
      title: A | test
      labels: {liver: {value: 5, aliases: [hepar]}, spleen: {value: 1}, stomach: }
      groups: {two: [liver, spleen]}
      expectations:
        - {id: there, each: two, presence: required, severity: reject, because: They are there.}
        - {id: near, adjacency: {between: [liver, spleen], gap: 0..90 mm}, source: {cite: An atlas, population: adults}}
      waivers:
        - {expectation: near, cases: [a-*], reason: Known., owner: A. Author, until: 2030-01-31}
      decision: {not_evaluable: reject, coverage: {judged_findings: 40 %}}
      """
    let policy = try #require(PolicyReader.read(PolicySource(file: "p", text: text), vocabulary: .standard).policy)
    let page = PolicyDocument(policy).markdown
    for part in [
      "# A | test", "`p` 2.0.0", "| `liver` | 5 |", "hepar", "### two: `liver`, `spleen`", "**there**",
      "*They are there.*", "### Between structures",
      "Source: An atlas; adults.", "A. Author", "2030-01-31", "severity reject rejects the case",
      "What cannot be judged rejects the case for these causes: `absent`, `empty`, `view_unknown`",
      "40 %", "Nothing is expected of `stomach`.", "No tests have said",
    ] { #expect(page.contains(part), "\(part)") }
    let tested = PolicyDocument(policy, unnoticed: ["A leak of the liver below 5 mL"]).markdown
    #expect(tested.contains("- A leak of the liver below 5 mL.") && !tested.contains("No tests have said"))
    // Nothing was run to write the page.
    let claims = PolicyDocument(policy, unnoticed: []).markdown
    #expect(claims.contains("Its tests claim that it notices every fault") && !claims.contains("found no fault"))
  }
}
