/// A box of voxels, first and last index included.
package struct VoxelBox: Hashable, Sendable, Codable {
  package var first: VoxelIndex
  package var last: VoxelIndex

  package init(first: VoxelIndex, last: VoxelIndex) {
    self.first = first
    self.last = last
  }

  /// The box of one run in rows of a grid with `height` rows per slice.
  package init(of run: Run, height: Int) {
    let (j, k) = (Int(run.row) % height, Int(run.row) / height)
    first = VoxelIndex(Int(run.start), j, k)
    last = VoxelIndex(Int(run.end) - 1, j, k)
  }

  /// The box of some runs; nil when there are none. Cost: one pass over the runs.
  package init?(of runs: Runs, on grid: Grid) {
    guard let head = runs.all.first else { return nil }
    self.init(of: head, height: grid.size.j)
    for run in runs.all { extend(by: run, height: grid.size.j) }
  }

  /// Makes room for a run.
  package mutating func extend(by run: Run, height: Int) {
    let (j, k) = (Int(run.row) % height, Int(run.row) / height)
    first = VoxelIndex(min(first.i, Int(run.start)), min(first.j, j), min(first.k, k))
    last = VoxelIndex(max(last.i, Int(run.end) - 1), max(last.j, j), max(last.k, k))
  }

  /// The smallest box that holds both.
  package func union(_ other: VoxelBox) -> VoxelBox {
    VoxelBox(
      first: VoxelIndex(min(first.i, other.first.i), min(first.j, other.first.j), min(first.k, other.first.k)),
      last: VoxelIndex(max(last.i, other.last.i), max(last.j, other.last.j), max(last.k, other.last.k)))
  }
}
