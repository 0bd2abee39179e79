import Geometry
import Mutations
import Testing
import Volume

/// Faults of a structure's size and outline, against naive recounts and the volumes of balls.
@Suite struct SizeMutationsTests {
  /// Whether a voxel of a set lies within a length of a place; distances along the index axes.
  static func isNear(_ at: VoxelIndex, _ length: Double, _ grid: Grid, _ takes: (VoxelIndex) -> Bool) -> Bool {
    let reach = (0..<3).map { grid.size[$0] == 1 ? 0 : Int(length / grid.lengths[$0] + 1e-9) }
    for k in -reach[2]...reach[2] {
      for j in -reach[1]...reach[1] {
        for i in -reach[0]...reach[0] {
          let d = SIMD3(Double(i), Double(j), Double(k)) * grid.lengths
          if (d * d).sum() <= length * length + 1e-6, takes(VoxelIndex(at.i + i, at.j + j, at.k + k)) { return true }
        }
      }
    }
    return false
  }

  @Test(arguments: Lattice.allCases)
  func `an erosion takes what lies within its length of the background`(lattice: Lattice) throws {
    let (old, unit) = (lattice.organs, lattice == .flat ? "px" : "mm")
    let new = try mutated("under-segmented:label=kidney_left,by=4 \(unit)", old).segmentation
    let before = old.voxels("kidney_left")
    let expected = before.filter { at in !Self.isNear(at, 4, old.grid) { !before.contains($0) } }
    #expect(new.voxels("kidney_left") == expected)
  }

  @Test(arguments: Lattice.allCases)
  func `a dilation adds the background within its length`(lattice: Lattice) throws {
    let (old, unit) = (lattice.organs, lattice == .flat ? "px" : "mm")
    let new = try mutated("over-segmented:label=spleen,by=5 \(unit)", old).segmentation
    let before = old.voxels("spleen")
    let taken = old.voxels("kidney_left").union(old.voxels("kidney_right"))
    let expected = indices(old.grid.size).filter { at in
      before.contains(at) || (!taken.contains(at) && Self.isNear(at, 5, old.grid, before.contains))
    }
    #expect(new.voxels("spleen") == Set(expected))
  }

  @Test(arguments: [4.0, 6.0], [-1.0, 1.0])
  func `an eroded or dilated ball has the volume of a smaller or larger ball`(by: Double, sign: Double) throws {
    let grid = Grid(size: VoxelIndex(64, 64, 43), affine: Affine(spacing: SIMD3(1, 1, 1.5)))
    let runs = Runs(
      merging: indices(grid.size).filter {
        let d = SIMD3(Double($0.i) - 31.5, Double($0.j) - 31.5, (Double($0.k) - 21) * 1.5)
        return (d * d).sum() <= 20 * 20
      }.map { Run(row: Int32($0.j + $0.k * 64), start: Int32($0.i), end: Int32($0.i + 1)) })
    let ball = Segmentation(grid: grid, structures: [Structure(value: 1, name: nil, runs: runs)])
    let spec = sign < 0 ? "under-segmented:by=\(by) mm" : "over-segmented:by=\(by) mm"
    let voxels = Double(try mutated(spec, ball).segmentation.structures[0].runs.voxelCount)
    let radius = 20 + sign * by
    // A ball is cut or filled up to voxel centres, which moves its radius by less than half a voxel.
    let expected = 4 / 3 * Double.pi * radius * radius * radius / 1.5
    #expect(abs(voxels / expected - 1) < 1.5 * 0.75 / radius * 1.5)
  }

  @Test func `a structure that the field of view cuts off is not eroded there`() throws {
    let grid = Grid(size: VoxelIndex(40, 40, 20), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let rows = (0..<20).flatMap { k in (10..<30).map { Run(row: Int32($0 + k * 40), start: 10, end: 30) } }
    let tube = Segmentation(grid: grid, structures: [Structure(value: 1, name: "aorta", runs: Runs(merging: rows))])
    let new = try mutated("under-segmented:by=3 mm", tube).segmentation
    #expect(new.voxels("aorta").count == 14 * 14 * 20)
  }

  @Test func `a dilation over neighbours takes their voxels`() throws {
    let old = Lattice.plain.balls([("a", SIMD3(-10, 0, 0), 10), ("b", SIMD3(11, 0, 0), 10)])
    let kept = try mutated("over-segmented:label=a,by=4 mm", old).segmentation
    let over = try mutated("over-segmented:label=a,by=4 mm,into=neighbours", old).segmentation
    #expect(kept.voxels("b") == old.voxels("b"))
    #expect(over.voxels("b") == old.voxels("b").subtracting(over.voxels("a")))
    #expect(over.voxels("b").count < old.voxels("b").count)
    #expect(!over.hasOverlaps)
  }

  @Test(arguments: Lattice.allCases)
  func `a hole is walled in on all sides and has its share`(lattice: Lattice) throws {
    let old = lattice.organs
    let new = try mutated("hole:label=kidney_left,share=6 %", old).segmentation
    let (before, after) = (old.voxels("kidney_left"), new.voxels("kidney_left"))
    let hole = before.subtracting(after)
    #expect(after.isSubset(of: before))
    #expect(hole.count == Int((0.06 * Double(before.count)).rounded()))
    // Flooded from the outside, through corners too.
    let outside = Set(indices(old.grid.size)).subtracting(after)
    let parts = pieces(outside, corners: true, dimensions: old.grid.dimensions)
    #expect(parts.count == 2)
    #expect(parts.last == hole)
  }

  @Test(arguments: Lattice.allCases)
  func `an island is a second piece of its share, in the background and inside the grid`(lattice: Lattice) throws {
    let old = lattice.organs
    let made = try mutated("island:label=kidney_right,share=10 %", old)
    let (before, after) = (old.voxels("kidney_right"), made.segmentation.voxels("kidney_right"))
    let parts = pieces(after, corners: true, dimensions: old.grid.dimensions)
    #expect(parts.count == 2)
    #expect(parts.first == before)
    let island = try #require(parts.last)
    #expect(island.count == Int((0.1 * Double(before.count)).rounded()))
    #expect(island.isDisjoint(with: old.voxels("kidney_left").union(old.voxels("spleen"))))
    for axis in 0..<old.grid.dimensions {
      #expect(island.allSatisfy { $0[axis] > 0 && $0[axis] < old.grid.size[axis] - 1 })
    }
    #expect(made.voxelsChanged == island.count)
  }

  @Test func `an island in a field of view of few slices is flatter than a ball`() throws {
    let grid = Grid(size: VoxelIndex(80, 80, 9), affine: Affine(spacing: SIMD3(1, 1, 3)))
    let rows = (0..<9).flatMap { k -> [Run] in (20..<50).map { Run(row: Int32($0 + k * 80), start: 8, end: 40) } }
    let old = Segmentation(grid: grid, structures: [Structure(value: 1, name: "liver", runs: Runs(merging: rows))])
    let before = old.voxels("liver")
    let after = try mutated("island:share=30 %", old).segmentation.voxels("liver")
    let parts = pieces(after, corners: true, dimensions: 3)
    #expect(parts.count == 2)
    #expect(parts.last?.count == Int((0.3 * Double(before.count)).rounded()))
    #expect(parts.last?.allSatisfy { (1..<8).contains($0.k) } == true)
  }

  @Test(arguments: Lattice.allCases, [UInt64(1), 2, 3])
  func `a leak joins its share of background to the structure`(lattice: Lattice, seed: UInt64) throws {
    let old = lattice.organs
    let new = try mutated("leak:label=kidney_left", old, seed: seed).segmentation
    let (before, after) = (old.voxels("kidney_left"), new.voxels("kidney_left"))
    #expect(before.isSubset(of: after))
    #expect(after.count - before.count == Int((0.25 * Double(before.count)).rounded()))
    #expect(pieces(after, corners: false, dimensions: old.grid.dimensions).count == 1)
    #expect(!new.hasOverlaps)
  }

  @Test(arguments: Lattice.solid)
  func `a leak is longer than the structure's boundary is uneven`(lattice: Lattice) throws {
    let old = lattice.organs
    let new = try mutated("leak:label=kidney_left", old).segmentation
    // Half an ellipsoid twice as long as wide, with a quarter of the ball's volume, is 1.26 radii long.
    let farthest =
      new.voxels("kidney_left").map { at in
        let d = lattice.point(at) - SIMD3(-24, 0, 0)
        return (d * d).sum().squareRoot()
      }.max() ?? 0
    #expect(farthest > 16 * 1.6)
  }

  @Test(arguments: Lattice.allCases)
  func `a missing part is on the side that was named`(lattice: Lattice) throws {
    let old = lattice.organs
    let new = try mutated("missing-part:label=kidney_left,share=40 %,side=j-", old).segmentation
    let (before, after) = (old.voxels("kidney_left"), new.voxels("kidney_left"))
    let lost = before.subtracting(after)
    #expect(after.isSubset(of: before))
    #expect(lost.count == Int((0.4 * Double(before.count)).rounded()))
    #expect(pieces(lost, corners: false, dimensions: old.grid.dimensions).count == 1)
    let mean = { (voxels: Set<VoxelIndex>) in voxels.reduce(0) { $0 + Double($1.j) } / Double(voxels.count) }
    #expect(mean(lost) < mean(after))
    #expect(lost.map(\.j).min() == before.map(\.j).min())
  }

  @Test func `a missing part may be the whole structure`() throws {
    let made = try mutated("missing-part:label=spleen,share=100 %", Lattice.plain.organs)
    #expect(made.segmentation.voxels("spleen").isEmpty)
    #expect(made.segmentation.structures.count == 3)
  }

  @Test(arguments: Lattice.allCases)
  func `noise makes a surface ragged and leaves the structure whole`(lattice: Lattice) throws {
    let old = lattice.organs
    let new = try mutated("jagged:label=kidney_left", old).segmentation
    let ratios = try [old, new].map { export in
      try #require(Scene(segmentation: export)[Raggedness(structure: 0)]?.ratio)
    }
    #expect(ratios[1] > ratios[0] + 0.15)
    let (before, after) = (old.voxels("kidney_left"), new.voxels("kidney_left"))
    #expect(pieces(after, corners: true, dimensions: old.grid.dimensions).count == 1)
    let background = Set(indices(old.grid.size)).subtracting(after)
    #expect(pieces(background, corners: false, dimensions: old.grid.dimensions).count == 1)
    let ratio = Double(after.count) / Double(before.count)
    #expect(abs(ratio - 1) < 0.25)
  }
}
