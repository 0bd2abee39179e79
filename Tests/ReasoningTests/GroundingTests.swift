import Anatomy
import Evaluation
import JSON
import PolicyLanguage
import Testing

@testable import Reasoning

@Suite struct GroundingTests {
  private static let findings = [
    finding(
      "F1", "volume", "below", ["kidney_right"], measured: Measured(value: 38.24, unit: "mL"),
      expected: "100..230 mL", message: "The right kidney has 38.2 mL, less than 45 mL."),
    finding("F2", "holes", nil, ["liver"], .pass, message: "The liver has no cavities."),
    finding(
      "F3", "connectivity", "components_above", ["kidney_right"], measured: Measured(value: 3, unit: "components"),
      expected: "1", message: "The right kidney is 3 pieces; the largest holds 91.4 % of it.",
      location: Location(voxel: [[0, 0, 41], [9, 9, 55]], rasMM: nil, slices: .init(axis: "k", from: 41, to: 55))),
    finding(
      "F4", "position", "order_within", ["kidney_left", "kidney_right"], .pass,
      message: "The left kidney is 80 mm left of the right kidney."),
  ]

  private func problem(
    _ text: String, _ evidence: [String], fault: Fault? = nil, label: String? = nil, id: String = "A1"
  ) -> String? {
    let evidenceOfCase = CaseEvidence(
      policy: policy(), findings: Self.findings,
      structures: [
        StructureSummary(
          label: "liver", state: .present, size: Measured(value: 1490.3, unit: "mL"), centre: "R 60, A 12, S 30")
      ],
      pictures: [picture("overview")])
    var table = EvidenceTable(evidence: evidenceOfCase, findings: Self.findings)
    let statement = Statement(id: id, text: text, evidence: evidence, grounded: false, fault: fault, label: label)
    let checked = table.check(statement)
    #expect(checked.grounded == (checked.problem == nil))
    return checked.problem
  }

  @Test(arguments: [
    ("The right kidney has 38.2 mL, below the 100 mL of the range.", ["F1"]),
    ("The right kidney has 38 mL.", ["F1"]),
    ("The right kidney holds 0.038 L.", ["F1"]),
    ("F3 failed: three pieces, the largest 91 % of the right kidney.", ["F3"]),
    ("Look at slices 41 to 55.", ["F3"]),
    ("The kidney_right mask has 3 components and 38.24 mL.", ["F1", "F3"]),
    ("The liver has about 1490 mL and no cavities.", ["F2"]),
    ("F2 passed, but F1 failed.", ["F1", "F2"]),
    ("F1 is not within the range.", ["F1"]),
    ("Both kidneys lie on their own side; the left one is left of the right one.", ["F4"]),
    ("The contour of the spleen looks smooth on the left.", ["P1"]),
  ])
  func `what the evidence bears out is grounded`(text: String, evidence: [String]) {
    #expect(problem(text, evidence) == nil)
  }

  /// The evidence has 38.24 mL and 1490.3 mL.
  @Test(arguments: [
    ("The right kidney has ٣٨٫٢ mL.", true), ("The right kidney has ٣٩٫٢ mL.", false),
    ("The right kidney has ۳۸ mL.", true), ("The right kidney has ۴۸ mL.", false),
    ("The right kidney has ३८.२ mL.", true), ("The right kidney has ८३.२ mL.", false),
    ("The right kidney has ３８．２ mL.", true), ("The right kidney has ３９．２ mL.", false),
    ("The right kidney has 𝟑𝟖.𝟐 mL.", true), ("The right kidney has 𝟑𝟗.𝟐 mL.", false),
    ("The right kidney has ³⁸ mL.", true), ("The right kidney has ³⁹ mL.", false),
    ("The right kidney has 3\u{336}8 mL.", true), ("The right kidney has 3\u{336}9 mL.", false),
    ("右肾38毫升。", true), ("右肾39毫升。", false), ("Правая почка: объём38мл.", true), ("Правая почка: объём39мл.", false),
    ("ไต๓๘มล", true), ("ไต๓๙มล", false), ("The right kidney has 千 mL.", false), ("The right kidney has Ⅾ mL.", false),
    ("The right kidney has ㊿ mL.", false), ("The right kidney has 38½ mL.", false),
    ("The kidney_right, of F1, is named so.", true), ("The right kidney has 38 mL in T٣.", true),
  ])
  func `numbers are read in every script`(text: String, isGrounded: Bool) {
    #expect((problem(text, ["F1"]) == nil) == isGrounded, "\(problem(text, ["F1"]) ?? "")")
  }

  @Test(arguments: [
    ("It fails.", [String](), "cites no evidence"),
    ("", ["F1"], "says nothing"),
    ("The right kidney is small.", ["F9"], "F9"),
    ("The right kidney is small, as F12 shows.", ["F1"], "F12"),
    ("The right kidney has 120.5 mL.", ["F1"], "120.5 mL"),
    ("The right kidney has 38.2 mm.", ["F1"], "38.2 mm"),
    ("The right kidney has 38.9 mL.", ["F1"], "38.9 mL"),
    ("The right kidney has 38 mL.", ["F2"], "38 mL"),
    ("There are four pieces of the right kidney.", ["F3"], "four pieces"),
    ("The ratio is 0.73.", ["F1"], "0.73"),
    ("The left kidney is too small.", ["F1"], "kidney_left"),
    ("It leaks to the left.", ["F1"], "left"),
    ("The superior pole is missing.", ["F1"], "superior"),
    ("The spleen is in pieces.", ["F3"], "spleen"),
    ("It runs into the stomach.", ["F3"], "stomach"),
    ("The right kidney passed the check of its volume.", ["F1"], "F1"),
    ("All findings are within range.", ["F1", "F2"], "F1"),
    ("F1 passed.", ["F1", "F2"], "F1"),
    ("F2 failed.", ["F1", "F2"], "F2"),
    ("The right kidney has 55 mL in the picture.", ["P1"], "55 mL"),
    ("The left one is small.", ["F1", "P1"], "left"),
  ])
  func `what the evidence does not bear out is marked with what is wrong`(
    text: String, evidence: [String], problem expected: String
  ) {
    #expect(problem(text, evidence)?.contains(expected) == true)
  }

  @Test func `a fault needs a cited finding that is one of its signs`() {
    #expect(problem("F3 shows separate pieces.", ["F3"], fault: .island) == nil)
    #expect(problem("F3 shows this.", ["F3"], fault: .wrongGrid)?.contains("wrong-grid") == true)
    #expect(problem("F2 shows this.", ["F2"], fault: .hole)?.contains("hole") == true)
    #expect(problem("F3 shows this.", ["F3"], fault: .island, label: "pancreas")?.contains("pancreas") == true)
    #expect(problem("F3 shows this.", ["F3"], fault: .island, label: "spleen")?.contains("spleen") == true)
  }

  @Test func `an ungrounded statement cannot be cited`() {
    var table = EvidenceTable(
      evidence: CaseEvidence(policy: policy(), findings: Self.findings), findings: Self.findings)
    let bad = Statement(id: "V1", text: "The right kidney has 99 mL.", evidence: ["F1"], grounded: false)
    #expect(table.check(bad).grounded == false)
    let relying = Statement(id: "A1", text: "The right kidney is small.", evidence: ["V1"], grounded: false)
    #expect(table.check(relying).problem?.contains("V1") == true)
  }

  @Test func `a grounded statement brings its own evidence along`() {
    var table = EvidenceTable(
      evidence: CaseEvidence(policy: policy(), findings: Self.findings), findings: Self.findings)
    let good = Statement(id: "V1", text: "The right kidney is in pieces.", evidence: ["F3"], grounded: false)
    #expect(table.check(good).grounded)
    let relying = Statement(id: "A1", text: "The right kidney is 3 pieces.", evidence: ["V1"], grounded: false)
    #expect(table.check(relying).grounded)
  }

  @Test func `recalled knowledge may repeat the policy's numbers and bring none of its own`() throws {
    let statements = try KnowledgeRecall.statements(
      in: [
        "statements": [
          ["text": "A kidney has about 144 mL.", "evidence": ["volume"]],
          ["text": "A kidney has 150 to 170 mL.", "evidence": ["volume"]],
          ["text": "The left kidney lies left.", "evidence": ["nowhere"]],
          ["text": "The liver lies superior to the right kidney.", "evidence": ["sides"]],
        ]
      ], policy: policy())
    #expect(statements.map(\.id) == ["K1", "K2", "K3", "K4"])
    #expect(statements.map(\.grounded) == [true, false, false, true])
  }

  @Test(arguments: DiagnosisTests.examples)
  func `what the rules say stands up to the same checks`(example: DiagnosisTests.Example) {
    let evidence = CaseEvidence(
      policy: policy(labels: example.policyLabels), findings: example.findings, structures: example.structures)
    let said = RulesReasoner().decide(evidence).stages.dropFirst().flatMap(\.statements)
    #expect(!said.isEmpty)
    for statement in said {
      var table = EvidenceTable(evidence: evidence, findings: example.findings)
      #expect(table.check(statement).problem == nil)
    }
  }
}
