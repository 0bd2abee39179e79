import Geometry
import GeometryTesting
import Numerics
import Testing
import Volume

/// Hulls, diameters and extents against searches through all pairs of voxels, and shapes known by hand.
@Suite struct `Convex hulls and diameters` {
  @Test(arguments: 0..<20, [2, 8, 35, 80])
  func `the largest diameter is the greatest distance of two voxels`(seed: Int, density: Int) throws {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for n in voxels.masks.indices {
      let all = voxels.voxels(n)
      guard let feret = FeretDiameters(structure: StructurePlace(n)).value(in: scene) else {
        #expect(all.isEmpty)
        continue
      }
      var largest = 0.0
      for (at, a) in all.enumerated() { for b in all[at...] { largest = max(largest, voxels.distance(a, b)) } }
      #expect(abs(feret.largest - largest) < 1e-9)
      #expect(try #require(feret.smallest) <= feret.largest + 1e-9)
      let solidity = try #require(Solidity(structure: StructurePlace(n)).value(in: scene)).share
      #expect(solidity > 0 && solidity <= 1)
    }
  }

  /// A few voxels, so that every pair of directions between two of them can be tried: the narrowest position is
  /// perpendicular to two such.
  @Test(arguments: 0..<60)
  func `the smallest diameter is the narrowest of all positions`(seed: Int) throws {
    let flat = seed % 3 == 0
    let voxels = VoxelScene.few(seed: seed, count: 3 + seed % 7, flat: flat)
    let points = voxels.voxels(0).map { SIMD3(Double($0.i), Double($0.j), Double($0.k)) * SIMD3(0.5, 2, 3) }
    var steps = points.flatMap { a in points.map { $0 - a } }.filter { $0 != .zero }
    if flat { steps.append(SIMD3(0, 0, 1)) }
    var narrowest = Double.infinity
    for a in steps {
      for b in flat ? [SIMD3(0, 0, 1)] : steps {
        let normal = SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
        let length = (normal * normal).sum().squareRoot()
        guard length > 1e-9 else { continue }
        let heights = points.map { ($0 * normal).sum() / length }
        narrowest = min(narrowest, (heights.max() ?? 0) - (heights.min() ?? 0))
      }
    }
    let feret = try #require(FeretDiameters(structure: 0).value(in: voxels.scene))
    #expect(abs(try #require(feret.smallest) - (narrowest.isFinite ? narrowest : 0)) < 1e-9)
  }

  /// The hull's volume as the integral of its cross-sections: between two lattice planes the area is a quadratic, which
  /// Simpson's rule integrates exactly.
  @Test(arguments: 0..<40)
  func `the hull's volume is the integral of its cross-sections`(seed: Int) throws {
    let voxels = VoxelScene.few(seed: seed, count: 1 + seed % 9, flat: false)
    let corners = voxels.corners(0).map { $0 + 0.5 }
    func area(_ z: Double) -> Double {
      var points: [SIMD2<Double>] = []
      for a in corners where a.z <= z {
        for b in corners where b.z >= z {
          let t = b.z > a.z ? (z - a.z) / (b.z - a.z) : 0
          points.append(SIMD2(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t))
        }
      }
      return wrappedArea(points)
    }
    var volume = 0.0
    let (bottom, top) = (corners.map(\.z).min() ?? 0, corners.map(\.z).max() ?? 0)
    for k in Int(bottom)..<Int(top) {
      volume += (area(Double(k)) + 4 * area(Double(k) + 0.5) + area(Double(k) + 1)) / 6
    }
    let hull = try #require(Solidity(structure: 0).value(in: voxels.scene))
    #expect(abs(hull.hullSize - volume * 3) < 1e-6)
    #expect(abs(hull.share * volume - Double(voxels.voxels(0).count)) < 1e-6)
  }

  /// By wrapping (Jarvis 1973), the slow way.
  private func wrappedArea(_ points: [SIMD2<Double>]) -> Double {
    guard let start = points.min(by: { ($0.x, $0.y) < ($1.x, $1.y) }) else { return 0 }
    var (at, area) = (start, 0.0)
    for _ in points.indices {
      var next = start
      for p in points {
        let turn = (next.x - at.x) * (p.y - at.y) - (next.y - at.y) * (p.x - at.x)
        let farther = (p - at) * (p - at)
        if turn < -1e-12 || (abs(turn) <= 1e-12 && farther.sum() > ((next - at) * (next - at)).sum()) { next = p }
      }
      area += at.x * next.y - at.y * next.x
      at = next
      if at == start { break }
    }
    return abs(area) / 2
  }

  @Test func `a box fills its hull`() throws {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(8, 9, 7), affine: Affine(spacing: SIMD3(2, 1, 4))),
      [{ (1...4).contains($0.i) && (2...7).contains($0.j) && (3...5).contains($0.k) }]
    ).scene
    let fill = try #require(Solidity(structure: 0).value(in: scene))
    #expect(fill.share == 1)
    #expect(fill.hullSize == 4 * 6 * 3 * 8)
    let feret = try #require(FeretDiameters(structure: 0).value(in: scene))
    #expect(abs(feret.largest - (36.0 + 25 + 64).squareRoot()) < 1e-12)
    #expect(feret.smallest == 5)
  }

  @Test func `an L fills three quarters of its square, and seven eighths without the far corner`() throws {
    let grid = Grid(size: VoxelIndex(6, 6, 1), affine: Affine(spacing: SIMD3(0.5, 2, 1)))
    let scene = VoxelScene(grid: grid, [{ $0.i < 2 && $0.j < 4 || $0.i < 4 && $0.j < 2 }]).scene
    let fill = try #require(Solidity(structure: 0).value(in: scene))
    // The square of 4 by 4 without a triangle with legs of two: 14 pixels, of which 12 are filled.
    #expect(fill.hullSize == 14)
    #expect(abs(fill.share - 12.0 / 14) < 1e-12)
  }

  @Test func `a ball's hull is hardly larger than the ball`() throws {
    let voxels = VoxelScene.ball(radius: 12)
    let scene = voxels.scene
    let fill = try #require(Solidity(structure: 0).value(in: scene))
    // The volume is that of scipy.spatial.ConvexHull (qhull) of the same corners.
    #expect(abs(fill.hullSize - 8071.666666666669) < 1e-6)
    #expect(abs(fill.share - 7153 / 8071.666666666669) < 1e-9)
    let feret = try #require(FeretDiameters(structure: 0).value(in: scene))
    #expect(feret.largest <= 24 && feret.largest > 23)
    let smallest = try #require(feret.smallest)
    #expect(smallest <= feret.largest && smallest > 22)
    let extent = try #require(Extent(structure: 0).value(in: scene))
    for axis in 0..<3 { #expect(abs(extent.length(axis) - 25) < 1e-9) }
  }

  @Test(arguments: [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1), SIMD3(1, 1, 0), SIMD3(1, 1, 1), SIMD3(1, 2, 3)])
  func `planes one voxel thick have a hull with volume and no width between centres`(normal: SIMD3<Int>) throws {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(9, 9, 9), affine: Affine(spacing: SIMD3(1, 1, 1))),
      [{ $0.i * normal.x + $0.j * normal.y + $0.k * normal.z == 8 }]
    ).scene
    let feret = try #require(FeretDiameters(structure: 0).value(in: scene))
    #expect(feret.smallest == 0)
    #expect(feret.largest > 4)
    let fill = try #require(Solidity(structure: 0).value(in: scene))
    #expect(fill.share > 0 && fill.share <= 1)
    #expect((fill.share == 1) == (normal.x + normal.y + normal.z == 1))
  }

  /// The hull's products of three lengths would leave 64 bits: what cannot be had is not 0.
  @Test func `a box too long for a hull has no smallest diameter`() throws {
    let length = (1 << 20) + 2
    let runs = [(0, 0), (0, 1), (1, 0), (1, 1)].map { j, k in
      Run(row: Int32(j + 2 * k), start: 0, end: Int32(length))
    }
    let grid = Grid(size: VoxelIndex(length, 2, 2), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let structure = Structure(value: 1, name: nil, runs: Runs(merging: runs))
    let scene = Scene(segmentation: Segmentation(grid: grid, structures: [structure]))
    let feret = try #require(FeretDiameters(structure: 0).value(in: scene))
    #expect(feret.smallest == nil)
    #expect(abs(feret.largest - Double((length - 1) * (length - 1) + 2).squareRoot()) < 1e-6)
  }

  @Test func `a disc's diameters`() throws {
    let grid = Grid(size: VoxelIndex(61, 61, 1), affine: Affine(spacing: SIMD3(0.5, 0.5, 1)))
    let scene = VoxelScene(grid: grid, [{ v in (v.i - 30) * (v.i - 30) + (v.j - 30) * (v.j - 30) <= 625 }]).scene
    let feret = try #require(FeretDiameters(structure: 0).value(in: scene))
    #expect(feret.largest == 25)
    let smallest = try #require(feret.smallest)
    #expect(smallest > 24.2 && smallest < 25)
    #expect((feret.acrossLargest ?? 0) > 24.2 && (feret.acrossLargest ?? 0) <= 25)
  }

  @Test(arguments: 0..<20)
  func `the extent is that of the outermost voxel corners in the patient`(seed: Int) throws {
    var voxels = VoxelScene.few(seed: seed, count: 1 + seed, flat: false)
    let affine = Affine(
      columns: [SIMD3(0.8, 0.6, 0) * 0.75, SIMD3(-0.48, 0.64, 0.6) * 2, SIMD3(0.36, -0.48, 0.8) * -3],
      origin: SIMD3(-40, 12, 7))
    voxels = VoxelScene(grid: Grid(size: voxels.grid.size, affine: affine), masks: voxels.masks)
    let extent = try #require(Extent(structure: 0).value(in: voxels.scene))
    let corners = voxels.corners(0).map { affine.patient(VoxelPoint($0.x, $0.y, $0.z)) }
    for axis in 0..<3 {
      let places = corners.map { $0[axis] }
      #expect(abs(extent.low[axis] - (places.min() ?? 0)) < 1e-9)
      #expect(abs(extent.high[axis] - (places.max() ?? 0)) < 1e-9)
    }
  }

  @Test func `a picture has no extent across itself, and nothing has one without an orientation`() throws {
    let coronal = Affine(columns: [SIMD3(2, 0, 0), SIMD3(0, 0, -1), SIMD3(0, 1, 0)], origin: .zero)
    let test = { (v: VoxelIndex) in v.i > 0 && v.j > 1 }
    let scene = VoxelScene(grid: Grid(size: VoxelIndex(4, 5, 1), affine: coronal), [test]).scene
    let extent = try #require(Extent(structure: 0).value(in: scene))
    #expect(extent.axes == [0, 2])
    #expect(extent.length(0) == 6 && extent.length(2) == 3)
    let unknown = VoxelScene(grid: Grid(size: VoxelIndex(4, 5, 1), spacing: nil), [test]).scene
    #expect(Extent(structure: 0).value(in: unknown) == nil)
  }

  @Test(arguments: AxisStorage.all)
  func `the order of storage does not matter`(storage: AxisStorage) throws {
    let voxels = AxisStorage.original
    let scenes = [voxels.scene, try storage.stored(voxels).scene]
    for n in voxels.masks.indices {
      let ferets = try scenes.map { try #require(FeretDiameters(structure: StructurePlace(n)).value(in: $0)) }
      #expect(abs(ferets[0].largest - ferets[1].largest) < 1e-9)
      #expect(abs(try #require(ferets[0].smallest) - #require(ferets[1].smallest)) < 1e-9)
      let fills = try scenes.map { try #require(Solidity(structure: StructurePlace(n)).value(in: $0)) }
      #expect(abs(fills[0].share - fills[1].share) < 1e-12)
      let extents = try scenes.map { try #require(Extent(structure: StructurePlace(n)).value(in: $0)) }
      #expect(extents[0].low.distance(to: extents[1].low) < 1e-9)
      #expect(extents[0].high.distance(to: extents[1].high) < 1e-9)
      let axes = try scenes.map { try #require(PrincipalAxes(structure: StructurePlace(n)).value(in: $0)) }
      for (a, b) in zip(axes[0], axes[1]) {
        let (a, b) = try (#require(a), #require(b))
        #expect(((a - b) * (a - b)).sum() < 1e-12)
      }
    }
  }
}

extension VoxelScene {
  /// Some single voxels in a box of 8 × 8 × 8, spacing 0.5 × 2 × 3.
  static func few(seed: Int, count: Int, flat: Bool) -> VoxelScene {
    var random = SplitMix64(seed: UInt64(seed) &* 7919)
    let size = VoxelIndex(8, 8, flat ? 1 : 8)
    var mask = [Bool](repeating: false, count: size.i * size.j * size.k)
    for _ in 0..<count { mask[Int.random(in: mask.indices, using: &random)] = true }
    return VoxelScene(grid: Grid(size: size, affine: Affine(spacing: SIMD3(0.5, 2, 3))), masks: [mask])
  }

  /// The corners of a structure's voxels, half a voxel from their centres.
  func corners(_ structure: Int) -> [SIMD3<Double>] {
    voxels(structure).flatMap { v in
      (0..<8).map { corner -> SIMD3<Double> in
        let step = SIMD3(Double(corner & 1), Double(corner >> 1 & 1), Double(corner >> 2))
        return SIMD3(Double(v.i), Double(v.j), Double(v.k)) + step - 0.5
      }
    }
  }

  /// A digital ball around a voxel's centre.
  static func ball(radius: Int, spacing: SIMD3<Double> = SIMD3(1, 1, 1)) -> VoxelScene {
    let n = 2 * radius + 5
    let c = radius + 2
    return VoxelScene(
      grid: Grid(size: VoxelIndex(n, n, n), affine: Affine(spacing: spacing)),
      [
        { v in
          (v.i - c) * (v.i - c) + (v.j - c) * (v.j - c) + (v.k - c) * (v.k - c) <= radius * radius
        }
      ])
  }
}
