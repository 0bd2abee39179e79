import Evaluation
import Geometry
import Measurements
import PolicyLanguage
import Testing
import Volume

/// Judging is a function of policy, table and facts, and of nothing else.
@Suite struct PureJudgementTests {
  @Test(arguments: ReplayCase.all)
  func `the same table is judged the same, and by itself`(example: ReplayCase) async throws {
    for expectation in ReplayTests.expectations {
      let policy = try #require(ReplayCase.policy(expectation).policy)
      let measured = await example.findings(policy, in: example.scene())
      let today = CalendarDay("2027-01-01")
      let table = measured.facts.table
      let (once, twice) = (
        Evaluator(policy: policy).judge(table, context: [:], caseName: "case", today: today),
        Evaluator(policy: policy).judge(table, context: [:], caseName: "case", today: today)
      )
      #expect(once.findings == twice.findings)
      #expect(once.findings == measured.findings)
      // Kinds declare what they read: nothing is missing from a table that was filled for the policy.
      #expect(!measured.findings.contains(where: { $0.isUnstored }), "\(measured.findings.filter(\.isUnstored))")
    }
  }

  /// Kinds of several limits, with how many.
  static let limits: [(expectation: String, count: Int)] = [
    ("adjacency: {between: [liver, spleen], gap: 0..9 mm, area: 0..9 mm², share: '<= 9 %', of: liver}", 3),
    ("label: liver, connectivity: {components: 1, largest_fraction: '>= 90 %'}", 2),
    ("label: liver, holes: {count: 0, fraction: '<= 1 %', ignore_below: 2 voxels}", 2),
    (
      "label: liver, continuity: {missing_slices: 0, end_area: '<= 90 %', area_jump: '<= 50 %', staircase: '<= 90 %'}",
      4
    ),
    ("overlap: {between: [liver, spleen], fraction: '<= 1 %', volume: '<= 1 mL'}", 2),
    ("label: spleen, containment: {inside: liver, fraction: '>= 90 %', outside: '<= 1 mL'}", 2),
    ("label: liver, shape: {sphericity: '>= 0.1', elongation: '<= 9'}", 2),
    ("label: liver, tunnels: 0", 1),
    ("label: liver, area: {possible: 1..900 px}, slices: every", 1),
    ("each: [liver, spleen], connectivity: {components: 1}, quorum: all", 1),
  ]

  @Test(arguments: limits)
  func `every limit has one finding, which is unknown and for review where the table lacks its answer`(
    expectation: String, count: Int
  ) async throws {
    let export = Export(["liver": [Box(2..<12, 2..<12, 2..<8)], "spleen": [Box(12..<20, 2..<12, 2..<8)]])
    let asked = try policy("- {id: x, \(expectation)}")
    let live = await evaluate(asked, export).filter { $0.expectation == "x" }
    #expect(live.count == count && live.allSatisfy { $0.outcome != .notEvaluable }, "\(live.map(\.message))")
    let other = try policy("- {id: y, label: liver, presence: required}")
    let measured = await Evaluator(policy: other).evaluate(
      Scene(segmentation: export.segmentation), imageGrid: nil, context: [:])
    let judged = Evaluator(policy: asked).judge(measured.facts.table, context: [:])
      .findings.filter { $0.expectation == "x" }
    #expect(judged.count == count)
    for finding in judged {
      #expect(finding.outcome == .notEvaluable && finding.notEvaluable == .review)
      #expect(finding.causes.allSatisfy { $0.kind == .notStored } && !finding.causes.isEmpty)
    }
  }
}
