import Evaluation
import Geometry
import JSON
import Measurements
import PolicyLanguage
import Testing
import Volume

/// Headers of two readings as findings, and what a policy says of files when its author says little.
@Suite struct `Headers and the standard of files` {
  private static let cube = Box(10..<20, 10..<20, 5..<15)

  private static let sform = Affine(spacing: SIMD3(2.5, 2.5, 3), origin: SIMD3(-120, -95.5, 30))
  private static let apart = HeaderDiscrepancy.Readings.transforms(
    .init(
      sform: sform, qform: Affine(columns: sform.columns, origin: sform.origin + SIMD3(0, 20, 0)),
      voxel: VoxelIndex(0, 0, 0), apart: 20))
  private static let lengths = HeaderDiscrepancy.Readings.spacing(
    .init(field: "pixdim", stated: [1, 1, 1], taken: "sform", used: [2.5, 2.5, 3]))
  private static let metres = HeaderDiscrepancy.Readings.units(
    .init(field: "xyzt_units", name: "metres", millimetres: 1000, spacing: [2500, 2500, 3000]))
  private static let datatype = HeaderDiscrepancy.Readings.datatype(code: 2, bits: 8, stated: 16)
  private static let left = HeaderDiscrepancy.Readings.dataLeftOver(promised: 7840, left: 8960, slice: 560)
  private static let gap = HeaderDiscrepancy.Readings.gap(end: 352, first: 400)
  private static let mirrored = HeaderDiscrepancy.Readings.handedness(isSformRightHanded: false)

  /// One of each, with its field and words that must be in the message.
  private static let all: [(HeaderDiscrepancy.Readings, String, [String])] = [
    (apart, "transforms", ["voxel (0, 0, 0) at (-120, -95.5, 30)", "qform at (-120, -75.5, 30)", "20 mm apart"]),
    (lengths, "spacing", ["pixdim says 1 × 1 × 1 mm", "sform 2.5 × 2.5 × 3 mm", "18.8 times"]),
    (metres, "units", ["metres", "2500 × 2500 × 3000 mm", "2.5 × 2.5 × 3 mm"]),
    (datatype, "datatype", ["datatype 2 has 8 bits", "bitpix says 16"]),
    (left, "data", ["8960 bytes", "16 further slices", "14 slices"]),
    (gap, "data", ["48 bytes", "vox_offset is 400", "ends at 352"]),
    (mirrored, "handedness", ["sform is left-handed", "right-handed"]),
    (.references(.otherSeries(instances: 3)), "references", ["another series", "3 instances"]),
    (.references(.missingInstances(2, of: 5)), "references", ["5 instances", "2 are not"]),
    (.references(.frameOfReference), "references", ["another frame of reference"]),
    (.segments(.doubledNumbers([2, 4])), "segments", ["2 segment numbers twice", "2 and 4"]),
    (.segments(.withoutDescription([7], frames: 3)), "segments", ["3 frames of 1 segment", "7"]),
    (.segments(.doubledFrames(1)), "segments", ["1 frame where another"]),
    (.segments(.framesDescribed(3, held: 1)), "segments", ["3 frames", "holds 1"]),
    (.segments(.overlappingContours(["liver"], planes: 2)), "segments", ["2 planes", "liver"]),
    (.slices(.tilted(degrees: 19.8)), "slices", ["tilted", "19.8°"]),
    (.slices(.uneven(deviation: 0.3, step: 2.5)), "slices", ["0.3 mm", "2.5 mm"]),
    (.slices(.missing(2, of: 40)), "slices", ["2 slices of 40"]), (.slices(.doubled(3)), "slices", ["3 slices"]),
    (.slices(.missingInStructures(["liver"], slices: 4)), "slices", ["4 slices", "1 structure", "liver"]),
    (.slices(.offPlanes(["liver"], contours: 5, deviation: 1.2)), "slices", ["5 contours", "1.2 mm", "liver"]),
    (.slices(.outside(["liver"], contours: 2)), "slices", ["2 contours", "beside the image", "liver"]),
    (.slices(.turned(degrees: 1.5)), "slices", ["1.5°"]),
  ]

  @Test func `segments that are described without a frame are told, and for review only where an author says so`()
    async throws
  {
    let readings = HeaderDiscrepancy.Readings.segments(.withoutFrames(["spleen", "liver"]))
    for (headers, outcome) in [("{}", Finding.Outcome.warn), ("{segments: reject}", .fail)] {
      let policy = try policy("- {id: x, file: {headers: \(headers)}}")
      let found = await Self.headers(policy, Self.export([readings]))
      #expect(found.map(\.outcome) == [outcome] && found.map(\.aspect) == ["header_segments_different"])
      #expect(found[0].message.contains("2 segments") && found[0].message.contains("spleen and liver"))
    }
  }

  private static func export(_ readings: [HeaderDiscrepancy.Readings], in file: HeaderDiscrepancy.File = .mask)
    -> Export
  {
    Export(
      [Piece(name: "liver", value: 1, boxes: [cube])], discrepancies: readings.map { HeaderDiscrepancy($0, in: file) })
  }

  private static func headers(_ policy: Policy, _ export: Export) async -> [Finding] {
    await evaluate(policy, export).filter { $0.aspect.hasPrefix("header_") }
  }

  @Test(arguments: all.indices)
  func `two readings are for review whatever else the policy says of files`(at: Int) async throws {
    let (readings, field, words) = Self.all[at]
    for yaml in [
      "- {id: x, label: liver, presence: required}",
      "- {id: x, file: {same_grid: 0.1 mm, spacing: 0.3..10 mm, unknown_labels: allowed, empty: forbidden}, severity: reject}",
      "- {id: x, file: {empty: allowed}, severity: note}",
      "- {id: x, file: {headers: {}}}",
    ] {
      let found = await Self.headers(try policy(yaml), Self.export([readings]))
      #expect(found.map(\.aspect) == ["header_\(field)_different"] && found.map(\.outcome) == [.fail])
      #expect(found.map(\.severity) == [.review] && found.map(\.expectation) == ["file"])
      let message = try #require(found.first?.message)
      #expect(message.lowercased().contains("the mask"))
      for word in words { #expect(message.contains(word), "\(message)") }
    }
  }

  @Test(
    arguments: [
      ("review", Finding.Outcome.fail, Severity.review), ("reject", .fail, .reject), ("note", .warn, .review),
      ("allowed", nil, nil),
    ] as [(String, Finding.Outcome?, Severity?)])
  func `an author says what each weighs, or all of them`(
    word: String, outcome: Finding.Outcome?, severity: Severity?
  ) async throws {
    for (readings, field, _) in Self.all {
      for headers in [word, "{\(field): \(word)}"] {
        let policy = try policy("- {id: x, severity: review, file: {headers: \(headers)}}")
        let found = await Self.headers(policy, Self.export([readings]))
        #expect(found.map(\.outcome) == (outcome.map { [$0] } ?? []))
        if outcome == .fail { #expect(found.map(\.severity) == [severity]) }
        #expect(found.allSatisfy { $0.expectation == "x" })
      }
      // The others keep their standard.
      let other = field == "units" ? "data" : "units"
      let policy = try policy("- {id: x, file: {headers: {\(other): \(word)}}}")
      let found = await Self.headers(policy, Self.export([readings]))
      #expect(found.map(\.severity) == [.review] && found.map(\.expectation) == ["file"])
    }
  }

  @Test func `the image's header is the image's, and members share a finding`() async throws {
    let policy = try policy("- {id: x, label: liver, presence: required}")
    let image = await Self.headers(policy, Self.export([Self.lengths], in: .image))
    #expect(image.count == 1 && image[0].message.contains("the image") && image[0].labels == [])
    var export = Self.export([])
    export.discrepancies =
      ["liver", "spleen", "scan"].map { HeaderDiscrepancy(Self.lengths, in: .member($0)) }
      + [HeaderDiscrepancy(Self.lengths, in: .image), HeaderDiscrepancy(Self.datatype, in: .member("spleen"))]
    let found = await Self.headers(policy, export)
    #expect(found.map(\.labels) == [["liver", "spleen"], [], ["spleen"]])
    #expect(found[0].message.contains("liver, spleen and scan"))
    export.discrepancies = (1...7).map { HeaderDiscrepancy(Self.lengths, in: .member("a\($0)")) }
    let many = await Self.headers(policy, export)
    #expect(many.count == 1 && many[0].message.contains("a1, a2, a3, a4 and 3 more"))
  }

  @Test func `a reading that is no number or no transform is told`() async throws {
    let policy = try policy("- {id: x, label: liver, presence: required}")
    let found = await Self.headers(
      policy,
      Self.export([
        .spacing(.init(field: "pixdim", stated: [.nan, 0, 1], taken: "sform", used: [2, 2, 2])),
        .transforms(.init(sform: Self.sform, qform: nil, voxel: VoxelIndex(0, 0, 0), apart: nil)),
        .units(.init(field: "xyzt_units", name: nil, millimetres: 1, spacing: [])),
      ]))
    #expect(found.count == 3 && found.allSatisfy { $0.outcome == .fail })
    #expect(found[0].message.contains("no number × 0 × 1 mm"))
    #expect(found[1].message.contains("no transform at all"))
    #expect(found[2].message.contains("does not define"))
  }

  @Test func `stored answers keep them`() async throws {
    let policy = try policy("- {id: x, label: liver, presence: required}")
    var export = Self.export(Self.all.map(\.0))
    export.discrepancies += [
      HeaderDiscrepancy(Self.lengths, in: .image), HeaderDiscrepancy(Self.datatype, in: .member("spleen")),
    ]
    let judged = await Evaluator(policy: policy).evaluate(
      Scene(segmentation: export.segmentation), imageGrid: nil, context: [:])
    let kept = StoredMeasurements(of: judged.facts.table, roster: export.segmentation)
    let text = try JSONValue.object(kept.json).text()
    let stored = try #require(StoredMeasurements(json: JSONValue(parsing: text)))
    #expect(stored.roster.discrepancies == export.discrepancies)
    let replayed = Evaluator(policy: policy).evaluate(stored, roster: stored.roster, context: [:])
    #expect(replayed.findings == judged.findings)
    let damaged = text.replacing("\"metres\"", with: "17")
    #expect(damaged != text)
    #expect(try StoredMeasurements(json: JSONValue(parsing: damaged)) == nil)
  }

  /// What an author leaves out keeps its standard, and so does what is said under a condition that does not hold.
  @Test(
    arguments: [
      "- {id: x, file: {spacing: 1..3 mm}, severity: note}",
      "- {id: x, file: {headers: note}, severity: note}",
      "- {id: x, file: {same_grid: 9 mm, empty: allowed}, severity: note, when: context.scanner == old}",
      "- {id: x, file: {same_grid: 9 mm, empty: allowed}, severity: note, unless: context.scanner == new}",
    ])
  func `no expectation of files switches the standard off`(yaml: String) async throws {
    let rest = "context: {scanner: {values: [old, new], default: new}}"
    let policy = try policy(yaml, rest: rest)
    let shifted = Grid(size: VoxelIndex(40, 40, 20), affine: Affine(spacing: SIMD3(2, 2, 2), origin: SIMD3(5, 0, 0)))
    let found = await evaluate(policy, Export(["liver": []]), imageGrid: shifted)
      .filter { $0.outcome == .fail && $0.severity == .reject }
    #expect(
      found.map(\.aspect) == ["same_grid_different", "empty_unexpected"]
        && found.allSatisfy { $0.expectation == "file" })
    let scan = SegmentationProblem(kind: .unreadable, structure: "liver", message: "the file ends early.")
    let broken = await evaluate(policy, Export([Piece(name: "spleen", value: 2, boxes: [Self.cube])], problems: [scan]))
    #expect(broken.contains { $0.aspect == "files_unreadable" && $0.severity == .reject })
  }

  @Test func `where its condition holds, an author's word counts`() async throws {
    let policy = try policy(
      "- {id: x, file: {same_grid: 9 mm, empty: allowed}, when: context.scanner == old}",
      rest: "context: {scanner: {values: [old, new], default: new}}")
    let shifted = Grid(size: VoxelIndex(40, 40, 20), affine: Affine(spacing: SIMD3(2, 2, 2), origin: SIMD3(5, 0, 0)))
    let found = await evaluate(policy, Export(["liver": []]), imageGrid: shifted, context: ["scanner": "old"])
    #expect(found.map(\.outcome) == [.pass] && found.map(\.aspect) == ["same_grid_within"])
  }

  @Test(
    arguments: [
      (3, Export.picture, "single slice (40 × 40 pixels)", "volumes (3D)"),
      (2, Export.grid, "volume (40 × 40 × 20 voxels)", "pictures (2D)"),
    ])
  func `an export of other dimensions is refused by name`(
    dimensions: Int, grid: Grid, what: String, wanted: String
  ) async throws {
    for yaml in ["- {id: x, label: liver, presence: required}", "- {id: x, file: {empty: allowed}, severity: note}"] {
      let policy = try policy(yaml, rest: "task: {dimensions: \(dimensions)}")
      let found = await evaluate(policy, Export(["liver": [Box(5..<9, 5..<9, 0..<1)]], on: grid))
      let refusal = try #require(found.first { $0.aspect == "dimensions_different" })
      #expect(refusal.outcome == .fail && refusal.severity == .reject)
      #expect(
        refusal.message.contains(what) && refusal.message.contains(wanted) && refusal.message.contains("policy p"))
    }
    let same = try policy("- {id: x, label: liver, presence: required}", rest: "task: {dimensions: \(5 - dimensions)}")
    #expect(await evaluate(same, Export(["liver": []], on: grid)).allSatisfy { $0.aspect != "dimensions_different" })
  }

  @Test func `an image in another storage order lies on the grid, and it is said`() async throws {
    // The same voxels, columns from left to right and slices from the head down.
    let flipped = Grid(
      size: VoxelIndex(20, 40, 40),
      affine: Affine(columns: [SIMD3(0, 0, -2), SIMD3(-2, 0, 0), SIMD3(0, 2, 0)], origin: SIMD3(78, 0, 38)))
    for yaml in [
      "same_grid: 0.1 mm", "same_size: true", "same_spacing: 0.1 mm", "same_axes: 0.1 deg",
    ] {
      let found = try await judge("file: {\(yaml)}", Export(["liver": [Self.cube]]), imageGrid: flipped)
      #expect(found.map(\.outcome) == [.pass])
      if yaml.hasPrefix("same_grid") {
        #expect(
          found[0].message
            == "The mask holds the voxels of the image in another storage order (its axes run RAS, those of the image ILA)."
        )
      }
    }
  }
}
