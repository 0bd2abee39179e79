import Geometry
import GeometryTesting
import Numerics
import Testing
import Volume

/// Pairs whose measures follow from arithmetic by hand.
@Suite struct `Pairs measured by hand` {
  private func block(_ i: ClosedRange<Int>, _ j: ClosedRange<Int>, _ k: ClosedRange<Int>) -> (VoxelIndex) -> Bool {
    { i.contains($0.i) && j.contains($0.j) && k.contains($0.k) }
  }

  private func grid(_ i: Int, _ j: Int, _ k: Int, _ spacing: SIMD3<Double> = SIMD3(1, 1, 1)) -> Grid {
    Grid(size: VoxelIndex(i, j, k), affine: Affine(spacing: spacing))
  }

  @Test func `two blocks side by side`() throws {
    let scene = VoxelScene(
      grid: grid(12, 8, 6, SIMD3(2, 3, 5)), [block(0...3, 1...4, 1...2), block(4...5, 1...4, 1...4)]
    ).scene
    let contact = ContactShares(0, 1).value(in: scene)
    // 4 × 2 faces of 3 × 5 mm; the first block measures 8 × 12 × 10 mm, the second 4 × 12 × 20 mm.
    #expect(contact.area == 120)
    #expect(contact.first == 120.0 / (2 * (8 * 12 + 8 * 10 + 12 * 10)))
    #expect(contact.second == 120.0 / (2 * (4 * 12 + 4 * 20 + 12 * 20)))
    #expect(ExposedFaces(structure: 0).value(in: scene) == [16, 16, 32])
    let nearest = Nearest(0, 1).value(in: scene)
    #expect(nearest.centres?.distance == 2 && nearest.surfaces?.distance == 0)
    #expect(SharedSlices(0, 1).value(in: scene).map(\.both) == [0, 4, 2])
    #expect(SharedSlices(0, 1).value(in: scene).map(\.either) == [6, 4, 4])
    #expect(VolumeRatio(0, 1).value(in: scene) == 1)
    let towards = try #require(RelativePosition(0, 1).value(in: scene))
    let left = try #require(towards.first { $0.direction == .left })
    #expect(left.offset == 6 && left.gap == 0 && left.beyondAll == 1)
    let inferior = try #require(towards.first { $0.direction == .inferior })
    // The first's 10 mm lie within the second's 20, in its lower half.
    #expect(inferior.offset == 5 && inferior.gap == -10 && inferior.beyondAll == 0 && inferior.beyondCentroid == 1)
    let superior = try #require(towards.first { $0.direction == .superior })
    #expect(superior.gap == -20 && superior.beyondCentroid == 0)
  }

  @Test func `an extent on an oblique grid is that of the voxels, not of their index box`() throws {
    // A diagonal line of voxels in a grid turned by 45° runs along one patient axis, and is one voxel wide along the
    // other.
    let c = 0.5.squareRoot()
    let affine = Affine(columns: [SIMD3(c, c, 0), SIMD3(-c, c, 0), SIMD3(0, 0, 1)], origin: .zero)
    let voxels = VoxelScene(
      grid: Grid(size: VoxelIndex(10, 10, 2), affine: affine),
      [{ $0.i == $0.j && $0.k == 0 }, { $0.i == $0.j + 3 && $0.k == 0 }])
    let right = try #require(RelativePosition(1, 0).value(in: voxels.scene)?.first { $0.direction == .right })
    // Three voxels apart across the diagonal, less the diagonal of one.
    #expect(abs(right.gap - (3 * c - 2 * c)) < 1e-9)
    #expect(right.beyondAll == 1)
  }

  @Test func `concentric cubes`() throws {
    let scene = VoxelScene(grid: grid(15, 15, 15), [block(5...9, 5...9, 5...9), block(2...12, 2...12, 2...12)]).scene
    let found = try #require(SurfaceDistances(0, 1).value(in: scene))
    #expect(found.fromFirst.largest == 3 && found.fromFirst.mean == 3 && found.fromFirst.percentile95 == 3)
    // From the corners of the outer cube it is three voxels along each axis.
    #expect(abs(found.hausdorff - 27.squareRoot()) < 1e-6 && found.hausdorff == found.fromSecond.largest)
    let dice = 2 * 125.0 / (125.0 + 1331)
    #expect(OverlapShares(0, 1).value(in: scene).dice == dice)
    #expect(MutualEnclosure(0, 1).value(in: scene).first == 1)
    #expect(MutualEnclosure(0, 1).value(in: scene).second == 125.0 / 1331)
  }

  @Test(arguments: [[1, 1, 1], [0.5, 0.75, 4]] as [[Double]])
  func `a structure and its shifted copy`(lengths: [Double]) throws {
    let spacing = SIMD3(lengths[0], lengths[1], lengths[2])
    let scene = VoxelScene(
      grid: grid(20, 12, 10, spacing), [block(2...6, 2...6, 2...6), block(12...16, 2...6, 2...6)]
    ).scene
    let found = try #require(SurfaceDistances(0, 1).value(in: scene))
    #expect(found.hausdorff == 10 * spacing.x && found.fromFirst == found.fromSecond)
    #expect(CentroidDistance(0, 1).value(in: scene) == 10 * spacing.x)
    #expect(Nearest(0, 1).value(in: scene).surfaces?.distance == 5 * spacing.x)
  }

  /// Few voxels in a large box are searched for in a tree, not in a distance transform.
  @Test(arguments: 0..<6)
  func `scattered voxels`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let grid = grid(200, 200, 200, SIMD3(0.5, 0.75, 4))
    // On even indices, so that each is a boundary voxel; close to one plane for odd seeds, which makes for equal
    // coordinates.
    func scattered(_ count: Int) -> [VoxelIndex] {
      let voxels = (0..<count).map { _ in
        VoxelIndex(
          2 * Int.random(in: 0..<100, using: &random), 2 * Int.random(in: 0..<100, using: &random),
          2 * Int.random(in: 0..<(seed % 2 == 0 ? 100 : 2), using: &random))
      }
      return Array(Set(voxels + [VoxelIndex(0, 0, 0), VoxelIndex(198, 198, 198)]))
    }
    let sets = [scattered(seed == 0 ? 0 : 250), scattered(120)]
    let structures = sets.enumerated().map { n, voxels in
      let runs = voxels.map { Run(row: Int32($0.j + 200 * $0.k), start: Int32($0.i), end: Int32($0.i + 1)) }
      return Structure(value: n + 1, name: nil, runs: Runs(merging: runs))
    }
    let scene = Scene(segmentation: Segmentation(grid: grid, structures: structures))
    func directed(_ from: [VoxelIndex], _ to: [VoxelIndex]) -> [Double] {
      from.map { v in
        let squares = to.map { w -> Double in
          let d = SIMD3(Double(v.i - w.i) * 0.5, Double(v.j - w.j) * 0.75, Double(v.k - w.k) * 4)
          return (d * d).sum()
        }
        return (squares.min() ?? .infinity).squareRoot()
      }
    }
    let (forth, back) = (directed(sets[0], sets[1]), directed(sets[1], sets[0]))
    let found = try #require(SurfaceDistances(0, 1).value(in: scene))
    #expect(abs(found.fromFirst.largest - (forth.max() ?? 0)) < 1e-9)
    #expect(abs(found.fromSecond.largest - (back.max() ?? 0)) < 1e-9)
    #expect(abs(found.fromFirst.mean - forth.reduce(0, +) / Double(forth.count)) < 1e-9)
    #expect(abs(found.fromSecond.mean - back.reduce(0, +) / Double(back.count)) < 1e-9)
  }

  @Test func `a structure and itself`() throws {
    let shape = block(2...6, 1...3, 1...3)
    let scene = VoxelScene(grid: grid(8, 5, 5), [shape, shape]).scene
    let found = try #require(SurfaceDistances(0, 1).value(in: scene))
    #expect(found.hausdorff == 0 && found.hausdorff95 == 0 && found.averageSymmetric == 0)
    #expect(OverlapShares(0, 1).value(in: scene).dice == 1)
    #expect(ContactShares(0, 1).value(in: scene).area == 0)
    #expect(Between(0, first: 0, second: 1).value(in: scene) == nil)
  }

  @Test func `a gap inside a ventricle and its wall is theirs together`() {
    // In two dimensions: a wall of two, a pool that leaves a crescent free.
    let wall = { (v: VoxelIndex) -> Bool in
      (1...9).contains(v.i) && (1...9).contains(v.j) && !((3...7).contains(v.i) && (3...7).contains(v.j))
    }
    let pool = { (v: VoxelIndex) -> Bool in (3...6).contains(v.i) && (3...7).contains(v.j) }
    let full = { (v: VoxelIndex) -> Bool in (3...7).contains(v.i) && (3...7).contains(v.j) }
    let gap = VoxelScene(grid: Grid(size: VoxelIndex(12, 12, 1), spacing: SIMD3(1, 1, 1)), [wall, pool, full]).scene
    #expect(CavitiesBetween(0, 1).value(in: gap).pieces.map(\.voxels) == [5])
    #expect(CavitiesBetween(0, 2).value(in: gap).pieces.isEmpty)
    // The other structure fills all of the gap.
    #expect(CavitiesBetween(0, 1).value(in: gap).voxelsOfOtherLabels == 5)
    // An organ elsewhere makes the wall's own cavity nobody else's.
    let apart = VoxelScene(grid: Grid(size: VoxelIndex(14, 12, 1), spacing: nil), [wall, { $0.i == 12 }]).scene
    #expect(CavitiesBetween(0, 1).value(in: apart).pieces.isEmpty)
  }

  @Test func `two halves of a shell enclose what neither does`() {
    let shell = { (v: VoxelIndex) -> Bool in
      let outer = (1...7).contains(v.i) && (1...7).contains(v.j) && (1...7).contains(v.k)
      return outer && !((2...6).contains(v.i) && (2...6).contains(v.j) && (2...6).contains(v.k))
    }
    let scene = VoxelScene(grid: grid(9, 9, 9), [{ shell($0) && $0.i < 4 }, { shell($0) && $0.i >= 4 }]).scene
    #expect(Cavities(structure: 0, background: .faces).value(in: scene).isEmpty)
    #expect(CavitiesBetween(0, 1).value(in: scene).pieces.map(\.voxels) == [125])
    #expect(CavitiesBetween([0, 1, 1]).value(in: scene).pieces.map(\.voxels) == [125])
  }

  @Test func `a heart between two lungs`() throws {
    let scene = VoxelScene(
      grid: grid(30, 10, 10), [block(12...18, 3...6, 3...6), block(1...9, 1...8, 1...8), block(22...28, 1...8, 1...8)]
    ).scene
    let between = try #require(Between(0, first: 1, second: 2).value(in: scene))
    #expect(between.along == 0.5 && between.aside == 0 && between.share == 1)
    let nearer = try #require(Nearer(0, to: 1, than: 2).value(in: scene))
    #expect(nearer.centroids == 0 && nearer.surfaces == 1)
    // Three columns on either side, and the middle one on neither.
    #expect(nearer.share == 3.0 / 7)
  }
}
