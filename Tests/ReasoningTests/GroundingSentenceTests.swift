import Evaluation
import PolicyLanguage
import Testing

@testable import Reasoning

/// Sentences as models write them, those that the evidence bears out and those that it does not, each judged by hand.
@Suite struct GroundingSentenceTests {
  private static let findings = [
    finding(
      "F1", "volume", "below", ["kidney_right"], measured: Measured(value: 38.24, unit: "mL"),
      expected: "100..230 mL",
      message: "The volume of kidney_right is 38.24 mL, below the possible range of 45..300 mL."),
    finding(
      "F2", "extent", "superior_inferior_above", ["kidney_left"], measured: Measured(value: 142, unit: "mm"),
      expected: "<= 130 mm",
      message: "kidney_left is 142 mm long, above the limit of 130 mm."),
    finding(
      "F3", "connectivity", "components_above", ["spleen"], measured: Measured(value: 3, unit: "components"),
      expected: "1",
      message: "The spleen is 3 pieces; the largest holds 91.4 % of it."),
    finding(
      "F4", "adjacency", "frontier_unexpected", ["kidney_left", "kidney_right"],
      measured: Measured(value: 12, unit: "faces"),
      expected: "no contact",
      message: "kidney_left and kidney_right touch in 12 voxel faces (48 mm²), and must not touch."),
    finding(
      "F5", "adjacency", "frontier_within", ["liver", "spleen"], .pass, measured: Measured(value: 0, unit: "faces"),
      expected: "no contact", message: "liver and spleen do not touch."),
    finding(
      "F6", "holes", "count_within", ["liver"], .pass, measured: Measured(value: 0, unit: "holes"),
      message: "The liver has no cavities."),
    finding(
      "F7", "position", nil, ["lung_left"], .notEvaluable, margin: nil,
      message: "The position of lung_left cannot be judged: it is cut by the border of the field of view."),
    finding(
      "F8", "position", "order_within", ["kidney_left", "kidney_right"], .pass,
      measured: Measured(value: 81.3, unit: "mm"),
      message: "The left kidney lies 81.3 mm left of the right kidney."),
    finding(
      "F9", "adjacency", "gap_above", ["liver", "kidney_right"], measured: Measured(value: 3.5, unit: "mm"),
      expected: "<= 2 mm",
      message: "liver and kidney_right are 3.5 mm apart at their nearest; a gap of <= 2 mm is expected."),
    finding(
      "F10", "symmetry", "volume_ratio_above", ["kidney_left", "kidney_right"], .warn,
      measured: Measured(value: 2.4, unit: ""),
      message: "kidney_left is 2.4 times as large as kidney_right."),
  ]

  private func problem(_ text: String, _ evidence: [String], earlier: [Statement] = []) -> String? {
    let evidenceOfCase = CaseEvidence(
      policy: policy(), findings: Self.findings, pictures: [picture("overview")],
      context: ["age": "54", "nephrectomy": "none"])
    var table = EvidenceTable(evidence: evidenceOfCase, findings: Self.findings)
    for statement in earlier { _ = table.check(statement) }
    let statement = Statement(id: "A9", text: text, evidence: evidence, grounded: false)
    return table.check(statement).problem
  }

  @Test(
    arguments: [
      // Numbers, their rounding and their units.
      ("The right kidney has 38.2 mL.", ["F1"]),
      ("kidney_right has 38.24 mL, and at least 45 mL is possible.", ["F1"]),
      ("The left kidney is 14.2 cm long.", ["F2"]),
      ("The left kidney is 142 mm long where 13 cm is the limit.", ["F2"]),
      ("The kidneys lie 8.1 cm apart, the left one left of the right one.", ["F8"]),
      ("The spleen is three pieces, of which one is expected.", ["F3"]),
      ("The spleen should be one piece and is 3.", ["F3"]),
      ("The largest piece of the spleen holds ninety-one percent of it.", ["F3"]),
      ("The spleen has 3 components with 91 % in the largest.", ["F3"]),
      ("The left kidney is 2.4 times as large as the right kidney.", ["F10"]),
      ("The two kidneys differ in size.", ["F10"]),
      ("At 54 years the right kidney should be larger.", ["F1"]),
      ("The kidneys touch in twelve faces.", ["F4"]),
      // Outcomes.
      ("F1 failed.", ["F1"]),
      ("F1 did not pass.", ["F1"]),
      ("F1 is not within the range.", ["F1"]),
      ("F6 did not fail.", ["F6"]),
      ("F6 passed, but F3 failed.", ["F3", "F6"]),
      ("F3 failed, which does not matter for the volume.", ["F3"]),
      ("Neither F5 nor F6 failed.", ["F5", "F6"]),
      ("F1 would pass if the right kidney had 45 mL.", ["F1"]),
      ("F7 could not be judged, as the left lung is cut.", ["F7"]),
      ("The liver is unremarkable.", ["F6"]),
      ("F10 is unusual and no failure.", ["F10"]),
      // What is above and below.
      ("The right kidney is too small.", ["F1"]),
      ("The left kidney is too large and the right kidney too small.", ["F1", "F2"]),
      ("The left kidney is not too small.", ["F2"]),
      // Contact.
      ("The kidneys touch.", ["F4"]),
      ("The kidneys touch, which they must not.", ["F4"]),
      ("The liver does not touch the spleen.", ["F5"]),
      ("The liver and the spleen are apart.", ["F5"]),
      ("The liver and the right kidney do not touch.", ["F9"]),
      ("The liver should touch the right kidney.", ["F9"]),
      // Sides, structures, pictures.
      ("The left kidney lies on the left.", ["F8"]),
      ("Seen in P1, the contour of the spleen is smooth.", ["P1"]),
      ("The left lung may reach beyond the picture.", ["F7"]),
    ])
  func `what the evidence bears out`(text: String, evidence: [String]) {
    #expect(problem(text, evidence) == nil)
  }

  @Test(arguments: [
    // Numbers, their rounding and their units.
    ("The right kidney has 38.2 mm.", ["F1"], "38.2 mm"),
    ("The right kidney has 83.2 mL.", ["F1"], "83.2 mL"),
    ("The left kidney is 14.2 mm long.", ["F2"], "14.2 mm"),
    ("The left kidney is 142 cm long.", ["F2"], "142 cm"),
    ("The kidneys lie 8.1 mm apart.", ["F8"], "8.1 mm"),
    ("The right kidney has thirty-nine mL.", ["F1"], "thirty-nine mL"),
    ("The left kidney is two hundred millimetres long.", ["F2"], "two hundred millimetres"),
    ("The spleen is four pieces.", ["F3"], "four pieces"),
    ("The spleen is two pieces.", ["F3"], "two pieces"),
    ("The right kidney is 57 in size.", ["F1"], "57"),
    ("The right kidney of this 71 year old patient is small.", ["F1"], "71"),
    ("The left kidney is thrice as large as the right kidney.", ["F10"], "thrice"),
    ("The left kidney is three times as large as the right kidney.", ["F10"], "three times"),
    ("The right kidney has 45 mL less than the left kidney's 83 mL.", ["F1", "F10"], "83 mL"),
    ("The largest piece of the spleen holds nineteen percent.", ["F3"], "nineteen percent"),
    ("The kidneys touch over 84 mm².", ["F4"], "84 mm"),
    // Outcomes.
    ("F1 passed.", ["F1"], "F1"),
    ("F1 did not fail.", ["F1"], "F1"),
    ("F1 is fine.", ["F1"], "F1"),
    ("The right kidney is normal.", ["F1"], "F1"),
    ("F1 passed, if one looks closely.", ["F1"], "F1"),
    ("All findings passed.", ["F1", "F6"], "F1"),
    ("F6 failed.", ["F6"], "F6"),
    ("F6 did not pass.", ["F6"], "F6"),
    ("F6 is not within the range.", ["F6"], "F6"),
    ("F7 passed.", ["F7"], "F7"),
    ("F7 failed.", ["F7"], "F7"),
    ("The left lung is as expected.", ["F7"], "F7"),
    ("Neither F1 nor F3 failed.", ["F1", "F3"], "F1"),
    ("F3 failed, but F1 passed.", ["F1", "F3"], "F1"),
    // What is above and below.
    ("The right kidney is too large.", ["F1"], "F1"),
    ("The right kidney is enlarged.", ["F1"], "F1"),
    ("The left kidney is too small.", ["F2"], "F2"),
    ("The left kidney is smaller than expected.", ["F2"], "F2"),
    // Contact.
    ("The kidneys do not touch.", ["F4"], "opposite"),
    ("The kidneys don't touch.", ["F4"], "opposite"),
    ("The liver touches the spleen.", ["F5"], "opposite"),
    ("The liver abuts the spleen.", ["F5"], "opposite"),
    ("The liver touches the right kidney.", ["F9"], "opposite"),
    ("The kidneys are well apart.", ["F4"], "opposite"),
    // Sides, structures, citations.
    ("The left kidney is small.", ["F1"], "kidney_left"),
    ("The spleen leaks to the left.", ["F3"], "left"),
    ("The right lung is cut.", ["F7"], "lung_right"),
    ("The pancreas is in pieces.", ["F3"], "pancreas"),
    ("F1 explains it, as F23 does.", ["F1"], "F23"),
    ("The right kidney is small.", ["F11"], "F11"),
    ("The right kidney is small.", [], "cites no evidence"),
    ("", ["F1"], "says nothing"),
    ("F3 failed as well.", ["F1"], "F3"),
    ("The contour on P1 leaves 12 mL out.", ["P1"], "12 mL"),
  ])
  func `what the evidence does not bear out`(text: String, evidence: [String], expected: String) {
    #expect(problem(text, evidence)?.contains(expected) == true, "\(problem(text, evidence) ?? "taken as grounded")")
  }

  @Test func `an inference that rests on ungrounded statements alone is ungrounded, and it is said why`() {
    let bad = Statement(id: "V1", text: "The right kidney has 99 mL.", evidence: ["F1"], grounded: false)
    let good = Statement(id: "V2", text: "The right kidney is too small.", evidence: ["F1"], grounded: false)
    #expect(problem("The right kidney is small.", ["V1"], earlier: [bad, good])?.contains("does not bear out") == true)
    #expect(problem("The right kidney is small.", ["V1", "V2"], earlier: [bad, good])?.contains("V1") == true)
    #expect(problem("The right kidney is small.", ["V2"], earlier: [bad, good]) == nil)
    // A chain of them does not become better with its length.
    let next = Statement(id: "A1", text: "So it is.", evidence: ["V1"], grounded: false)
    #expect(problem("So it is.", ["A1"], earlier: [bad, next])?.contains("A1") == true)
  }

  @Test(arguments: [
    ("three", 3), ("thirteen", 13), ("forty", 40), ("thirty-eight", 38), ("thirty eight", 38), ("a hundred", 100),
    ("two hundred", 200), ("two hundred and five", 205), ("one thousand two hundred", 1200), ("ninety-nine", 99),
  ])
  func `numbers in words are numbers`(words: String, value: Double) {
    #expect(StatedNumber.all(in: "It has \(words) mL.").map(\.value) == [value])
    #expect(StatedNumber.all(in: "It has \(words) mL.").map(\.dimension) == [.volume])
  }

  @Test(arguments: [
    "One of the kidneys is small.", "It lies between the two.", "No one and nothing.", "Twentyish.", "A hundredth.",
  ])
  func `words that count nothing are no numbers`(text: String) { #expect(StatedNumber.all(in: text).isEmpty) }
}
