internal import Volume

/// Finds the runs of a row of a structure. Memory: four bytes per row of the structure's box.
struct RowOffsets: Sendable {
  private let first: VoxelIndex
  private let height: Int
  private let depth: Int
  private var offsets: [Int32]

  init(_ runs: [Run], box: VoxelBox, height gridHeight: Int) {
    first = box.first
    height = box.last.j - box.first.j + 1
    depth = box.last.k - box.first.k + 1
    offsets = [Int32](repeating: 0, count: height * depth + 1)
    var row = Int32(-1)
    var place = 0
    for (at, run) in runs.enumerated() {
      if run.row != row {
        row = run.row
        let (j, k) = (Int(row) % gridHeight - first.j, Int(row) / gridHeight - first.k)
        let next = j + k * height
        while place < next {
          place += 1
          offsets[place] = Int32(truncatingIfNeeded: at)
        }
      }
    }
    while place < height * depth {
      place += 1
      offsets[place] = Int32(truncatingIfNeeded: runs.count)
    }
  }

  /// The places of a row's runs, by grid indices; empty for rows outside the box.
  @inline(__always)
  subscript(j: Int, k: Int) -> Range<Int> {
    let (v, w) = (j &- first.j, k &- first.k)
    guard v >= 0, v < height, w >= 0, w < depth else { return 0..<0 }
    let at = v &+ w &* height
    return Int(offsets[at])..<Int(offsets[at &+ 1])
  }
}
