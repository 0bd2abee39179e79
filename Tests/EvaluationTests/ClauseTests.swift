import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume

/// Clauses that every kind may carry: slices, quorum, strata, waivers; and the kinds `assert` and `ask`.
@Suite struct ClauseTests {
  /// 10 × 10 voxels of 2 mm in each of ten slices: 400 mm² a slice.
  private static let column = Box(10..<20, 10..<20, 5..<15)

  @Test(arguments: [
    ("every", Finding.Outcome.fail), ("all but 2", .pass), ("all but 1", .fail), (">= 80 %", .pass), (">= 81 %", .fail),
    ("any", .pass), ("none", .fail),
  ])
  func `slices are judged one by one and counted`(slices: String, expected: Finding.Outcome) async throws {
    // Two of ten slices are smaller.
    let pieces = [Piece(name: "liver", value: 1, boxes: [Self.column], without: [Box(10..<15, 10..<20, 7..<9)])]
    let found = try await judge("label: liver, area: 300..500 mm², slices: '\(slices)'", Export(pieces))
    #expect(found.map(\.outcome) == [expected])
    let finding = try #require(found.first)
    #expect(finding.message.hasPrefix("8 of 10 slices satisfy this; \(slices) must. Worst is k = 7: "))
    #expect(finding.measured == Measured(value: 2, unit: "slices"))
    if expected == .fail {
      #expect(finding.location?.slices == Location.Slices(axis: "k", from: 7, to: 8))
      // The worst slice's pixels, over the slices that fail; in the patient 2 mm a voxel, to the voxels' edges.
      #expect(finding.location?.voxel == [[15, 10, 7], [19, 19, 8]])
      #expect(finding.location?.rasMM == [[29, 19, 13], [39, 39, 17]])
      #expect(finding.counterfactual?.contains("k 7–8") == true)
    }
  }

  /// The axis across the slices is that of the coarsest spacing, whatever index it has.
  @Test(arguments: 0..<3) func `slices lie across the coarsest axis`(axis: Int) async throws {
    var spacing = SIMD3(2.0, 2, 2)
    spacing[axis] = 5
    let grid = Grid(size: VoxelIndex(40, 40, 20), affine: Affine(spacing: spacing))
    let box = Box(10..<20, 10..<20, 5..<15)
    let found = try await judge("label: liver, area: 400..400 mm², slices: every", Export(["liver": [box]], on: grid))
    #expect(found.map(\.outcome) == [.pass])
    #expect(found.first?.message.contains(" \(["i", "j", "k"][axis]) = ") == true)
  }

  @Test func `two structures are judged where they share slices`() async throws {
    let export = Export(["liver": [Self.column], "spleen": [Box(22..<30, 10..<20, 8..<18)]])
    let found = try await judge("adjacency: {between: [liver, spleen], gap: 4 mm}, slices: every", export)
    #expect(found.map(\.outcome) == [.pass])
    #expect(found.first?.message.hasPrefix("7 of 7 slices") == true)
    let apart = Export(["liver": [Box(10..<20, 10..<20, 0..<5)], "spleen": [Box(22..<30, 10..<20, 8..<18)]])
    let none = try await judge("adjacency: {between: [liver, spleen], gap: 4 mm}, slices: every", apart)
    #expect(none.map(\.outcome) == [.notEvaluable])
    #expect(none.first?.cause == "liver and spleen share no slice")
  }

  @Test(arguments: [
    // Two hold, one fails, one is empty and may do either.
    ("every", Finding.Outcome.fail), ("all but 2", .pass), ("all but 1", .notEvaluable), (">= 2", .pass),
    (">= 3", .notEvaluable), (">= 4", .fail), (">= 50 %", .pass), (">= 60 %", .notEvaluable), ("any", .pass),
    ("none", .fail),
  ])
  func `a quorum makes one finding of a group`(quorum: String, expected: Finding.Outcome) async throws {
    let export = Export(["a": [Self.column], "b": [Self.column], "c": [Box(0..<2, 0..<2, 0..<2)], "d": []])
    let found = try await judge(
      "each: all, volume: '>= 1 mL', quorum: '\(quorum)'", export, labels: "{a: , b: , c: , d: }")
    #expect(found.map(\.outcome) == [expected])
    let finding = try #require(found.first)
    #expect(
      finding.message.hasPrefix("2 of 4 labels satisfy this; \(quorum) must. 1 label cannot be judged: d is empty"))
    let all = expected == .fail ? ["c", "a", "b", "d"] : ["a", "b", "c", "d"]
    #expect(finding.labels == (expected == .notEvaluable ? ["d"] : all))
  }

  @Test func `a quorum carries the code of the limit that fails`() async throws {
    let far = Box(30..<32, 30..<32, 15..<17)
    let found = try await judge(
      "each: all, connectivity: {components: 1}, quorum: all",
      Export(["liver": [UnknownCauseExample.block, far], "spleen": [far]]))
    #expect(found.map(\.code.text) == ["connectivity.components_above"])
    #expect(found.first?.expected == "all" && found.first?.labels.first == "liver")
  }

  @Test(arguments: [
    ("code: volume.below", [Finding.Outcome.waived, .fail]), ("code: volume.above", [.fail, .waived]),
    ("expectation: x, code: volume.below", [.waived, .fail]), ("expectation: x", [.waived, .waived]),
  ])
  func `a waiver may name a code`(subject: String, outcomes: [Finding.Outcome]) async throws {
    let policy = try policy(
      "- {id: x, each: all, volume: 2..5 mL}", labels: "{liver: , spleen: }",
      rest: "waivers: [{\(subject), reason: Known, owner: A. Author, until: 2027-01-31}]")
    let export = Export(["liver": [Box(10..<12, 10..<12, 5..<7)], "spleen": [UnknownCauseExample.block]])
    let findings = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: export.segmentation), imageGrid: nil, context: [:], today: CalendarDay("2027-01-01")
    ).findings
    #expect(findings.filter { $0.expectation == "x" }.map(\.outcome) == outcomes)
  }

  @Test func `a quorum of nobody is not evaluable`() async throws {
    let found = try await judge("each: all, volume: '>= 1 mL', quorum: any", Export(["liver": [], "spleen": []]))
    #expect(found.map(\.outcome) == [.notEvaluable])
  }

  private static let strata = """
    context:
      sex: {values: [female, male]}
      age: {range: 0..120, bands: {child: '< 18', adult: '>= 18'}}
    """

  @Test(arguments: [
    (["sex": "female"], Finding.Outcome.pass), (["sex": "male"], .fail), ([:], .notEvaluable),
    (["age": "3"], .notEvaluable),
  ])
  func `limits are those of the case's stratum, and of all strata when it is not known`(
    context: [String: String], expected: Finding.Outcome
  ) async throws {
    // 8 mL.
    let found = try await judge(
      "label: liver, volume: {by: sex, possible: {female: 5..9 mL, male: 10..20 mL}}", Export(["liver": [Self.column]]),
      rest: Self.strata, context: context)
    #expect(found.map(\.outcome) == [expected])
    let isOpen = context["sex"] == nil
    #expect((found.first?.causes == [UnknownCause(.noContext, of: "sex")]) == isOpen)
  }

  @Test(arguments: [
    (["sex": "male", "age": "40"], Finding.Outcome.fail), (["sex": "male", "age": "4"], .pass),
    (["age": "40"], .notEvaluable),
    (["sex": "male"], .notEvaluable), (["sex": "female"], .warn),
  ])
  func `strata of two variables`(context: [String: String], expected: Finding.Outcome) async throws {
    let limits =
      "{by: [sex, age], typical: {female: 9..20 mL, male: {child: 1..20 mL, adult: 9..20 mL}}, possible: {male: {child: 1..20 mL, adult: 9..20 mL}, other: 1..20 mL}}"
    let found = try await judge(
      "label: liver, volume: \(limits)", Export(["liver": [Self.column]]), rest: Self.strata, context: context)
    #expect(found.map(\.outcome) == [expected])
  }

  @Test func `a number in no band has no limits`() async throws {
    let gap = "context: {age: {range: 0..120, bands: {child: 0..10, adult: 18..120}}}"
    let found = try await judge(
      "label: liver, volume: {by: age, possible: {child: 1..9 mL, adult: 1..9 mL}}", Export(["liver": [Self.column]]),
      rest: gap, context: ["age": "14"])
    #expect(found.map(\.outcome) == [.notEvaluable])
    #expect(found.first?.cause == "there are no limits for age 14")
  }

  static let waivers: [(String, String, String?, Finding.Outcome)] = [
    ("", "case-7", "2026-06-01", Finding.Outcome.waived), ("", "case-7", "2026-06-02", .fail),
    ("", "case-7", nil, .fail),
    (", cases: [case-*]", "case-7", "2026-06-01", .waived), (", cases: [trial-*]", "case-7", "2026-06-01", .fail),
    (", labels: [liver]", "case-7", "2026-06-01", .waived), (", labels: [spleen]", "case-7", "2026-06-01", .fail),
    (", when: context.resected == yes", "case-7", "2026-06-01", .fail),
    (", when: context.resected == no", "case-7", "2026-06-01", .waived),
  ]

  @Test(arguments: waivers)
  func `a waiver lets a failure pass for whom and as long as it says`(
    more: String, name: String, today: String?, expected: Finding.Outcome
  ) async throws {
    let rest = """
      context: {resected: {values: ["yes", "no"], default: "no"}}
      waivers: [{expectation: x, reason: Resected., owner: Dr. Roe, until: 2026-06-01\(more)}]
      """
    let policy = try policy("- {id: x, label: liver, volume: '>= 1 L'}", rest: rest)
    let result = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: Export(["liver": [Self.column]]).segmentation), imageGrid: nil, context: [:], caseName: name,
      today: today.flatMap { CalendarDay($0) })
    let finding = try #require(result.findings.first { $0.expectation == "x" })
    #expect(finding.outcome == expected)
    if expected == .waived {
      #expect(finding.cause == "Resected. (waived by Dr. Roe until 2026-06-01)")
      #expect(result.waivers.used.map(\.findings) == [[finding.id]] && result.waivers.notes == [])
    }
    if more.isEmpty, expected == .fail {
      #expect(
        result.waivers.notes == [
          "The waiver of x by Dr. Roe ended on 2026-06-01, so it no longer counts: renew or remove it."
        ])
    }
  }

  @Test func `a waiver that nothing failed for is told`() async throws {
    let policy = try policy(
      "- {id: x, label: liver, volume: '>= 1 mL'}",
      rest: "waivers: [{expectation: x, reason: r, owner: o, until: 2030-01-01}]")
    let result = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: Export(["liver": [Self.column]]).segmentation), imageGrid: nil, context: [:],
      today: CalendarDay("2026-01-01"))
    #expect(result.waivers.unused.count == 1 && result.waivers.notes.first?.contains("was not needed") == true)
  }

  static let assertions: [(String, Finding.Outcome, Measured?)] = [
    ("volume(liver) / volume(spleen) in 0.5..1.5", Finding.Outcome.pass, Measured(value: 1.25, unit: "")),
    ("volume(liver) / volume(spleen) <= 1.1", .fail, Measured(value: 1.25, unit: "")),
    ("volume(liver) >= 8 mL", .pass, Measured(value: 8, unit: "mL")),
    ("volume(liver) > 8000 mm³", .fail, Measured(value: 8000, unit: "mm³")),
    ("sum(volume over all) == 14.4 mL", .pass, nil),
    ("count(volume > 7 mL over all) >= 2", .fail, Measured(value: 1, unit: "")),
    ("complete(liver) and not complete(spleen)", .fail, nil),
    ("volume(liver) < volume(spleen) or components(liver) == 1", .pass, nil),
  ]

  @Test(arguments: assertions)
  func `an assertion holds or does not, and shows its number`(
    condition: String, expected: Finding.Outcome, measured: Measured?
  ) async throws {
    let export = Export(["liver": [Self.column], "spleen": [Box(30..<38, 10..<20, 5..<15)]])
    let found = try await judge("assert: '\(condition)'", export)
    #expect(found.map(\.outcome) == [expected])
    #expect(found.first?.measured == measured)
    if expected == .fail { #expect(found.first?.counterfactual != nil && found.first?.location != nil) }
  }

  @Test func `an assertion about what is absent is not evaluable, unless the rest settles it`() async throws {
    let export = Export(["liver": [Self.column], "spleen": []])
    let open = try await judge("assert: volume(spleen) > 1 mL", export)
    #expect(open.map(\.outcome) == [.notEvaluable])
    #expect(open.first?.cause == "spleen is empty in the export")
    #expect(try await judge("assert: volume(spleen) > 1 mL or present(liver)", export).map(\.outcome) == [.pass])
    #expect(
      try await judge("each: all, assert: volume > 1 mL or not present", export).map(\.outcome) == [.pass, .pass])
  }

  @Test func `assertions about slices use measures of pictures`() async throws {
    let found = try await judge(
      "label: liver, assert: area == 400 mm², slices: every", Export(["liver": [Self.column]]))
    #expect(found.map(\.outcome) == [.pass])
  }

  @Test(arguments: [("{}", NotEvaluableEffect.review), ("{not_evaluable: {no_model: ignore}}", .ignore)])
  func `a question waits for an answer`(setting: String, effect: NotEvaluableEffect) async throws {
    let policy = try policy(
      "- {id: x, each: [liver, spleen], ask: 'Is it smooth?', expect: no}",
      rest: "decision: \(setting)")
    let result = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: Export(["liver": [Self.column], "spleen": []]).segmentation), imageGrid: nil, context: [:])
    let findings = result.findings.filter { $0.expectation == "x" }
    #expect(findings.map(\.outcome) == [.notEvaluable, .notEvaluable])
    #expect(findings.first?.notEvaluable == effect)
    #expect(result.questions.map(\.finding) == [findings[0].id], "what is absent is not asked about")
    #expect(result.questions.first?.expected == .no)
  }
}
