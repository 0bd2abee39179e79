import Geometry
import GeometryTesting
import JSON
import Measurements
import Report
import Testing
import Volume

/// What `segwarden measure` prints of pairs, where there is little or nothing to measure.
@Suite struct `Documents of pairs` {
  private static let grids: [Grid] = [
    Grid(size: VoxelIndex(9, 8, 7), affine: VoxelScene.oblique),
    Grid(size: VoxelIndex(9, 8, 7), spacing: SIMD3(1, 2, 3)),
    Grid(size: VoxelIndex(9, 8, 7), spacing: nil),
    Grid(size: VoxelIndex(9, 8, 1), affine: Affine(spacing: SIMD3(1, 2, 3))),
    Grid(size: VoxelIndex(9, 8, 1), spacing: nil), Grid(size: VoxelIndex(1, 1, 1), spacing: nil),
  ]

  /// Nothing, one voxel, all, all again, a row.
  private static var shapes: [(VoxelIndex) -> Bool] {
    [
      { _ in false }, { $0 == VoxelIndex(0, 0, 0) }, { _ in true }, { _ in true }, { $0.j == 0 && $0.k == 0 },
    ]
  }

  private static func pair(_ grid: Grid, _ a: Int, _ b: Int) async throws -> JSONValue {
    let scene = VoxelScene(grid: grid, shapes).scene(named: ["a_left", "a_right", "liver", "spleen", "rib_1"])
    let request = MeasureRequest(pairs: [(StructurePlace(a), StructurePlace(b))], jobs: 1)
    return try #require(await MeasureDocument(of: scene, request).json["pairs"]?.array?.first)
  }

  @Test(arguments: grids, [(0, 1), (1, 0), (0, 0), (1, 2), (2, 3), (2, 2), (4, 2), (1, 4)])
  func `say undefined where something is empty, and numbers elsewhere`(grid: Grid, places: (Int, Int)) async throws {
    let (a, b) = places
    let pair = try await Self.pair(grid, a, b)
    let unit = grid.spacing == nil ? "px" : "mm"
    let isEmpty = a == 0 || b == 0
    #expect((pair["smallest_distance_\(unit)"] == .null) == isEmpty)
    #expect((pair["gap_\(unit)"] == .null) == isEmpty)
    #expect((pair["surface_distances_\(unit)"] == .null) == isEmpty)
    #expect((pair["centroid_distance_\(unit)"] == .null) == isEmpty)
    #expect((pair["position"] == .null) == (isEmpty || grid.affine == nil))
    #expect((pair["contact_fraction_first"] == .null) == (a == 0))
    #expect((pair["enclosed_fraction_second"] == .null) == (b == 0))
    #expect((pair["overlap_fraction_first"] == .null) == (a == 0))
    #expect((pair["dice"] == .null) == (a == 0 && b == 0))
    #expect((pair["volume_ratio"] == .null) == (b == 0))
    #expect((pair["shared_slices"]?["i"]?["fraction"] == .null) == (a == 0 && b == 0))
    #expect(pair["cavities_between"]?["count"] == 0)
    let contact = grid.dimensions == 2 ? "contact_length_\(unit)" : "contact_area_\(unit)2"
    #expect(pair[contact]?.number != nil)
    // Only `a_left` and `a_right` are a pair, but the first is empty, which leaves no sides.
    #expect(pair["mirrored_dice"] == nil)
  }

  @Test func `write what the catalogue says`() async throws {
    let scene = VoxelScene(grid: Self.grids[0], [Self.shapes[1], Self.shapes[2]]).scene(named: ["a_left", "a_right"])
    let pair = try #require(await MeasureDocument(of: scene).json["pairs"]?.array?.first)
    let promised = Set(MeasureCatalogue.entries(of: .pair).flatMap(\.fields).map { $0.text() })
    let written = Set((pair.members ?? []).map(\.name)).subtracting(["labels", "names"])
    #expect(written.isSubset(of: promised))
    // Two dimensions have their own names.
    #expect(promised.subtracting(written) == ["contact_length_mm", "shared_area_mm2"])
    let names = MeasureCatalogue.entries.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test func `leave out the plane's chains where there are none, and say when there is no plane`() async throws {
    let scene = VoxelScene(grid: Self.grids[2], [Self.shapes[1]]).scene(named: ["liver"])
    let document = await MeasureDocument(of: scene).json
    #expect(document["mid_sagittal_plane"] == .null)
    #expect(document["chains"] == nil)
  }
}
