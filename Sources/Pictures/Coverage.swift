internal import Volume

/// The pixels of a slice that a structure covers, looked up in its runs; no voxel array is built.
struct Coverage {
  let width: Int
  let height: Int
  private(set) var pixels: [Bool]
  private(set) var isEmpty = true

  /// Cost: the pixels over the structure's box, each at most a binary search.
  init(of runs: Runs, box: VoxelBox, slice: SliceView, space: PictureSpace) {
    width = slice.width
    height = slice.height
    pixels = [Bool](repeating: false, count: width * height)
    let steps = slice.steps(in: space.affine)
    let all = runs.all
    var row: Int32 = -1
    var (from, to) = (0, 0)
    for y in 0..<height {
      for x in 0..<width {
        guard let voxel = steps.voxel(x, y, in: box) else { continue }
        let wanted = Int32(truncatingIfNeeded: voxel.j + voxel.k * space.grid.size.j)
        if wanted != row {
          row = wanted
          from = Self.first(of: all) { $0.row >= wanted }
          to = from
          while to < all.count, all[to].row == wanted { to += 1 }
        }
        for run in all[from..<to] where voxel.i >= Int(run.start) && voxel.i < Int(run.end) {
          pixels[x + y * width] = true
          isEmpty = false
        }
      }
    }
  }

  private static func first(of runs: [Run], where isPast: (Run) -> Bool) -> Int {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if isPast(runs[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Whether a covered pixel lies within two pixels, along its row or column, of one that is not covered. The edge of the panel is no boundary: what
  /// goes on there is not shown as closed.
  func isContour(_ x: Int, _ y: Int) -> Bool {
    guard pixels[x + y * width] else { return false }
    for step in 1...2 {
      if x >= step && !pixels[x - step + y * width] || x + step < width && !pixels[x + step + y * width]
        || y >= step && !pixels[x + (y - step) * width] || y + step < height && !pixels[x + (y + step) * width]
      {
        return true
      }
    }
    return false
  }
}
