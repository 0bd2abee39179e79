package import Volume

/// A structure as pictures show it.
package struct ShownStructure: Hashable, Sendable {
  /// The policy's name of the label, or the display name.
  package let name: String
  package let runs: Runs
  package let style: ContourStyle

  package init(name: String, runs: Runs, style: ContourStyle) {
    self.name = name
    self.runs = runs
    self.style = style
  }
}

/// A box of voxels, first and last both included.
package struct VoxelBox: Hashable, Sendable {
  package var first: VoxelIndex
  package var last: VoxelIndex

  package init(first: VoxelIndex, last: VoxelIndex) {
    self.first = first
    self.last = last
  }

  /// The box of some runs; nil when there are none. Cost: one pass over the runs.
  init?(of runs: Runs, on grid: Grid) {
    guard let some = runs.all.first, let end = runs.all.last, grid.size.j > 0 else { return nil }
    let height = grid.size.j
    var (i0, i1, j0, j1) = (Int(some.start), Int(some.end) - 1, Int(some.row) % height, Int(some.row) % height)
    for run in runs.all {
      i0 = min(i0, Int(run.start))
      i1 = max(i1, Int(run.end) - 1)
      let j = Int(run.row) % height
      j0 = min(j0, j)
      j1 = max(j1, j)
    }
    first = VoxelIndex(i0, j0, Int(some.row) / height)
    last = VoxelIndex(i1, j1, Int(end.row) / height)
  }

  /// The smallest box that holds both.
  func union(_ other: VoxelBox) -> VoxelBox {
    var result = self
    for axis in 0..<3 {
      result.first[axis] = min(first[axis], other.first[axis])
      result.last[axis] = max(last[axis], other.last[axis])
    }
    return result
  }
}
