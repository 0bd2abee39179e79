internal import Volume

/// A structure as an array of voxels over its box, widened by a margin: what distance transforms and smoothing work on.
///
/// Memory: one byte per voxel of the widened box.
struct DenseMask: Sendable {
  /// The grid index of the first element; negative where the margin leaves the grid.
  let origin: VoxelIndex
  /// Elements along i, j, k.
  let size: VoxelIndex
  /// i fastest; true inside the structure.
  var isInside: [Bool]

  /// An array over given indices of a grid.
  init(_ runs: Runs, on grid: Grid, from first: VoxelIndex, to last: VoxelIndex) {
    origin = first
    size = VoxelIndex(last.i - first.i + 1, last.j - first.j + 1, last.k - first.k + 1)
    isInside = [Bool](repeating: false, count: size.i * size.j * size.k)
    for run in runs.all {
      let (j, k) = (Int(run.row) % grid.size.j - first.j, Int(run.row) / grid.size.j - first.k)
      guard j >= 0, j < size.j, k >= 0, k < size.k else { continue }
      let row = (j + k * size.j) * size.i - first.i
      for at in max(first.i, Int(run.start))..<max(first.i, min(Int(run.end), last.i + 1)) { isInside[row + at] = true }
    }
  }

  /// The box of a structure and `margin` voxels around it (none along k in two dimensions); nil when it is empty.
  init?(_ runs: Runs, on grid: Grid, margin: Int) {
    guard let box = VoxelBox(of: runs, on: grid) else { return nil }
    let depth = grid.dimensions == 2 ? 0 : margin
    self.init(
      runs, on: grid, from: VoxelIndex(box.first.i - margin, box.first.j - margin, box.first.k - depth),
      to: VoxelIndex(box.last.i + margin, box.last.j + margin, box.last.k + depth))
  }

  /// The place of a voxel, by its index within the array.
  func place(_ i: Int, _ j: Int, _ k: Int) -> Int { i + size.i * (j + size.j * k) }
}
