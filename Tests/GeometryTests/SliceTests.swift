import Geometry
import GeometryTesting
import Testing
import Volume

/// What is told slice by slice, against counting voxels and shapes known by hand.
@Suite struct `Slices beside one another` {
  @Test(arguments: 0..<20, VoxelAgreementDensities.all)
  func `overlaps and changes of area agree with counting voxels`(seed: Int, density: Int) {
    let voxels = VoxelScene(seed: seed, density: density)
    let scene = voxels.scene
    for n in voxels.masks.indices where !voxels.voxels(n).isEmpty {
      let lowest = NeighbourSliceOverlap(structure: StructurePlace(n)).value(in: scene)
      let jumps = SliceAreaChange(structure: StructurePlace(n)).value(in: scene)
      let steps = Staircase(structure: StructurePlace(n)).value(in: scene)
      #expect(lowest.count == scene.grid.dimensions && jumps.count == scene.grid.dimensions)
      for axis in 0..<scene.grid.dimensions {
        let pairs = voxels.neighbourSlices(n, axis: axis)
        let inner = pairs.dropFirst().dropLast().filter { $0.a + $0.b > 0 }
        let dice = inner.map { 2 * Double($0.shared) / Double($0.a + $0.b) }
        #expect(lowest[axis]?.dice == dice.min())
        let changes = inner.map { Double(abs($0.a - $0.b)) / Double(max($0.a, $0.b)) }
        #expect(jumps[axis]?.change == changes.max())
        if let lowest = lowest[axis] {
          #expect(
            inner.first { $0.slice == lowest.slice }.map { 2 * $0.shared }
              == Int(lowest.dice * Double(sum(inner, lowest.slice)) + 0.5))
        }
        if let jump = jumps[axis] {
          #expect(
            inner.first { $0.slice == jump.slice }.map { Double(abs($0.a - $0.b)) }
              == (jump.change * Double(largest(inner, jump.slice))).rounded())
        }
        let identical = pairs.count { $0.shared > 0 && $0.shared == $0.a && $0.a == $0.b }
        #expect(steps[axis]?.identical == (pairs.isEmpty ? nil : Double(identical) / Double(pairs.count)))
      }
    }
  }

  private func sum(_ pairs: [VoxelScene.Neighbours], _ slice: Int) -> Int {
    pairs.first { $0.slice == slice }.map { $0.a + $0.b } ?? 0
  }

  private func largest(_ pairs: [VoxelScene.Neighbours], _ slice: Int) -> Int {
    pairs.first { $0.slice == slice }.map { max($0.a, $0.b) } ?? 0
  }

  /// A square rod along an axis, whose slice at each place has a given half width; 0 is a missing slice.
  private func rod(_ halves: [Int], along axis: Int) -> Scene {
    var size = VoxelIndex(21, 21, 21)
    size[axis] = halves.count + 2
    let others = (0..<3).filter { $0 != axis }
    return VoxelScene(
      grid: Grid(size: size, affine: Affine(spacing: SIMD3(1, 2, 3))),
      [
        { v in
          (1...halves.count).contains(v[axis])
            && others.allSatisfy { abs(v[$0] - 10) < halves[v[axis] - 1] }
        }
      ]
    ).scene
  }

  @Test(arguments: 0..<3)
  func `a slice that is too large, one that is too small and one that is missing are spikes`(axis: Int) throws {
    // Areas (2 h - 1)²: the ends taper and are none.
    let scene = rod([1, 4, 4, 9, 4, 4, 4, 2, 4, 4, 0, 4, 1], along: axis)
    let spikes = AreaSpikes(structure: 0).value(in: scene)
    #expect(spikes[axis] == [4, 8, 11])
    let jump = try #require(SliceAreaChange(structure: 0).value(in: scene)[axis])
    #expect(jump.change == 1 && jump.slice == 10)
    let overlap = try #require(NeighbourSliceOverlap(structure: 0).value(in: scene)[axis])
    #expect(overlap.dice == 0 && overlap.slice == 10)
  }

  @Test func `a step of area is no spike`() {
    #expect(AreaSpikes(structure: 0).value(in: rod([4, 4, 4, 8, 8, 8], along: 2)) == [[], [], []])
  }

  @Test(arguments: 0..<3)
  func `slices drawn on every third and copied are a staircase`(axis: Int) throws {
    let steps = try #require(
      Staircase(structure: 0).value(in: rod([2, 2, 2, 4, 4, 4, 6, 6, 6, 5, 5, 5], along: axis))[axis])
    #expect(steps.longest == 3)
    #expect(abs(steps.identical - 8.0 / 11) < 1e-12)
    let smooth = try #require(Staircase(structure: 0).value(in: rod([2, 3, 4, 5, 6, 5, 4], along: axis))[axis])
    #expect(smooth.identical == 0 && smooth.longest == 1)
  }

  @Test func `with three slices there is nothing between the ends`() {
    let scene = rod([3, 5, 3], along: 2)
    #expect(SliceAreaChange(structure: 0).value(in: scene)[2] == nil)
    #expect(NeighbourSliceOverlap(structure: 0).value(in: scene)[2] == nil)
    #expect(AreaSpikes(structure: 0).value(in: scene)[2] == [2])
  }

  @Test func `an empty structure has no slices`() {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(4, 3, 2), affine: Affine(spacing: SIMD3(1, 1, 2))), [{ _ in false }]
    )
    .scene
    #expect(SliceAreaChange(structure: 0).value(in: scene).isEmpty)
    #expect(NeighbourSliceOverlap(structure: 0).value(in: scene).isEmpty)
    #expect(Staircase(structure: 0).value(in: scene).isEmpty)
    #expect(AreaSpikes(structure: 0).value(in: scene).isEmpty)
    #expect(SliceSolidity(structure: 0).value(in: scene) == nil)
    #expect(SliceCircularity(structure: 0).value(in: scene) == nil)
    #expect(SlicePerimeter(structure: 0).value(in: scene) == nil)
  }
}

/// Shapes within slices.
@Suite struct `Shapes of slices` {
  /// Perimeters by SimpleITK 2.5.7, LabelShapeStatisticsImageFilter, of the pixels whose 7 i + 5 j + 3 i j leaves less
  /// than 6 when divided by 11.
  @Test(arguments: [(SIMD3(1.0, 1, 1), 60.1040961), (SIMD3(0.7, 2.5, 1), 78.2315016)])
  func `perimeters are those of ITK`(spacing: SIMD3<Double>, perimeter: Double) throws {
    let scene = VoxelScene(
      grid: Grid(size: VoxelIndex(9, 8, 1), affine: Affine(spacing: spacing)),
      [{ v in (7 * v.i + 5 * v.j + 3 * v.i * v.j) % 11 < 6 }]
    ).scene
    let circularity = try #require(Circularity(structure: 0).value(in: scene))
    let area = try #require(PhysicalSize(structure: 0).value(in: scene))
    #expect(abs((4 * Double.pi * area / circularity).squareRoot() - perimeter) < 1e-6)
  }

  /// The random masks, with each axis in turn as the coarsest, against the same slices as pictures of their own.
  @Test(arguments: 0..<10, [20, 50, 80])
  func `the slices along any axis measure as pictures do`(seed: Int, density: Int) throws {
    let random = VoxelScene(seed: seed, density: density)
    guard random.grid.dimensions == 3 else { return }
    for axis in 0..<3 {
      var spacing = SIMD3(1.0, 2, 3)
      spacing[axis] = 7
      let voxels = VoxelScene(
        grid: Grid(size: random.grid.size, affine: Affine(spacing: spacing)), masks: random.masks)
      let scene = voxels.scene
      #expect(scene.grid.acquisitionAxis == axis)
      for n in voxels.masks.indices {
        let pictures = (0..<voxels.grid.size[axis]).map { voxels.picture(n, slice: $0, across: axis) }
        let counts = pictures.map { VoxelCount(structure: 0).value(in: $0) }
        let kept = counts.indices.filter { counts[$0] > 0 && 20 * counts[$0] >= counts.max() ?? 0 }
        let solidities = kept.compactMap { Solidity(structure: 0).value(in: pictures[$0])?.share }.sorted()
        let summary = SliceSolidity(structure: StructurePlace(n)).value(in: scene)
        #expect(summary?.smallest == solidities.first)
        #expect((summary == nil) == kept.isEmpty)
        guard let summary else { continue }
        #expect(abs(summary.median - median(solidities)) < 1e-12)
        #expect(Solidity(structure: 0).value(in: pictures[summary.slice])?.share == summary.smallest)
        let circularities = kept.compactMap { Circularity(structure: 0).value(in: pictures[$0]) }.sorted()
        let round = try #require(SliceCircularity(structure: StructurePlace(n)).value(in: scene))
        #expect(abs(round.smallest - circularities[0]) < 1e-12)
        #expect(abs(round.median - median(circularities)) < 1e-12)
      }
    }
  }

  private func median(_ sorted: [Double]) -> Double {
    (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  @Test(arguments: AxisStorage.all)
  func `the order of storage does not matter`(storage: AxisStorage) throws {
    let voxels = AxisStorage.original
    let scenes = [voxels.scene, try storage.stored(voxels).scene]
    for n in voxels.masks.indices {
      let solid = try scenes.map { try #require(SliceSolidity(structure: StructurePlace(n)).value(in: $0)) }
      #expect(abs(solid[0].smallest - solid[1].smallest) < 1e-12 && abs(solid[0].median - solid[1].median) < 1e-12)
      let round = try scenes.map { try #require(SliceCircularity(structure: StructurePlace(n)).value(in: $0)) }
      #expect(abs(round[0].smallest - round[1].smallest) < 1e-12 && abs(round[0].median - round[1].median) < 1e-12)
      let thick = try scenes.map { try #require(Thickness(structure: StructurePlace(n)).value(in: $0)) }
      #expect(abs(thick[0].smallest - thick[1].smallest) < 1e-5 && abs(thick[0].median - thick[1].median) < 1e-5)
      #expect(
        ThinParts(structure: StructurePlace(n)).value(in: scenes[0])
          == ThinParts(structure: StructurePlace(n)).value(in: scenes[1]))
      let ragged = try scenes.map { try #require(Raggedness(structure: StructurePlace(n)).value(in: $0)) }
      #expect(ragged[0].changed == ragged[1].changed)
      let dice = scenes.map {
        NeighbourSliceOverlap(structure: StructurePlace(n)).value(in: $0).compactMap { $0?.dice }.sorted()
      }
      #expect(dice[0] == dice[1])
    }
  }

  @Test func `slices are those in which a volume was taken`() {
    func axis(_ spacing: SIMD3<Double>) -> Int {
      Grid(size: VoxelIndex(5, 5, 5), affine: Affine(spacing: spacing)).acquisitionAxis
    }
    #expect(axis(SIMD3(3, 1, 1)) == 0)
    #expect(axis(SIMD3(1, 3, 1)) == 1)
    #expect(axis(SIMD3(1, 1, 3)) == 2)
    #expect(axis(SIMD3(1, 1, 1)) == 2)
    // i runs along the body here, and is as coarse as the others.
    let coronal = Affine(columns: [SIMD3(0, 0, 1), SIMD3(1, 0, 0), SIMD3(0, 1, 0)], origin: .zero)
    #expect(Grid(size: VoxelIndex(5, 5, 5), affine: coronal).acquisitionAxis == 0)
    #expect(Grid(size: VoxelIndex(5, 5, 5), spacing: SIMD3(2, 2, 1)).acquisitionAxis == 1)
    #expect(Grid(size: VoxelIndex(5, 5, 5), spacing: nil).acquisitionAxis == 2)
  }

  @Test func `a disc is round, a rectangle less so`() throws {
    let grid = Grid(size: VoxelIndex(101, 101, 1), affine: Affine(spacing: SIMD3(0.5, 0.5, 1)))
    let disc = VoxelScene(grid: grid, [{ v in (v.i - 50) * (v.i - 50) + (v.j - 50) * (v.j - 50) <= 1600 }]).scene
    #expect(abs(try #require(Circularity(structure: 0).value(in: disc)) - 1) < 0.02)
    let bar = VoxelScene(grid: grid, [{ (10..<90).contains($0.i) && (40..<50).contains($0.j) }]).scene
    // 4 π · 800 / 180² is 0.31; four directions take a straight outline along the axes for 6 % shorter than it is.
    let round = try #require(Circularity(structure: 0).value(in: bar))
    #expect(abs(round - 0.31 / 0.94 / 0.94) < 0.01)
  }
}

extension VoxelScene {
  /// Two neighbouring slices, the first's index, their voxels, and how many are in both.
  typealias Neighbours = (slice: Int, a: Int, b: Int, shared: Int)

  func neighbourSlices(_ structure: Int, axis: Int) -> [Neighbours] {
    let all = voxels(structure)
    let counts = slices(structure, axis: axis)
    let places = all.map { $0[axis] }
    guard let first = places.min(), let last = places.max(), first < last else { return [] }
    return (first..<last).map { slice in
      let shared = all.count { v in
        var next = v
        next[axis] += 1
        return v[axis] == slice && holds(structure, next)
      }
      return (slice, counts[slice], counts[slice + 1], shared)
    }
  }

  /// One slice as a picture with the same spacing.
  func picture(_ structure: Int, slice: Int, across axis: Int) -> Scene {
    let (a, b) = axis == 0 ? (1, 2) : axis == 1 ? (0, 2) : (0, 1)
    let s = grid.spacing ?? SIMD3(1, 1, 1)
    return VoxelScene(
      grid: Grid(size: VoxelIndex(grid.size[a], grid.size[b], 1), affine: Affine(spacing: SIMD3(s[a], s[b], 1))),
      [
        { v in
          var at = VoxelIndex(0, 0, 0)
          (at[a], at[b], at[axis]) = (v.i, v.j, slice)
          return holds(structure, at)
        }
      ]
    ).scene
  }
}
