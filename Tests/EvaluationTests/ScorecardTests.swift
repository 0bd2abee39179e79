import Diagnostics
import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume

/// Points on the box of 20 × 12 × 18 mm: 4.32 mL, elongation 1.121, flatness 1.484, solidity 1, Feret diameters 25.88
/// and 11 mm.
@Suite struct `A scorecard` {
  private static func judge(
    _ card: String, _ drawing: Drawing = .box, more: String = "", subject: String = "label: liver, "
  ) async throws -> [Finding] {
    let policy = try policy(
      "- {id: x, \(subject)scorecard: {\(card)}\(more)}", labels: "{liver: {value: 1}, spleen: {value: 2}}")
    return await Evaluator(policy: policy).evaluate(drawing.scene, imageGrid: nil, context: [:]).findings
      .filter { $0.expectation == "x" }
  }

  /// 2 + 1 points for the volume, 3 for the elongation, none of 4 for the solidity.
  private static let points = """
    points: [{measure: volume, below: 5 mL, points: 2}, {measure: volume, below: 4.5 mL, points: 1}, \
    {measure: volume, below: 4 mL, points: 2}, {measure: elongation, above: 1.1, points: 3}, \
    {measure: solidity, below: 90 %, points: 4}]
    """

  @Test(arguments: [
    ("review: 7", "", Finding.Outcome.pass, "points_within", Severity.review, 1.0 / 7),
    ("review: 6", "", .fail, "review_above", .review, 0),
    ("review: 4, reject: 7", "", .fail, "review_above", .review, -0.5),
    ("review: 4, reject: 6", "", .fail, "reject_above", .reject, -0.5),
    ("reject: 7", "", .pass, "points_within", .review, 1.0 / 7),
    ("reject: 5", "", .fail, "reject_above", .reject, -0.2),
    // The card weighs, whatever the expectation says, but a note stays one.
    ("review: 6", ", severity: reject", .fail, "review_above", .review, 0),
    ("review: 4, reject: 6", ", severity: note", .fail, "reject_above", .note, -0.5),
  ])
  func `adds points up and weighs by its cut-offs`(
    cutOffs: String, more: String, outcome: Finding.Outcome, aspect: String, severity: Severity, margin: Double
  ) async throws {
    let found = try await Self.judge("\(Self.points), \(cutOffs)", more: more)
    try #require(found.count == 1)
    #expect(found[0].outcome == outcome && found[0].aspect == aspect, "\(found[0].message)")
    #expect(found[0].severity == severity)
    #expect(found[0].measured == Measured(value: 6, unit: "points"))
    #expect(abs(try #require(found[0].margin) - margin) < 1e-9)
    #expect((found[0].counterfactual != nil) == (outcome == .fail))
    #expect((found[0].location != nil) == (outcome == .fail))
  }

  @Test(arguments: [
    ("review: 4, reject: 6", "", Severity.review), ("review: 4, reject: 6", ", severity: reject", .reject),
    ("review: 4, reject: 6", ", severity: note", .note), ("review: 4, reject: 7", ", severity: reject", .review),
    ("reject: 6", "", .review),
  ])
  func `that was learned rejects only on the expectation's word`(cutOffs: String, more: String, severity: Severity)
    async throws
  {
    let found = try await Self.judge(
      "\(Self.points), \(cutOffs), learned: {cohort: Kidneys 2026, n: 120, rejected: 40, date: 2026-11-25, auroc: 0.91}",
      more: more)
    #expect(found.map(\.outcome) == [.fail])
    #expect(found.map(\.severity) == [severity])
  }

  @Test func `shows every point`() async throws {
    let found = try await Self.judge("\(Self.points), review: 4, reject: 8")
    #expect(
      found.map(\.message) == [
        "liver has 6 of 12 points, from 4 on for review and from 8 on to reject: volume 4.32 mL (below 4.5 mL): 3; elongation 1.121 (above 1.1): 3."
      ])
    #expect(found.map(\.expected) == ["< 4 points"])
    let none = try await Self.judge("points: [{measure: solidity, below: 90 %, points: 4}], review: 4")
    #expect(none.map(\.message) == ["liver has 0 of 4 points, from 4 on for review."])
  }

  /// Volume 4.32: 13.6 % from 5 mL (all 3 points), 4 % from 4.5 mL (1 point); elongation 1.121: 1.9 % from 1.1.
  @Test(arguments: [
    (6, "With volume >= 4.5 mL, liver would have 5 points, fewer than 6.", "volume, above: 1 L, points: 1"),
    (6, "With elongation <= 1.1, liver would have 3 points, fewer than 6.", "volume, above: 5.1 mL, points: 1"),
    (3, "With volume >= 4.5 mL and elongation <= 1.1, liver would have 2 points, fewer than 3.", ""),
    (1, "With volume >= 5 mL and elongation <= 1.1, liver would have 0 points, fewer than 1.", ""),
  ])
  func `tells the smallest change that passes`(review: Int, says: String, unused: String) async throws {
    // In the first case the elongation is farther away than the milder volume.
    let far = says.hasPrefix("With volume >= 4.5 mL, ")
    let points = Self.points.replacing("above: 1.1,", with: far ? "above: 1.05," : "above: 1.1,")
    let found = try await Self.judge("\(points), review: \(review)")
    #expect(found.map(\.counterfactual) == [says])
  }

  @Test func `finds the smallest of all changes`() async throws {
    // Every measure with its value, threshold and points; all are beyond their thresholds by different shares.
    let criteria: [(measure: String, value: Double, threshold: Double, unit: String, points: Int)] = [
      ("feret_min", 11, 12, "mm", 2), ("feret_max", 670.0.squareRoot(), 40, "mm", 5),
      ("inscribed_diameter", 12, 13.5, "mm", 3),
      ("extent_right_left", 20, 21, "mm", 1), ("extent_anterior_posterior", 12, 15, "mm", 4),
      ("extent_superior_inferior", 18, 19.5, "mm", 2),
    ]
    let text = criteria.map { "{measure: \($0.measure), below: \($0.threshold) \($0.unit), points: \($0.points)}" }
    let total = criteria.reduce(0) { $0 + $1.points }
    for review in 1...total {
      let found = try await Self.judge("points: [\(text.joined(separator: ", "))], review: \(review)")
      let counterfactual = try #require(found.first?.counterfactual)
      // All subsets, counted out.
      var best = Double.infinity
      for subset in 0..<(1 << criteria.count) {
        let chosen = criteria.indices.filter { subset >> $0 & 1 == 1 }.map { criteria[$0] }
        guard total - chosen.reduce(0, { $0 + $1.points }) < review else { continue }
        best = min(best, chosen.reduce(0) { $0 + ($1.threshold - $1.value) / $1.threshold })
      }
      let named = criteria.filter { counterfactual.contains($0.measure.replacing("_", with: " ") + " >=") }
      let distance = named.reduce(0) { $0 + ($1.threshold - $1.value) / $1.threshold }
      #expect(abs(distance - best) < 1e-9, "\(counterfactual)")
      #expect(total - named.reduce(0) { $0 + $1.points } < review)
    }
  }

  /// Without an image.
  @Test(arguments: [(2, Finding.Outcome.pass), (3, .notEvaluable)])
  func `leaves points open for what is unknown, and passes only when they cannot reach a cut-off`(
    points: Int, outcome: Finding.Outcome
  )
    async throws
  {
    let found = try await Self.judge(
      "points: [{measure: solidity, below: 90 %, points: 3}, {measure: edge_support, below: 40 %, points: \(points)}], review: 3"
    )
    #expect(found.map(\.outcome) == [outcome])
    let text = try #require(found.first?.message)
    if outcome == .pass {
      #expect(text.contains("Open: edge support, which is unknown (no image was given)"))
    } else {
      #expect(found.first?.causes == [.noImage])
      #expect(text.contains("0 of 6 points, and 3 more hang on numbers that are unknown"))
    }
  }

  @Test func `fails when what is known is enough already`() async throws {
    let found = try await Self.judge(
      "points: [{measure: elongation, above: 1.1, points: 3}, {measure: edge_support, below: 40 %, points: 9}], review: 3"
    )
    #expect(found.map(\.outcome) == [.fail])
  }

  @Test func `may hold measures of other labels, which may be absent`() async throws {
    let pairs = "{measure: 'gap(label, spleen)', below: 30 mm, points: 2}"
    let own = "{measure: elongation, above: 1.1, points: 3}"
    let other = "{measure: sphericity, below: 0.01, points: 4}"
    let alone = try await Self.judge("points: [\(own), \(pairs), \(other)], review: 6")
    #expect(alone.map(\.outcome) == [.pass])
    #expect(alone.first?.labels == ["liver", "spleen"])
    #expect(
      alone.first?.message.contains(
        "Open: gap of liver and spleen, which is unknown (spleen is not in the export).") == true)
    let named = try await Self.judge(
      "points: [{measure: elongation(liver), above: 1.1, points: 3}], review: 3", subject: "")
    #expect(named.map(\.outcome) == [.fail])
    #expect(named.first?.message.hasPrefix("The export has 3 of 3 points") == true)
    #expect(named.first?.message.contains("elongation of liver 1.121 (above 1.1): 3") == true)
  }

  @Test func `says nothing of a label that is absent`() async throws {
    let empty = Drawing(Drawing.boxGrid) { _ in false }
    let found = try await Self.judge("\(Self.points), review: 4", empty)
    #expect(found.map(\.outcome) == [.notEvaluable])
    #expect(found.map(\.cause) == ["liver is empty in the export"])
    #expect(found.map(\.notEvaluable) == [.review])
  }

  @Test func `keeps its weight in a quorum`() async throws {
    let policy = try policy(
      "- {id: x, each: all, quorum: every, scorecard: {\(Self.points), review: 4, reject: 6}}",
      labels: "{liver: {value: 1}, spleen: {value: 2}}")
    let found = await Evaluator(policy: policy).evaluate(Drawing.box.scene, imageGrid: nil, context: [:]).findings
    #expect(found.first { $0.expectation == "x" }?.severity == .reject)
  }

  @Test func `made from numbers reads back as the same card`() async throws {
    let points: [ScorecardText.Point] = [
      .init(measure: "volume", .below, 5000, points: 2), .init(measure: "volume", .below, 4321.25, points: 1),
      .init(measure: "elongation", .above, 1.05, points: 3), .init(measure: "solidity", .below, 0.905, points: 4),
      .init(measure: "gap(label, spleen)", .below, 30, points: 1),
      .init(measure: "edge_offset", .below, -0.1, points: 1),
      .init(measure: "intensity_mean", .below, -12.5, points: 1),
    ]
    let text = ScorecardText(
      points: points, review: 4, reject: 6,
      learned: .init(
        cohort: "Kidneys \"2026\"", cases: 120, rejected: 40, date: try #require(CalendarDay("2026-11-25")),
        auroc: 0.9134))
    #expect(
      text.lines(indent: 2) == [
        "  scorecard:", "    points:", "      - {measure: volume, below: 5 mL, points: 2}",
        "      - {measure: volume, below: 4.32125 mL, points: 1}",
        "      - {measure: elongation, above: 1.05, points: 3}",
        "      - {measure: solidity, below: 90.5 %, points: 4}",
        "      - {measure: \"gap(label, spleen)\", below: 30 mm, points: 1}",
        "      - {measure: edge_offset, below: -0.1, points: 1}",
        "      - {measure: intensity_mean, below: -12.5, points: 1}",
        "    review: 4", "    reject: 6",
        "    learned: {cohort: \"Kidneys \\\"2026\\\"\", n: 120, rejected: 40, date: 2026-11-25, auroc: 0.913}",
      ])
    let policy = try policy(
      (["- id: x", "  label: liver"] + text.lines(indent: 2)).joined(separator: "\n"),
      labels: "{liver: {value: 1}, spleen: }")
    let found = await Evaluator(policy: policy).evaluate(Drawing.box.scene, imageGrid: nil, context: [:]).findings
      .filter { $0.expectation == "x" }
    // 4.32 mL lies below 5 mL and below 4.32125 mL.
    #expect(found.map(\.measured) == [Measured(value: 6, unit: "points")])
    #expect(found.first?.message.contains("volume 4.32 mL (below 4.32125 mL): 3") == true)
    #expect(found.first?.severity == .review)
  }

  @Test func `a measure of two labels without quotes is told`() {
    let text = """
      segwarden: 1
      policy: p
      version: 1
      labels: {liver: , spleen: }
      expectations:
      - {id: x, label: liver, scorecard: {points: [{measure: gap(label, spleen), below: 3 mm, points: 3}], review: 3}}
      """
    let found = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
    #expect(found.diagnostics.contains { $0.suggestion?.contains("in quotes") == true })
  }
}
