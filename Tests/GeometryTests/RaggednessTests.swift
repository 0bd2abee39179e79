import Foundation
import Geometry
import GeometryTesting
import Numerics
import Testing
import Volume

/// Raggedness and concavities against plain sums, another library's numbers, and shapes known by hand.
@Suite struct `Ragged outlines` {
  @Test(arguments: 0..<10, [20, 50, 80, 95])
  func `agree with smoothing by plain sums`(seed: Int, density: Int) throws {
    let voxels = VoxelScene(seed: seed, density: density)
    for n in voxels.masks.indices {
      let expected = voxels.raggedness(n)
      let got = Raggedness(structure: StructurePlace(n)).value(in: voxels.scene)
      #expect((got == nil) == (expected == nil))
      guard let got, let expected else { continue }
      #expect(got.changed == expected.changed)
      #expect((got.ratio == nil) == (expected.ratio == nil))
      #expect(abs((got.ratio ?? 1) - (expected.ratio ?? 1)) < 1e-9)
    }
  }

  /// Surfaces by SimpleITK 2.5.7, LabelShapeStatisticsImageFilter.
  @Test(arguments: [(SIMD3(1.0, 1, 1), 478.8776355667473), (SIMD3(0.7, 0.9, 2.5), 612.4591146595036)])
  func `surfaces are those of ITK`(spacing: SIMD3<Double>, surface: Double) {
    let voxels = VoxelScene(
      grid: Grid(size: VoxelIndex(9, 8, 7), affine: Affine(spacing: spacing)),
      [{ v in (7 * v.i + 5 * v.j + 3 * v.i * v.j + 2 * v.k * v.k) % 11 < 6 }])
    #expect(abs(voxels.crofton(voxels.masks[0]) - surface) < 1e-9)
  }

  /// A comb: its wide Gaussian goes by recursion, which is nearly one.
  @Test(arguments: [SIMD3(1.0, 1, 1), SIMD3(0.5, 1.5, 1)])
  func `wide smoothing is as good as a sampled Gaussian`(spacing: SIMD3<Double>) throws {
    let voxels = VoxelScene(
      grid: Grid(size: VoxelIndex(180, 170, 1), affine: Affine(spacing: spacing)),
      [{ v in (8..<170).contains(v.i) && (10..<(v.i % 20 < 13 ? 158 : 110)).contains(v.j) }])
    let expected = try #require(voxels.raggedness(0))
    let got = try #require(Raggedness(structure: 0).value(in: voxels.scene))
    #expect(abs(got.changed - expected.changed) < 0.004)
    #expect(abs(try #require(got.ratio) - (expected.ratio ?? 0)) < 0.02)
    #expect(try #require(got.ratio) > 1.5)
  }

  @Test func `a ball is smooth, noise is ragged`() throws {
    let ball = try #require(Raggedness(structure: 0).value(in: VoxelScene.ball(radius: 20).scene))
    #expect(abs(try #require(ball.ratio) - 1) < 0.03)
    #expect(ball.changed < 0.03)
    var random = SplitMix64(seed: 5)
    let c = 22
    let frayed = VoxelScene(
      grid: Grid(size: VoxelIndex(45, 45, 45), affine: Affine(spacing: SIMD3(1, 1, 1))),
      [
        { v in
          let square = (v.i - c) * (v.i - c) + (v.j - c) * (v.j - c) + (v.k - c) * (v.k - c)
          return square <= 225 || square <= 400 && Int.random(in: 0..<2, using: &random) == 0
        }
      ]
    ).scene
    let ragged = try #require(Raggedness(structure: 0).value(in: frayed))
    #expect(try #require(ragged.ratio) > 3)
    #expect(ragged.changed > 0.2)
  }

  @Test func `a thread that smoothing takes away whole has no ratio`() throws {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(200, 200, 1), affine: Affine(spacing: SIMD3(1, 1, 1))), [{ $0.i == $0.j }]
    ).scene
    let change = try #require(Raggedness(structure: 0).value(in: scene))
    #expect(change.ratio == nil)
    #expect(change.changed == 1)
  }

  /// A U whose dent is 6 pixels wide and some deep, lying on each of its sides, spacing 0.5 × 2.
  @Test(arguments: 0..<4, [0, 3, 9])
  func `a dent is as deep as it is`(turn: Int, depth: Int) throws {
    let grid = Grid(size: VoxelIndex(20, 20, 1), affine: Affine(spacing: SIMD3(0.5, 2, 1)))
    let scene = VoxelScene(
      grid: grid,
      [
        { v in
          let (a, b) = turn % 2 == 0 ? (v.i, v.j) : (v.j, v.i)
          let (x, y) = turn < 2 ? (a, b) : (a, 19 - b)
          return (3...16).contains(x) && (3...16).contains(y) && !((7...12).contains(x) && y < 3 + depth)
        }
      ]
    ).scene
    let way = try #require(ConcavityDepth(structure: 0).value(in: scene))
    #expect(abs(way - Double(depth) * (turn % 2 == 0 ? 2 : 0.5)) < 1e-9)
  }

  @Test func `a dent behind a slanting side is measured across that side`() throws {
    let grid = Grid(size: VoxelIndex(44, 44, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
    // An L with arms 10 wide: the hull's side from (40, 10) to (10, 40) lies 20 √2 / 2 from the corner at (10, 10)...
    // in pixels' edges.
    let scene = VoxelScene(grid: grid, [{ v in (v.i < 10 && v.j < 40) || (v.j < 10 && v.i < 40) }]).scene
    let way = try #require(ConcavityDepth(structure: 0).value(in: scene))
    #expect(abs(way - 30 / 2.0.squareRoot()) < 0.8)
  }

  @Test func `the gap between two pieces is a dent through and through`() throws {
    let grid = Grid(size: VoxelIndex(30, 20, 1), affine: Affine(spacing: SIMD3(1, 3, 1)))
    let scene = VoxelScene(
      grid: grid, [{ v in (5..<15).contains(v.j) && ((2..<8).contains(v.i) || (20..<25).contains(v.i)) }]
    ).scene
    #expect(abs(try #require(ConcavityDepth(structure: 0).value(in: scene)) - 30) < 1e-9)
  }

  @Test func `a single pixel has no dent`() {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(3, 3, 1), spacing: nil), [{ $0.i == 1 && $0.j == 1 }, { _ in false }]
    ).scene
    #expect(ConcavityDepth(structure: 0).value(in: scene) == 0)
    #expect(ConcavityDepth(structure: 1).value(in: scene) == nil)
  }
}

extension VoxelScene {
  /// The surface, or the perimeter: the 13 (4) directions' crossings with ITK's weights.
  func crofton(_ mask: [Bool]) -> Double {
    let s = grid.spacing ?? SIMD3(1, 1, 1)
    let flat = grid.dimensions == 2
    let masked = VoxelScene(grid: grid, masks: [mask])
    var total = 0.0
    for step in Self.steps(.corners, dimensions: grid.dimensions) {
      let axes = abs(step.i) + abs(step.j) + abs(step.k)
      let vector = SIMD3(Double(step.i), Double(step.j), Double(step.k)) * s
      let weight = flat ? Double.pi / 4 : 8 * [0.04577789120476, 0.03698062787608, 0.03519563978232][axes - 1]
      let ends = masked.voxels(0).count { v in
        !masked.holds(0, VoxelIndex(v.i + step.i, v.j + step.j, v.k + step.k))
      }
      // Each crossing is seen once from inside, and each direction stands twice in the steps.
      let density = (flat ? s.x * s.y : s.x * s.y * s.z) / (vector * vector).sum().squareRoot()
      total += weight / 2 * density * Double(ends)
    }
    return total
  }

  func raggedness(_ structure: Int) -> (ratio: Double?, changed: Double)? {
    let all = voxels(structure)
    guard !all.isEmpty else { return nil }
    let s = grid.spacing ?? SIMD3(1, 1, 1)
    let size = Double(all.count) * (grid.dimensions == 2 ? s.x * s.y : s.x * s.y * s.z)
    let sigma = 0.05 * pow(size, 1 / Double(grid.dimensions))
    var values = masks[structure].map { $0 ? 1.0 : 0 }
    for axis in 0..<grid.dimensions {
      let reach = Int((4 * sigma / s[axis]).rounded(.up))
      let weights = (-reach...reach).map { t in
        let x = Double(t) * s[axis] / sigma
        return t == 0 ? 1 : exp(-x * x / 2)
      }
      let sum = weights.reduce(0, +)
      values = indices.map { v in
        var (total, at) = (0.0, v)
        for (t, weight) in zip(-reach...reach, weights) {
          at[axis] = v[axis] + t
          guard (0..<grid.size[axis]).contains(at[axis]) else { continue }
          total += weight / sum * values[at.i + grid.size.i * (at.j + grid.size.j * at.k)]
        }
        return total
      }
    }
    let smooth = values.map { $0 >= 0.5 }
    let changed = zip(masks[structure], smooth).count { $0 != $1 }
    let after = crofton(smooth)
    return (after > 0 ? crofton(masks[structure]) / after : nil, Double(changed) / Double(all.count))
  }
}
