internal import Numerics
internal import Volume

/// The label maps that are measured.
enum Phantom {
  /// A whole body: 512 × 512 × 400 voxels of 0.8 × 0.8 × 1.5 mm with 104 labels.
  static func whole() -> Segmentation {
    let size = VoxelIndex(512, 512, 400)
    let spacing = SIMD3(0.8, 0.8, 1.5)
    // The first index grows to the left, the second to the back, as most CT exports have it.
    let affine = Affine(
      columns: [SIMD3(-spacing.x, 0, 0), SIMD3(0, -spacing.y, 0), SIMD3(0, 0, spacing.z)],
      origin: SIMD3(spacing.x, spacing.y, 0) * SIMD3(256, 256, 0))
    let grid = Grid(size: size, affine: affine)
    let extent = spacing * SIMD3(Double(size.i), Double(size.j), Double(size.k))
    var volume = Rasteriser(grid: grid, seed: 2).draw(Anatomy(extent: SIMD3<Float>(extent), seed: 1).labels)
    volume.addDefects(seed: 3)
    return volume.segmentation
  }

  /// The same anatomy on a grid of half the resolution: every second voxel along each axis.
  static func half(of segmentation: Segmentation) -> Segmentation {
    let grid = segmentation.grid
    let size = VoxelIndex((grid.size.i + 1) / 2, (grid.size.j + 1) / 2, (grid.size.k + 1) / 2)
    let coarse =
      grid.affine.map { Grid(size: size, affine: Affine(columns: $0.columns.map { $0 * 2 }, origin: $0.origin)) }
      ?? Grid(size: size, spacing: grid.spacing.map { $0 * 2 })
    let structures = segmentation.structures.map { structure in
      var runs = Runs()
      for run in structure.runs.all {
        let (j, k) = (Int(run.row) % grid.size.j, Int(run.row) / grid.size.j)
        let (start, end) = ((run.start + 1) / 2, (run.end + 1) / 2)
        guard j % 2 == 0, k % 2 == 0, start < end else { continue }
        runs.append(Run(row: Int32(j / 2 + k / 2 * size.j), start: start, end: end))
      }
      return Structure(value: structure.value, name: structure.name, runs: runs)
    }
    return Segmentation(grid: coarse, structures: structures.filter { !$0.runs.isEmpty })
  }

  /// With salt noise: one voxel in twenty gets a label drawn from those of the map.
  static func noisy(_ segmentation: Segmentation) throws -> Segmentation {
    var random = SplitMix64(seed: 4)
    var volume = try LabelVolume(segmentation)
    let labels = segmentation.structures.compactMap { UInt8(exactly: $0.value) }
    guard !labels.isEmpty else { throw Complaint("the label map is empty.") }
    for at in volume.values.indices where random.chance(0.05) {
      volume.values[at] = labels[random.integer(0..<labels.count)]
    }
    return volume.segmentation
  }
}
