internal import Volume

/// A structure's runs by row, so that single voxels can be looked up. Memory: four bytes per row of the structure's
/// box.
struct RowIndex: Sendable {
  let box: VoxelBox
  private let runs: [Run]
  private let rows: RowOffsets

  /// Nil for an empty structure.
  init?(_ source: Runs, on grid: Grid) {
    guard let box = VoxelBox(of: source, on: grid) else { return nil }
    self.box = box
    runs = source.all
    rows = RowOffsets(runs, box: box, height: grid.size.j)
  }

  /// Whether the structure holds a voxel; the index may lie anywhere. Cost: a binary search among the runs of a row.
  @inline(__always)
  func holds(_ i: Int, _ j: Int, _ k: Int) -> Bool {
    let row = rows[j, k]
    var (low, high) = (row.lowerBound, row.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if Int(runs[middle].end) <= i { low = middle + 1 } else { high = middle }
    }
    return low < row.upperBound && Int(runs[low].start) <= i
  }
}
