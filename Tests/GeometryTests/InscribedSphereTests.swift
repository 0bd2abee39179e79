import Geometry
import GeometryTesting
import Testing
import Volume

@Suite struct `Largest inscribed balls` {
  /// The largest distance to the nearest background, voxel by voxel; the grid's surroundings count when it is not open.
  private func radius(_ voxels: VoxelScene, _ structure: Int, isOpen: Bool) -> Double? {
    let depth = voxels.grid.dimensions == 2 || isOpen ? 0 : 1
    let rim = isOpen ? 0 : 1
    let size = voxels.grid.size
    var background: [VoxelIndex] = []
    for k in -depth..<(size.k + depth) {
      for j in -rim..<(size.j + rim) {
        for i in -rim..<(size.i + rim) where !voxels.holds(structure, VoxelIndex(i, j, k)) {
          background.append(VoxelIndex(i, j, k))
        }
      }
    }
    var largest: Double?
    for voxel in voxels.voxels(structure) {
      var least = Double.infinity
      for other in background {
        least = min(least, voxels.distance(voxel, other))
        // What is no larger than another need not be known.
        if least <= largest ?? -1 { break }
      }
      if least < .infinity { largest = max(largest ?? 0, least) }
    }
    return largest
  }

  @Test(arguments: 0..<20, `Measures on runs agree with counting voxels`.densities)
  func `equal the largest distance to the background`(seed: Int, density: Int) throws {
    let voxels = VoxelScene(seed: seed, density: density)
    for n in voxels.masks.indices {
      for (border, isOpen) in [(InscribedSphere.Border.background, false), (.open, true)] {
        let ball = voxels.scene[InscribedSphere(structure: StructurePlace(n), border: border)]
        let expected = radius(voxels, n, isOpen: isOpen)
        #expect((ball == nil) == (expected == nil))
        guard let ball, let expected else { continue }
        #expect(abs(ball.radius - expected) < 1e-9)
        #expect(voxels.holds(n, ball.centre))
      }
    }
  }

  /// Many centres are equally good here, which is the hard case for a search that rules out.
  @Test(arguments: [[1.0, 1, 1], [0.8, 0.8, 1.5]])
  func `a plate and a rod`(lengths: [Double]) throws {
    let spacing = SIMD3(lengths[0], lengths[1], lengths[2])
    let grid = Grid(size: VoxelIndex(120, 90, 21), affine: Affine(spacing: spacing))
    let plate = VoxelScene(grid: grid, [{ (5...15).contains($0.k) }, { (10...14).contains($0.i) && $0.k < 5 }]).scene
    let ball = try #require(plate[InscribedSphere(structure: 0)])
    #expect(ball.centre.k == 10 && abs(ball.radius - 6 * spacing.z) < 1e-12)
    let rod = try #require(plate[InscribedSphere(structure: 1)])
    #expect(abs(rod.radius - 3 * min(spacing.x, spacing.z)) < 1e-12)
  }

  /// Two specks span a box of billions of voxels, and a search that looked into all of it would not end.
  @Test func `specks far apart`() throws {
    let grid = Grid(size: VoxelIndex(1 << 20, 2000, 2000), affine: Affine(spacing: SIMD3(1, 2, 3)))
    let cube = (4...6).flatMap { k in (10...12).map { Run(row: Int32($0 + k * 2000), start: 5, end: 8) } }
    let speck = Run(row: Int32(1990 + 1990 * 2000), start: 1_000_000, end: 1_000_001)
    let scene = Scene(
      segmentation: Segmentation(
        grid: grid, structures: [Structure(value: 1, name: nil, runs: Runs(merging: cube + [speck]))]))
    let ball = try #require(scene[InscribedSphere(structure: 0)])
    #expect(ball.radius == 2 && ball.centre == VoxelIndex(6, 11, 5))
  }

  @Test func `a volume that is filled whole has no open ball`() throws {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(9, 7, 5), affine: Affine(spacing: SIMD3(1, 1, 1))), [{ _ in true }]
    ).scene
    #expect(scene[InscribedSphere(structure: 0)]?.radius == 3)
    #expect(scene[InscribedSphere(structure: 0, border: .open)] == nil)
  }
}
