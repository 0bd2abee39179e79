import Diagnostics
import Evaluation
import Geometry
import JSON
import Measurements
import PolicyLanguage
import Testing
import Volume

/// Structures that a policy makes of its labels are measured, judged and kept like labels.
@Suite struct DerivedStructureTests {
  /// Two boxes of 10 × 10 × 10 that share a slab of 2, each of 8 mm³ voxels; one with a cavity; and a pair of pieces.
  static let export = Export([
    "a": [Box(0..<10, 0..<10, 0..<10)], "b": [Box(8..<18, 0..<10, 0..<10)],
    "hollow": [Box(20..<30, 20..<30, 5..<15)], "pieces": [Box(2..<6, 30..<34, 2..<6), Box(30..<32, 30..<32, 12..<14)],
  ])

  static let labels = "{a: {}, b: {}, hollow: {}, pieces: {}, missing: {}}"

  /// A structure, and its voxels.
  static let made: [(String, Int)] = [
    ("union: [a, b]", 1800), ("union: [a, missing], optional: missing", 1000),
    ("union: [a, b, missing], optional: [b, missing]", 1800), ("intersection: [a, b]", 200),
    ("difference: [a, b]", 800), ("difference: [a, missing], optional: missing", 1000),
    ("component: largest, of: pieces", 64), ("component: largest, of: pieces, number: 2", 8),
    // Index i grows to the right, j to the front, k upwards.
    ("component: leftmost, of: pieces", 64), ("component: rightmost, of: pieces", 8),
    ("component: uppermost, of: pieces", 8), ("component: lowest, of: pieces", 64),
    ("component: rightmost, of: pieces, ignore_below: 20 %", 64), ("component: image-right, of: pieces", 8),
    ("filled: hollow", 1000),
  ]

  @Test(arguments: made)
  func `a structure has the voxels that its boxes say`(structure: String, voxels: Int) async throws {
    var export = Self.export
    export.pieces[2].without = [Box(23..<26, 23..<26, 8..<11)]
    let findings = try await judge(
      "label: made, assert: voxels == \(voxels) voxels", export, labels: Self.labels,
      rest: "structures: {made: {\(structure)}}")
    #expect(findings.map(\.outcome) == [.pass], "\(findings.map(\.message))")
  }

  @Test func `structures are made of structures, and named by groups and pairs`() async throws {
    let rest = """
      structures:
        both: {union: [a, b]}
        rest: {difference: [both, a]}
      groups:
        made: [both, rest]
      """
    let findings = try await judge(
      "each: made, assert: voxels >= 800 voxels", Self.export, labels: Self.labels, rest: rest)
    #expect(findings.map(\.labels) == [["both"], ["rest"]])
    #expect(findings.allSatisfy { $0.outcome == .pass })
    let pair = try await judge(
      "assert: 'overlap_voxels(both, rest) == 800 voxels'", Self.export, labels: Self.labels, rest: rest)
    #expect(pair.map(\.outcome) == [.pass])
  }

  @Test func `a structure is as unknown as what it cannot be made without`() async throws {
    let findings = try await judge(
      "label: made, connectivity: {components: 1}", Self.export, labels: Self.labels,
      rest: "structures: {made: {union: [a, missing]}}")
    #expect(findings.map(\.outcome) == [.notEvaluable])
    #expect(findings.first?.causes == [.absent("missing")])
  }

  @Test func `directions of the patient need an orientation`() async throws {
    var export = Self.export
    export.grid = Export.unplaced
    let findings = try await judge(
      "label: made, connectivity: {components: 1}", export, labels: Self.labels,
      rest: "structures: {made: {component: leftmost, of: pieces}}")
    #expect(findings.first?.causes.map(\.kind) == [.notComputable])
  }

  @Test func `the midline cuts a structure in two that make it whole`() async throws {
    // The plane between the lungs: x = 39 mm, between i = 19 and 20.
    let export = Export([
      "lung_left": [Box(2..<10, 10..<20, 5..<15)], "lung_right": [Box(30..<38, 10..<20, 5..<15)],
      "kidney_left": [Box(4..<8, 10..<14, 1..<4)], "kidney_right": [Box(32..<36, 10..<14, 1..<4)],
      "heart": [Box(12..<30, 10..<20, 5..<15)],
    ])
    let labels = "{lung_left: {}, lung_right: {}, kidney_left: {}, kidney_right: {}, heart: {}}"
    let rest = "structures: {left: {half: left, of: heart}, right: {half: right, of: heart}}"
    for (name, voxels) in [("left", 800), ("right", 1000)] {
      let findings = try await judge(
        "label: \(name), assert: voxels == \(voxels) voxels", export, labels: labels, rest: rest)
      #expect(findings.map(\.outcome) == [.pass], "\(findings.map(\.message))")
    }
  }

  @Test(arguments: ReplayCase.all)
  func `a stored case is judged as its masks are`(example: ReplayCase) async throws {
    let rest = """
      structures:
        both_kidneys: {union: [kidney_left, kidney_right], optional: kidney_left}
        rim: {difference: [liver, tumour], optional: tumour}
        main: {component: largest, of: rim}
        first: {component: leftmost, of: liver}
        whole: {filled: both_kidneys}
      """
    let expectations = """
      - {id: x, each: [both_kidneys, rim, main, first, whole], connectivity: {components: 1..3}}
      - {id: y, assert: "overlap_fraction(main, whole) < 50 %"}
      - {id: z, each: [main, whole], presence: required}
      """
    let reading = ReplayCase.policy(expectations, rest: rest)
    let policy = try #require(reading.policy, "\(reading.rendered(reading.diagnostics))")
    let live = await example.findings(policy, in: example.scene())
    let stored = try await example.stored(under: policy)
    #expect(try bytes(live.findings) == bytes(example.findings(policy, from: stored).findings))
  }

  @Test func `another policy's structures are not guessed from stored answers`() async throws {
    func policy(_ structure: String) throws -> Policy {
      try #require(
        ReplayCase.policy(
          "- {id: x, label: made, connectivity: {components: 1}}", rest: "structures: {made: {\(structure)}}"
        )
        .policy)
    }
    let example = ReplayCase.all[0]
    let stored = try await example.stored(under: policy("filled: liver"))
    let findings = example.findings(try policy("component: largest, of: liver"), from: stored).findings
    #expect(findings.filter { $0.expectation == "x" }.map { $0.causes.map(\.kind) } == [[.notStored]])
  }

  @Test(arguments: [
    ("made: {}", "missing-value"), ("made: {union: [a]}", "missing-value"),
    ("made: {union: [a, b], filled: a}", "unexpected"), ("made: {component: largest}", "missing-value"),
    ("made: {union: [a, nowhere]}", "unknown-label"), ("a: {filled: b}", "duplicate"),
    ("made: {filled: made}", "self-reference"), ("made: {filled: later}, later: {filled: a}", "self-reference"),
    ("made: {intersection: [a, b], optional: a}", "unexpected"),
    ("made: {union: [a, b], optional: [a, b]}", "unexpected"),
    ("made: {union: [a, b], of: a}", "unexpected"),
  ])
  func `what cannot be made is told at its place`(structures: String, rule: String) {
    let text = """
      segwarden: 1
      policy: p
      version: 1.0.0
      labels: {a: {}, b: {}}
      structures: {\(structures)}
      expectations:
        - {id: x, each: [a, b], connectivity: {components: 1}}
      """
    let reading = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
    #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.rule.rawValue) == [rule])
  }
}
