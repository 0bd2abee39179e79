internal import Volume

extension Segmentation {
  /// Larger boxes are not measured voxel by voxel.
  private static let mostMeasured = 1 << 29

  /// What its runs take.
  var heldBytes: Int { structures.reduce(0) { $0 + $1.runs.all.count * MemoryLayout<Run>.stride } }

  /// Throws `.tooLarge` when there is no room for what measuring allocates: four bytes for each row of each structure's
  /// box and of the grid, and five for each voxel of the largest box that is measured voxel by voxel (a mask, and
  /// distances in it). Few runs may span much. The budget counts anew for measuring: what reading took and gave back is
  /// free again, and the image of a large scan leaves room for its masks.
  func checkWorkspace(_ budget: ReadBudget) throws {
    let budget = ReadBudget(bytes: budget.bytes)
    var rows = grid.rows
    var largest = (voxels: 0, size: VoxelIndex(0, 0, 0))
    for structure in structures {
      guard let box = VoxelBox(of: structure.runs, on: grid) else { continue }
      let size = VoxelIndex(
        box.last.i - box.first.i + 1, box.last.j - box.first.j + 1, box.last.k - box.first.k + 1)
      rows += size.j * size.k
      let voxels = ReadBudget.product(size.i, size.j * size.k)
      if voxels > largest.voxels, voxels <= Self.mostMeasured { largest = (voxels, size) }
    }
    try budget.check(
      ReadBudget.product(rows, 4) &+ heldBytes, for: "the rows of \(structures.count) structures (\(rows))")
    let size = largest.size
    try budget.check(
      ReadBudget.product(largest.voxels, 5),
      for: "to measure a structure that spans \(size.i) × \(size.j) × \(size.k) voxels")
  }
}
