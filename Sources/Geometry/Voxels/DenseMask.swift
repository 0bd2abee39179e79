package import Volume

/// A structure as an array of voxels over its box, widened by a margin: what distance transforms and smoothing work on.
///
/// Memory: one byte per voxel of the widened box.
package struct DenseMask: Sendable {
  /// The grid index of the first element; negative where the margin leaves the grid.
  package let origin: VoxelIndex
  /// Elements along i, j, k.
  package let size: VoxelIndex
  /// i fastest; true inside the structure.
  package var isInside: [Bool]

  /// An array over given indices of a grid.
  package init(_ runs: Runs, on grid: Grid, from first: VoxelIndex, to last: VoxelIndex) {
    origin = first
    size = VoxelIndex(last.i - first.i + 1, last.j - first.j + 1, last.k - first.k + 1)
    isInside = [Bool](repeating: false, count: size.i * size.j * size.k)
    for run in runs.all {
      let (j, k) = (Int(run.row) % grid.size.j - first.j, Int(run.row) / grid.size.j - first.k)
      guard j >= 0, j < size.j, k >= 0, k < size.k else { continue }
      let row = (j + k * size.j) * size.i - first.i
      let (start, end) = (max(first.i, Int(run.start)), min(Int(run.end), last.i + 1))
      if start < end { for at in start..<end { isInside[row + at] = true } }
    }
  }

  /// The box of a structure and `margin` voxels around it (none along k in two dimensions); nil when it is empty.
  package init?(_ runs: Runs, on grid: Grid, margin: Int) {
    guard let box = VoxelBox(of: runs, on: grid) else { return nil }
    let depth = grid.dimensions == 2 ? 0 : margin
    self.init(
      runs, on: grid, from: VoxelIndex(box.first.i - margin, box.first.j - margin, box.first.k - depth),
      to: VoxelIndex(box.last.i + margin, box.last.j + margin, box.last.k + depth))
  }

  /// The place of a voxel, by its index within the array.
  package func place(_ i: Int, _ j: Int, _ k: Int) -> Int { i + size.i * (j + size.j * k) }

  /// The grid index of an element.
  package func index(_ place: Int) -> VoxelIndex {
    VoxelIndex(
      origin.i + place % size.i, origin.j + place / size.i % size.j, origin.k + place / (size.i * size.j))
  }

  /// Whether the grid holds an element; the margin may lie outside.
  package func isInGrid(_ place: Int, _ grid: Grid) -> Bool {
    let at = index(place)
    return (0..<grid.size.i).contains(at.i) && (0..<grid.size.j).contains(at.j) && (0..<grid.size.k).contains(at.k)
  }

  /// The elements that the grid holds and that a test takes, as runs. Cost: the elements.
  package func runs(on grid: Grid, where takes: (_ place: Int) -> Bool) -> Runs {
    var runs: [Run] = []
    let from = max(0, -origin.i)
    let to = min(size.i, grid.size.i - origin.i)
    for k in 0..<size.k where (0..<grid.size.k).contains(origin.k + k) {
      for j in 0..<size.j where (0..<grid.size.j).contains(origin.j + j) {
        let row = Int32(truncatingIfNeeded: origin.j + j + (origin.k + k) * grid.size.j)
        let first = place(0, j, k)
        var start = -1
        for i in from...max(from, to) {
          let isTaken = i < to && takes(first + i)
          if isTaken, start < 0 { start = i }
          if !isTaken, start >= 0 {
            runs.append(
              Run(
                row: row, start: Int32(truncatingIfNeeded: origin.i + start),
                end: Int32(truncatingIfNeeded: origin.i + i)))
            start = -1
          }
        }
      }
    }
    return Runs(ordered: runs)
  }
}
