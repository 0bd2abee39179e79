internal import Volume

/// A structure's runs by row, so that single voxels can be looked up. Memory: four bytes per row of the structure's box.
struct RowIndex: Sendable {
  let box: VoxelBox
  private let runs: [Run]
  /// For each row of the box, k slowest, the number of its first run; one more for the end.
  private let starts: [Int32]
  private let height: Int

  /// Nil for an empty structure.
  init?(_ source: Runs, on grid: Grid) {
    guard let box = VoxelBox(of: source, on: grid) else { return nil }
    self.box = box
    runs = source.all
    height = box.last.j - box.first.j + 1
    var counts = [Int32](repeating: 0, count: height * (box.last.k - box.first.k + 1) + 1)
    for run in runs {
      let (j, k) = (Int(run.row) % grid.size.j - box.first.j, Int(run.row) / grid.size.j - box.first.k)
      counts[j + k * height + 1] += 1
    }
    for row in 1..<counts.count { counts[row] += counts[row - 1] }
    starts = counts
  }

  /// Whether the structure holds a voxel; the index may lie anywhere. Cost: a binary search among the runs of a row.
  @inline(__always)
  func holds(_ i: Int, _ j: Int, _ k: Int) -> Bool {
    guard i >= box.first.i, i <= box.last.i, j >= box.first.j, j <= box.last.j, k >= box.first.k, k <= box.last.k
    else { return false }
    let row = (j - box.first.j) + (k - box.first.k) * height
    var (low, high) = (Int(starts[row]), Int(starts[row + 1]))
    while low < high {
      let middle = (low + high) / 2
      if Int(runs[middle].end) <= i { low = middle + 1 } else { high = middle }
    }
    return low < Int(starts[row + 1]) && Int(runs[low].start) <= i
  }
}
