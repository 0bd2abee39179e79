import Geometry
import GeometryTesting
import Testing
import Volume

/// Local thickness and thin parts against trying every ball, and shapes known by hand.
@Suite struct `Local thickness` {
  @Test(arguments: 0..<10, [8, 35, 65, 90])
  func `is that of the greatest ball that covers each voxel`(seed: Int, density: Int) throws {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for n in voxels.masks.indices {
      let radii = voxels.localRadii(n)
      guard let thickness = Thickness(structure: StructurePlace(n)).value(in: scene) else {
        #expect(radii.isEmpty)
        continue
      }
      let count = radii.count
      #expect(abs(thickness.largest - 2 * radii[count - 1]) < 1e-4)
      #expect(abs(thickness.median - 2 * radii[count / 2]) < 1e-4)
      // As many as 98 % reach it, and no larger one.
      let reached = radii.count { 2 * $0 > thickness.smallest - 1e-4 }
      let beyond = radii.count { 2 * $0 > thickness.smallest + 1e-4 }
      #expect(Double(reached) >= 0.98 * Double(count) && Double(beyond) < 0.98 * Double(count) || beyond == 0)
      let dimensions = Double(scene.grid.dimensions)
      let size = Double(count) * scene.grid.voxelMeasure
      let radius = 0.12 * power(size, 1 / dimensions)
      let thin = radii.count { $0 < radius * (1 - 1e-6) }
      #expect(ThinParts(structure: StructurePlace(n)).value(in: scene) == Double(thin) / Double(count))
    }
  }

  /// The root of a size, by bisection.
  private func power(_ x: Double, _ exponent: Double) -> Double {
    let n = Int((1 / exponent).rounded())
    var (low, high) = (0.0, 1e6)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if repeatElement(middle, count: n).reduce(1, *) < x { low = middle } else { high = middle }
    }
    return low
  }

  @Test(arguments: [5, 6, 11])
  func `a plate is as thick as it is, to a voxel`(slices: Int) throws {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(120, 120, 20), affine: Affine(spacing: SIMD3(1, 1, 0.5))),
      [{ (3..<(3 + slices)).contains($0.k) }]
    ).scene
    let thickness = try #require(Thickness(structure: 0).value(in: scene))
    for value in [thickness.smallest, thickness.median, thickness.largest] {
      #expect(value >= Double(slices) * 0.5 - 1e-6 && value <= Double(slices + 1) * 0.5 + 1e-6)
    }
  }

  @Test func `a ball is nowhere thin, a ball with a thread is thin where the thread is`() throws {
    let ball = VoxelScene.ball(radius: 15)
    let scene = ball.scene
    let thickness = try #require(Thickness(structure: 0).value(in: scene))
    #expect(abs(thickness.largest - 30) < 2)
    #expect(thickness.median == thickness.largest)
    #expect(try #require(ThinParts(structure: 0).value(in: scene)) < 0.002)
    let size = VoxelIndex(ball.grid.size.i + 60, ball.grid.size.j, ball.grid.size.k)
    let threaded = VoxelScene(
      grid: Grid(size: size, affine: Affine(spacing: SIMD3(1, 1, 1))),
      [{ v in (v.i < ball.grid.size.i && ball.holds(0, v)) || (v.i > 17 && abs(v.j - 17) < 2 && abs(v.k - 17) < 2) }]
    ).scene
    let all = VoxelCount(structure: 0).value(in: threaded)
    let thread = all - VoxelCount(structure: 0).value(in: scene)
    let thin = try #require(ThinParts(structure: 0).value(in: threaded))
    #expect(abs(thin - Double(thread) / Double(all)) < 0.005)
    #expect(try #require(Thickness(structure: 0).value(in: threaded)).smallest < 5)
  }

  /// Half of the voxels in a sheet, so the quantiles of a sample must tell them apart.
  @Test func `large structures are told by a sample`() throws {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(64, 64, 64), affine: Affine(spacing: SIMD3(1, 1, 1))),
      [{ v in v.k < 40 || (v.k > 45 && v.k < 49) }]
    ).scene
    #expect(VoxelCount(structure: 0).value(in: scene) > 100_000)
    let thickness = try #require(Thickness(structure: 0).value(in: scene))
    #expect(thickness.largest == 40)
    #expect(thickness.smallest == 4)
  }

  @Test func `a single voxel and an empty structure`() throws {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(3, 3, 3), affine: Affine(spacing: SIMD3(2, 3, 4))),
      [{ $0 == VoxelIndex(0, 0, 0) }, { _ in false }]
    ).scene
    let thickness = try #require(Thickness(structure: 0).value(in: scene))
    #expect([thickness.smallest, thickness.median, thickness.largest] == [4, 4, 4])
    #expect(Thickness(structure: 1).value(in: scene) == nil)
    #expect(ThinParts(structure: 1).value(in: scene) == nil)
    #expect(Raggedness(structure: 1).value(in: scene) == nil)
  }
}

extension VoxelScene {
  /// At each voxel the radius of the greatest ball that covers it, smallest first. Balls are as large as the way to the
  /// nearest voxel outside.
  func localRadii(_ structure: Int) -> [Double] {
    let inside = voxels(structure)
    let depth = grid.dimensions == 3 ? 1 : 0
    let outside = (-depth..<(grid.size.k + depth)).flatMap { k in
      (-1...grid.size.j).flatMap { j in (-1...grid.size.i).map { VoxelIndex($0, j, k) } }
    }.filter { !holds(structure, $0) }
    let radii = inside.map { v in outside.reduce(Double.infinity) { min($0, distance(v, $1)) } }
    return inside.map { v in
      var greatest = 0.0
      for (centre, radius) in zip(inside, radii) where radius > greatest && distance(v, centre) < radius * (1 - 1e-6) {
        greatest = radius
      }
      return greatest
    }.sorted()
  }
}
