internal import Volume

/// The pixels of a panel that a structure covers, looked up in its runs; no voxel array is built.
struct PanelPixels {
  let width: Int
  let height: Int
  /// The pixels that may be covered.
  let columns: Range<Int>
  let rows: Range<Int>
  private(set) var pixels: [Bool]
  /// The number of covered pixels.
  private(set) var count = 0
  var isEmpty: Bool { count == 0 }

  private init(_ view: SliceView, over box: VoxelBox, in space: PictureSpace) {
    width = view.width
    height = view.height
    (columns, rows) = view.pixels(over: space.corners(of: box))
    pixels = [Bool](repeating: false, count: width * height)
  }

  /// The structure in a slice. Cost: the pixels over the structure's box, each at most a binary search.
  init(of runs: Runs, box: VoxelBox, slice: SliceView, space: PictureSpace) {
    self.init(slice, over: box, in: space)
    let steps = slice.steps(in: space.affine)
    runs.all.withUnsafeBufferPointer { all in
      var row: Int32 = -1
      var (from, to) = (0, 0)
      for y in rows {
        for x in columns {
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
            count += 1
          }
        }
      }
    }
  }

  /// The structure's shadow along an index axis, on a panel that looks along it. Cost: the voxels, then the pixels over
  /// the box.
  init(silhouetteOf runs: Runs, box: VoxelBox, along axis: Int, view: SliceView, space: PictureSpace) {
    self.init(view, over: box, in: space)
    let shadow = Shadow(of: runs, box: box, along: axis, height: space.grid.size.j)
    let steps = view.steps(in: space.affine)
    // The depth at which the panel lies is of no matter.
    var endless = box
    (endless.first[axis], endless.last[axis]) = (-1 << 40, 1 << 40)
    for y in rows {
      for x in columns {
        guard let voxel = steps.voxel(x, y, in: endless), shadow.covers(voxel) else { continue }
        pixels[x + y * width] = true
        count += 1
      }
    }
  }

  private static func first(of runs: UnsafeBufferPointer<Run>, where isPast: (Run) -> Bool) -> Int {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if isPast(runs[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  func covers(_ x: Int, _ y: Int) -> Bool { pixels[x + y * width] }

  /// Whether a covered pixel lies within two pixels, along its row or column, of one that is not covered. The edge of
  /// the panel is no boundary: what goes on there is not shown as closed.
  func isContour(_ x: Int, _ y: Int) -> Bool {
    guard covers(x, y) else { return false }
    return (1...2).contains { step in
      x >= step && !covers(x - step, y) || x + step < width && !covers(x + step, y)
        || y >= step && !covers(x, y - step) || y + step < height && !covers(x, y + step)
    }
  }

  /// The pixels right outside of the structure, corners included.
  func forEachRim(_ body: (_ x: Int, _ y: Int) -> Void) {
    guard !isEmpty else { return }
    for y in max(0, rows.lowerBound - 1)..<min(height, rows.upperBound + 1) {
      for x in max(0, columns.lowerBound - 1)..<min(width, columns.upperBound + 1) where !covers(x, y) {
        let isBeside = (max(0, y - 1)...min(height - 1, y + 1)).contains { v in
          (max(0, x - 1)...min(width - 1, x + 1)).contains { u in covers(u, v) }
        }
        if isBeside { body(x, y) }
      }
    }
  }
}

/// Which lines of voxels along an index axis a structure meets.
private struct Shadow {
  private let first: VoxelIndex
  private let axes: (Int, Int)
  private let width: Int
  private var cells: [Bool]

  init(of runs: Runs, box: VoxelBox, along axis: Int, height: Int) {
    first = box.first
    axes = axis == 0 ? (1, 2) : axis == 1 ? (0, 2) : (0, 1)
    width = box.last[axes.0] - box.first[axes.0] + 1
    cells = [Bool](repeating: false, count: width * (box.last[axes.1] - box.first[axes.1] + 1))
    for run in runs.all {
      let (j, k) = (Int(run.row) % height, Int(run.row) / height)
      if axis == 0 {
        cells[j - first.j + (k - first.k) * width] = true
      } else {
        let start = ((axis == 1 ? k - first.k : j - first.j)) * width - first.i
        for i in Int(run.start)..<Int(run.end) { cells[start + i] = true }
      }
    }
  }

  /// - Precondition: the voxel lies in the box but for the axis.
  func covers(_ voxel: VoxelIndex) -> Bool {
    cells[voxel[axes.0] - first[axes.0] + (voxel[axes.1] - first[axes.1]) * width]
  }
}
