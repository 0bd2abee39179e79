package import Geometry
internal import Numerics
package import Volume

/// Masks as plain arrays of voxels, and the scene made from them.
package struct VoxelScene {
  package let grid: Grid
  /// One mask per structure, i fastest.
  package let masks: [[Bool]]

  package init(grid: Grid, masks: [[Bool]]) {
    self.grid = grid
    self.masks = masks
  }

  /// One mask per test of a voxel.
  package init(grid: Grid, _ tests: [(VoxelIndex) -> Bool]) {
    let all = Self.indices(grid.size)
    self.init(grid: grid, masks: tests.map { test in all.map(test) })
  }

  /// Random masks: size, spacing and number of structures follow from the seed. Odd seeds give masks that may overlap;
  /// every fifth is flat.
  package init(seed: Int, density: Int) {
    var random = SplitMix64(seed: UInt64(seed) &* 0x9E37_79B9 &+ UInt64(density))
    let flat = seed % 5 == 4
    let size = VoxelIndex(
      Int.random(in: 1...11, using: &random), Int.random(in: 1...10, using: &random),
      flat ? 1 : Int.random(in: 2...9, using: &random))
    let lengths: [Double] = [0.5, 0.75, 1, 2, 5]
    let spacing = SIMD3(
      lengths.randomElement(using: &random) ?? 1, lengths.randomElement(using: &random) ?? 1,
      lengths.randomElement(using: &random) ?? 1)
    let count = Int.random(in: 2...4, using: &random)
    var masks = [[Bool]](repeating: [], count: count)
    for _ in 0..<(size.i * size.j * size.k) {
      let filled = Int.random(in: 0..<100, using: &random) < density
      // Uneven shares, so that large structures enclose small ones.
      let owner = min(Int.random(in: 0..<(2 * count), using: &random), count - 1)
      for n in 0..<count {
        let own = seed % 2 == 1 ? Int.random(in: 0..<100, using: &random) < density : filled && owner == n
        masks[n].append(own)
      }
    }
    self.init(grid: Grid(size: size, affine: Affine(spacing: spacing, origin: SIMD3(-3, 7, 11))), masks: masks)
  }

  /// Every voxel, i fastest.
  package static func indices(_ size: VoxelIndex) -> [VoxelIndex] {
    (0..<size.k).flatMap { k in (0..<size.j).flatMap { j in (0..<size.i).map { VoxelIndex($0, j, k) } } }
  }

  package var indices: [VoxelIndex] { Self.indices(grid.size) }

  package func voxels(_ structure: Int) -> [VoxelIndex] { zip(indices, masks[structure]).filter(\.1).map(\.0) }

  /// What the measures look at. Each voxel goes in as a run of its own, and the runs in reverse.
  package var scene: Scene {
    let structures = masks.indices.map { n in
      let runs = voxels(n).map {
        Run(row: Int32($0.j + $0.k * grid.size.j), start: Int32($0.i), end: Int32($0.i + 1))
      }
      return Structure(value: n + 1, name: nil, runs: Runs(merging: runs.reversed()))
    }
    return Scene(segmentation: Segmentation(grid: grid, structures: structures))
  }
}
