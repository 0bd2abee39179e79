import Geometry
import JSON
import Measurements
import Testing
import Volume

/// What a table of measurements holds, and what it says of what it does not hold.
@Suite struct MeasurementTableTests {
  private static let grid = Grid(size: VoxelIndex(24, 16, 12), affine: Affine(spacing: SIMD3(1, 2, 3)))

  private static func box(_ i: Range<Int32>, _ j: Range<Int32>, _ k: Range<Int32>) -> Runs {
    Runs(ordered: k.flatMap { k in j.map { Run(row: $0 + k * 16, start: i.lowerBound, end: i.upperBound) } })
  }

  /// Two blocks, a plate between them with a gap of one slice, and a structure without voxels.
  private static let segmentation = Segmentation(
    grid: grid,
    structures: [
      Structure(value: 1, name: "kidney_right", runs: box(1..<7, 2..<9, 0..<8)),
      Structure(value: 2, name: "kidney_left", runs: box(15..<23, 3..<10, 2..<9)),
      Structure(
        value: 3, name: "spine", runs: Runs(merging: box(9..<12, 3..<12, 2..<4).all + box(9..<12, 3..<12, 5..<9).all)),
      Structure(value: 4, name: "nothing", runs: Runs()),
    ])

  private static func table(
    _ whole: [any TabledMeasure], slices: [Int: [any TabledMeasure]] = [:]
  ) async -> MeasurementTable {
    let scene = Scene(segmentation: segmentation)
    var table = MeasurementTable(of: scene, imageGrid: nil, hasSlices: !slices.isEmpty)
    await table.fill(MeasurementPlan(whole: whole, slices: slices), from: scene)
    return table
  }

  private static func text(_ table: MeasurementTable) throws -> String {
    try JSONValue.object(StoredMeasurements(of: table, roster: segmentation).json).text()
  }

  /// Questions of every form: about one structure, two, several, none; kept ones and ones that follow.
  private static let questions: [any TabledMeasure] = [
    BoundingBox(structure: 0), Centroid(structure: 1), VoxelCount(structure: 2), PhysicalSize(structure: 0),
    FieldOfViewMargin(structure: 0), FacesTouched(structure: 0), SliceAreas(structure: 2), MissingSlices(structure: 2),
    EndAreas(structure: 2), AreaSpikes(structure: 1), Staircase(structure: 1), NeighbourSliceOverlap(structure: 2),
    CentroidDistance(0, 1), VolumeRatio(0, 1), SharedSlices(0, 2), Chain(structures: [0, 2, 1]),
    Chain(structures: [0, 2, 1], along: 0), SmallestDistance(0, 1, between: .surfaces), PairContact(0, 2),
    ContactShares(1, 2), MidSagittalPlane(), MidSagittalOffset(structure: 0), MirroredOverlap(0, 1),
    Handles(structure: 0), ComponentSizes(structure: 2, neighbourhood: .corners),
    HoleSizes(structure: 0, background: .faces), CavitiesBetween([0, 1]), Between(2, first: 0, second: 1),
    Enclosure(inner: 2, outer: 0),
  ]

  private static let numbers: [any TabledMeasure] = [
    NumberQuestion("volume", 0), NumberQuestion("voxels", 3), NumberQuestion("sphericity", 1),
    NumberQuestion("missing_slices", 2), NumberQuestion("gap", 0, 1), NumberQuestion("contact_area", 0, 2),
    NumberQuestion("border_margin_superior", 0), NumberQuestion("components", 2), NumberQuestion("elongation", 2),
  ].compactMap { $0 }

  private static func same<M: TabledMeasure>(_ measure: M, _ a: MeasurementTable, _ b: Scene) -> Bool {
    guard let value = try? a.value(of: measure) else { return false }
    return "\(value)" == "\(b[measure])"
  }

  @Test func `a table answers what it was filled for as the voxels do`() async {
    let table = await Self.table(Self.questions + Self.numbers)
    let scene = Scene(segmentation: Self.segmentation)
    for question in Self.questions + Self.numbers {
      let isSame = Self.same(question, table, scene)
      #expect(isSame, "\(question)")
    }
  }

  @Test func `a question that was not asked is not stored, and nothing is measured for it`() async {
    let table = await Self.table([VoxelCount(structure: 0)])
    #expect(throws: MeasurementError(measure: "gap")) { try table.value(of: SmallestDistance(0, 1)) }
    #expect(throws: MeasurementError(measure: "slice_areas")) { try table.value(of: MissingSlices(structure: 2)) }
    #expect(throws: MeasurementError(measure: "number")) {
      try table.value(of: #require(NumberQuestion("sphericity", 0)))
    }
    let other = await Self.table([SmallestDistance(0, 1)])
    #expect(throws: MeasurementError(measure: "gap")) {
      try other.value(of: SmallestDistance(0, 1, between: .surfaces))
    }
  }

  @Test func `sizes, places and faces of every structure are there, whatever was asked`() async throws {
    let table = await Self.table([])
    #expect(try table.value(of: VoxelCount(structure: 0)) == 6 * 7 * 8)
    #expect(try table.value(of: PhysicalSize(structure: 0)) == Double(6 * 7 * 8 * 6))
    #expect(try table.value(of: FacesTouched(structure: 0)).map { "\($0.key.name) \($0.value)" } == ["k- 42"])
    #expect(try table.value(of: CentroidDistance(0, 0)) == 0)
    let volume = try #require(NumberQuestion("volume", 1))
    #expect(try table.value(of: volume) == Double(8 * 7 * 7 * 6))
  }

  @Test(arguments: 0..<8) func `the order in which a table is filled is irrelevant`(seed: Int) async throws {
    var random = SystemRandomNumberGenerator()
    let all = Self.questions + Self.numbers
    let text = try Self.text(await Self.table(all))
    let turned = Array(all[(seed * 5 % all.count)...] + all[..<(seed * 5 % all.count)])
    #expect(try Self.text(await Self.table(turned.reversed())) == text)
    #expect(try Self.text(await Self.table(all.shuffled(using: &random) + turned)) == text)
  }

  @Test func `a table from its file is the table, slices included`() async throws {
    let all = Self.questions + Self.numbers
    let slices: [Int: [any TabledMeasure]] = [3: [BoundingBox(structure: 0)], 6: [VoxelCount(structure: 2)]]
    let table = await Self.table(all, slices: slices)
    let text = try Self.text(table)
    let stored = try #require(StoredMeasurements(json: try JSONValue(parsing: text)))
    var again = stored.emptyTable(for: stored.roster, hasSlices: true)
    again.fill(MeasurementPlan(whole: all, slices: slices), from: stored)
    #expect(try Self.text(again) == text)
    #expect(again.roster == table.roster)
    let scene = Scene(segmentation: Self.segmentation)
    for question in all {
      let isSame = Self.same(question, again, scene)
      #expect(isSame, "\(question)")
    }
    let slice = try #require(again.slices?[3])
    #expect(try slice.value(of: VoxelCount(structure: 0)) == 42)
    #expect(slice.isEmpty(3) && !slice.isEmpty(1))
    #expect(throws: MeasurementError.self) { try slice.value(of: VoxelCount(structure: 1)) }
  }

  @Test func `another roster takes only what is about single structures`() async throws {
    let all = Self.questions
    let stored = StoredMeasurements(of: await Self.table(all), roster: Self.segmentation)
    let fewer = Self.segmentation.with(
      structures: Self.segmentation.structures.map { structure in
        structure.value == 2
          ? Structure(value: 2, name: nil, runs: Runs())
          : structure
      })
    let trusted = stored.trusted(for: fewer)
    var table = trusted.emptyTable(for: fewer, hasSlices: false)
    table.fill(MeasurementPlan(whole: all), from: trusted)
    #expect(try table.value(of: VoxelCount(structure: 0)) == 6 * 7 * 8)
    #expect(throws: MeasurementError.self) { try table.value(of: ContactShares(1, 2)) }
    #expect(throws: MeasurementError.self) { try table.value(of: Handles(structure: 0)) }
  }
}
