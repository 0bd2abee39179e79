import Anatomy
import Geometry
import GeometryTesting
import Testing
import Volume

@Suite struct `Levels of structures` {
  /// Vertebrae T10 to L2 of published heights in slices of 1 mm, and a structure whose centre lies `depth` mm below the
  /// centre of T12.
  private func levels(_ depth: Double, names: [String] = ["T10", "T11", "T12", "L1", "L2"]) -> [Levels.Placed] {
    let grid = Grid(size: VoxelIndex(9, 3, 300), affine: Affine(spacing: SIMD3(1, 1, 1)))
    func slice(_ depth: Double) -> Int { 150 - Int(depth.rounded()) }
    func test(_ i: Int, _ k: Int) -> (VoxelIndex) -> Bool { { $0.i == i && abs($0.k - k) <= 3 } }
    let centres = (16...20).map { slice(ColumnHeights.depth(of: Double($0)) - ColumnHeights.depth(of: 18)) }
    let masks = VoxelScene(grid: grid, centres.map { test(2, $0) } + [test(6, slice(depth))])
    return Levels().value(in: masks.scene(named: names.map { "vertebrae_\($0)" } + ["organ"]))
  }

  @Test(arguments: [(0.0, "T12"), (30.45, "L1"), (-28.8, "T11"), (62.5, "L2"), (128.5, "L4"), (-75, "T9")])
  func `a structure lies beside the level at its height`(depth: Double, level: String) throws {
    let placed = try #require(levels(depth).last)
    #expect(placed.structure == 5 && placed.level == level)
    // Slices are a thirtieth of a level.
    let expected = ColumnHeights.place(at: ColumnHeights.depth(of: 18) + depth)
    #expect(abs(placed.place - expected) < 0.1)
  }

  @Test func `vertebrae lie at their own levels`() {
    let placed = levels(0)
    #expect(placed.prefix(5).map(\.level) == ["T10", "T11", "T12", "L1", "L2"])
    for (n, vertebra) in placed.prefix(5).enumerated() { #expect(abs(vertebra.place - Double(16 + n)) < 1e-9) }
  }

  @Test func `vertebrae out of order tell nothing`() {
    #expect(levels(0, names: ["T10", "L1", "T12", "T11", "L2"]).isEmpty)
  }
}
