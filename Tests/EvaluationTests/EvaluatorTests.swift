import Evaluation
import Geometry
import PolicyLanguage
import Testing
import Volume

private let cube = Box(10..<20, 10..<20, 5..<15)
private let top = Box(10..<20, 10..<20, 10..<20)

@Suite struct EvaluatorTests {
  @Test func `findings come in the policy's order, are numbered, and leave no expectation and no subject out`()
    async throws
  {
    let policy = try policy(
      """
      - {id: shape, label: liver, connectivity: {components: 1, largest_fraction: '>= 90 %'}}
      - {id: there, each: [spleen, liver], presence: required}
      - {id: size, each: [liver, spleen], volume: 4..20 mL, when: complete}
      - {id: side, position: liver is right-of spleen}
      - {id: file, file: {empty: allowed}}
      """)
    let findings = await evaluate(policy, Export(["liver": [top]]))
    #expect(findings.map(\.id) == (1...8).map { "F\($0)" })
    #expect(
      findings.map { "\($0.expectation) \($0.labels.joined(separator: "+")) \($0.outcome.rawValue)" } == [
        "shape liver pass", "shape liver pass", "there spleen fail", "there liver pass", "size liver skipped",
        "size spleen not_evaluable", "side liver+spleen not_evaluable", "file  pass",
      ])
    #expect(findings.map(\.policy).allSatisfy { $0 == "p" })
    #expect(findings.map(\.line) == [7, 7, 8, 8, 9, 9, 10, 11])
  }

  @Test(
    arguments: [
      "presence: required", "presence: optional", "presence: forbidden", "volume: 1..2 mL", "area: 1..2 mm²",
      "connectivity: {components: 1}", "connectivity: {components: 1, ignore_below: 1 mL, largest_fraction: '> 0.9'}",
      "holes: {count: 0, ignore_below: 1 mL}", "border: {may_touch: [superior]}", "border: {may_touch: any}",
      "containment: {inside: spleen, fraction: '> 0.5'}",
      "continuity: {missing_slices: 0, end_area: '< 0.5', area_jump: '< 0.5'}",
      "adjacency: {between: [liver, spleen], gap: 0..5 mm, area: '> 1 mm²'}",
      "overlap: {between: [liver, spleen], fraction: '< 0.5', volume: '< 1 mL'}", "position: liver is left-of spleen",
      "file: {empty: allowed}", "file: {same_grid: 1 mm, spacing: 1..3 mm}",
      "file: {same_size: true, same_spacing: 1 %, same_axes: 1 deg, orientation: RAS, anisotropy: '< 3', size: '> 9'}",
      "presence: {implies: spleen}", "tunnels: 0", "holes: {count: 0, volume: '< 1 mL', voxels: '< 9'}",
      "continuity: {spikes: 0, staircase: '< 0.5', neighbour_overlap: '> 0.5'}",
      "cooccurrence: {with: spleen, share: '> 0.5', missing: 0}", "border: {may_touch: none, margin: 3 mm}",
      "border: {reconstruction_circle: '> 1 mm'}",
      "symmetry: {volume_ratio: 0.5..2, mirrored_overlap: '> 0.5', offset: '< 9 mm'}",
      "containment: {inside: spleen, outside: '< 1 mL'}", "position: is right-of midline", "position: is left-of image",
      "adjacency: {between: [liver, spleen], share: '> 1 %', of: liver, frontier: forbidden}",
      "overlap: {between: [liver, spleen], voxels: 0}", "position: liver is between spleen and stomach within 9 mm",
      "position: liver is nearer-to spleen than stomach", "sequence: {labels: all, missing: 0, spacing: 0.5..2}",
      "sequence: {labels: all, along: superior, missing: 0, spacing: 0.5..2}",
      "holes: {between: [liver, spleen], count: 0}",
    ],
    [Export.grid, Export.unplaced, Export.unmeasured, Export.pixels])
  func `whatever an export lacks, every expectation says something`(kind: String, grid: Grid) async throws {
    let named =
      ["adjacency", "overlap", "position: liver", "file", "sequence", "holes: {between"].contains { kind.hasPrefix($0) }
    let flat = grid.dimensions == 2
    let small = flat ? Box(5..<8, 5..<8, 0..<1) : Box(5..<8, 5..<8, 5..<8)
    let large = flat ? Box(0..<20, 0..<20, 0..<1) : Box(0..<20, 0..<20, 10..<20)
    let exports = [
      Export([], on: grid), Export(["liver": [], "spleen": []], on: grid),
      Export(["liver": [small], "spleen": [large]], on: grid), Export(["liver": [large], "spleen": []], on: grid),
    ]
    for export in exports {
      let found = try await judge(
        named ? kind : "label: liver, \(kind)", export,
        labels: "{liver: {value: 1, paired_with: spleen}, spleen: {value: 2}, stomach: }")
      #expect(!found.isEmpty)
      for finding in found {
        #expect(!finding.message.isEmpty && finding.message.hasSuffix("."))
        #expect(![Finding.Outcome.notEvaluable, .skipped].contains(finding.outcome) || finding.cause?.isEmpty == false)
      }
    }
  }

  @Test(arguments: [
    ("complete", Box(10..<20, 10..<20, 10..<20), "liver is cut by the superior face of the field of view"),
    (
      "complete", Box(0..<20, 10..<20, 10..<20),
      "liver is cut by the left and superior faces of the field of view"
    ),
    ("volume(liver) < 1 mL", cube, "the condition “volume(liver) < 1 mL” does not hold"),
  ])
  func `a condition that does not hold skips and says why`(when: String, box: Box, cause: String) async throws {
    let found = try await judge("label: liver, volume: 4..20 mL, when: \(when)", Export(["liver": [box]]))
    #expect(found.map(\.outcome) == [.skipped])
    #expect(found.first?.cause == cause)
    #expect(found.first?.message == "Not judged: \(cause).")
    #expect(found.first?.labels == ["liver"])
  }

  @Test func `another structure that is cut is the one named`() async throws {
    let export = Export(["liver": [Box(0..<10, 10..<20, 5..<15)], "spleen": [top]])
    let found = try await judge("label: liver, volume: 4..20 mL, when: complete(spleen)", export)
    #expect(found.map(\.cause) == ["spleen is cut by the superior face of the field of view"])
  }

  @Test func `an exception holds before the label's absence is looked at`() async throws {
    let rest = "context: {nephrectomy: {values: [none, left, right], default: none}}"
    let labels = "{kidney_left: {side: left}, kidney_right: {side: right}}"
    let yaml = "each: all, volume: 4..20 mL, unless: context.nephrectomy == label.side"
    let export = Export(["kidney_right": [cube]])
    let removed = try await judge(yaml, export, labels: labels, rest: rest, context: ["nephrectomy": "left"])
    #expect(removed.map(\.outcome) == [.skipped, .pass])
    #expect(removed.first?.cause == "the exception “context.nephrectomy == label.side” holds")
    let kept = try await judge(yaml, export, labels: labels, rest: rest)
    #expect(kept.map(\.outcome) == [.notEvaluable, .pass])
    #expect(kept.first?.cause == "kidney_left is not in the export")
    #expect(kept.first?.notEvaluable == .review)
  }

  @Test func `absence counts once: where presence judges it, nothing else asks for a review`() async throws {
    let policy = try policy(
      """
      - {id: there, label: liver, presence: required}
      - {id: size, label: liver, volume: 4..20 mL}
      """)
    let findings = await evaluate(policy, Export(["liver": []])).filter { $0.kind != "file" }
    #expect(findings.map(\.outcome) == [.fail, .notEvaluable])
    #expect(findings.last?.cause == "liver is empty in the export")
    #expect(findings.last?.notEvaluable == .ignore)
  }

  @Test func `the author's words and effect go with the finding`() async throws {
    let found = try await judge(
      "label: liver, area: 1..2 mm², severity: reject, not_evaluable: reject, because: Livers are large., repair: look, source: {cite: Someone, mean: 3 mL}",
      Export(["liver": [cube]]))
    let finding = try #require(found.first)
    #expect(finding.severity == .reject && finding.notEvaluable == .reject)
    #expect(finding.because == "Livers are large." && finding.repair == "look")
    #expect(finding.source == Citation(cite: "Someone", mean: "3 mL"))
  }

  @Test func `a box is placed in patient space, voxel edges included, with the slices to look at`() async throws {
    let found = try await judge("label: liver, volume: 1..2 mL", Export(["liver": [cube]]))
    let location = try #require(found.first?.location)
    #expect(location.voxel == [[10, 10, 5], [19, 19, 14]])
    // Voxel centres at 20…38 and 10…28 mm, and half a voxel around them.
    #expect(location.rasMM == [[19, 19, 9], [39, 39, 29]])
    #expect(location.slices == Location.Slices(axis: "k", from: 5, to: 14))
  }

  /// The liver lies on the right, at R 59 mm. The kidneys must keep 40 mm apart.
  @Test(arguments: [
    // The right one is near the liver, so the left one is out of place; and the other way round.
    (Box(22..<26, 10..<20, 5..<15), Box(26..<30, 10..<20, 5..<15), "kidney_left"),
    (Box(2..<6, 10..<20, 5..<15), Box(6..<10, 10..<20, 5..<15), "kidney_right"),
  ])
  func `a reference names the member of a pair that is out of place`(left: Box, right: Box, culprit: String)
    async throws
  {
    let labels =
      "{liver: {side: right}, kidney_left: {side: left, paired_with: kidney_right}, kidney_right: {side: right}}"
    let export = Export(["liver": [Box(25..<35, 10..<20, 5..<15)], "kidney_left": [left], "kidney_right": [right]])
    let found = try await judge(
      "position: kidney_left is left-of kidney_right by >= 40 mm, reference: liver", export, labels: labels)
    #expect(found.map(\.outcome) == [.fail])
    #expect(found.first?.labels.first == culprit && found.first?.labels.count == 2)
    #expect(found.first?.message.hasSuffix("Held against liver, it is \(culprit) that is out of place.") == true)
    #expect(found.first?.location?.voxel == (culprit == "kidney_left" ? left : right).corners)
  }

  /// The same two boxes in the patient, stored in another order and direction.
  @Test(arguments: ["RAS", "LPS", "PIR"])
  func `left and right do not depend on how the file is stored`(orientation: String) async throws {
    let stored = Stored(orientation)
    let export = Export(
      [
        "kidney_left": [stored.box(Box(5..<10, 10..<20, 5..<15))],
        "kidney_right": [stored.box(Box(25..<30, 10..<20, 5..<15))],
      ],
      on: stored.grid)
    #expect(stored.grid.affine?.orientation == orientation)
    let found = try await judge(
      "position: kidney_left is left-of kidney_right by >= 30 mm", export, labels: "{kidney_left: , kidney_right: }")
    let finding = try #require(found.first)
    #expect(finding.outcome == .pass)
    #expect(finding.measured == Measured(value: 40, unit: "mm"))
    #expect(
      finding.message
        == "The centre of kidney_left (R 14, A 29, S 19) lies 40 mm to the left of that of kidney_right (R 54, A 29, S 19)."
    )
    let swapped = try await judge(
      "position: kidney_right is left-of kidney_left", export, labels: "{kidney_left: , kidney_right: }")
    #expect(swapped.first?.outcome == .fail)
    #expect(swapped.first?.location?.rasMM == [[9, 19, 9], [59, 39, 29]])
    #expect(swapped.first?.repair == "swap-labels")
  }
}

/// `Export.grid`'s lattice stored with its axes in another order and direction.
private struct Stored {
  private static let size = [40, 40, 20]
  /// The patient axis of each index axis, and whether it grows to right, front or head.
  private let axes: [(axis: Int, positive: Bool)]

  init(_ orientation: String) {
    axes = orientation.compactMap { letter in
      PatientDirection.allCases.first { $0.letter == letter }.map { ($0.axis, $0.sign > 0) }
    }
  }

  var grid: Grid {
    var columns: [SIMD3<Double>] = []
    var origin = SIMD3<Double>.zero
    for (axis, positive) in axes {
      var column = SIMD3<Double>.zero
      column[axis] = positive ? 2 : -2
      columns.append(column)
      if !positive { origin[axis] = Double(Self.size[axis] - 1) * 2 }
    }
    let size = axes.map { Self.size[$0.axis] }
    return Grid(size: VoxelIndex(size[0], size[1], size[2]), affine: Affine(columns: columns, origin: origin))
  }

  /// A box of the RAS lattice in this one's indices.
  func box(_ box: Box) -> Box {
    let ranges = [box.i, box.j, box.k]
    let stored = axes.map { axis, positive in
      let range = ranges[axis]
      return positive ? range : (Self.size[axis] - range.upperBound)..<(Self.size[axis] - range.lowerBound)
    }
    return Box(stored[0], stored[1], stored[2])
  }
}
