internal import Geometry
internal import Numerics
internal import Volume

/// A region that grows voxel by voxel: of the free voxels that touch it by a face it always takes the one that costs
/// least. With distances as costs it becomes a ball where there is room, and fits itself into what room there is
/// elsewhere; it is always in one piece.
///
/// Cost: the voxels taken, times the logarithm of those at its border. Memory: that of the window.
struct RegionGrowth {
  private let grid: Grid
  /// What may still be taken.
  private(set) var free: DenseMask
  /// What was taken, as places in the window.
  private var isTaken: [Bool]
  private(set) var count = 0

  /// - Parameter free: voxels that may be taken, over a window.
  init(in free: DenseMask, on grid: Grid) {
    self.grid = grid
    self.free = free
    isTaken = [Bool](repeating: false, count: free.isInside.count)
  }

  /// The voxels taken so far.
  var runs: Runs { free.runs(on: grid) { isTaken[$0] } }

  /// Grows from a free voxel until the region has `total` voxels, or no neighbour is free.
  mutating func grow(from start: VoxelIndex, to total: Int, cost: (VoxelIndex) -> Double) {
    var queue = MaximumQueue<Int>()
    let first = free.place(start.i - free.origin.i, start.j - free.origin.j, start.k - free.origin.k)
    guard free.isInside[first] else { return }
    free.isInside[first] = false
    queue.insert(first, priority: 0)
    let (width, plane) = (free.size.i, free.size.i * free.size.j)
    while count < total, let (_, place) = queue.removeLargest() {
      isTaken[place] = true
      count += 1
      let (i, j, k) = (place % width, place / width % free.size.j, place / plane)
      var neighbours: [Int] = []
      if i > 0 { neighbours.append(place - 1) }
      if i + 1 < width { neighbours.append(place + 1) }
      if j > 0 { neighbours.append(place - width) }
      if j + 1 < free.size.j { neighbours.append(place + width) }
      if k > 0 { neighbours.append(place - plane) }
      if k + 1 < free.size.k { neighbours.append(place + plane) }
      for next in neighbours where free.isInside[next] {
        free.isInside[next] = false
        queue.insert(next, priority: -cost(free.index(next)))
      }
    }
  }
}

extension Grid {
  /// From one voxel's centre to another's along the index axes, in its lengths; axes are taken as perpendicular.
  func offset(from a: VoxelIndex, to b: VoxelIndex) -> SIMD3<Double> {
    SIMD3(Double(b.i - a.i), Double(b.j - a.j), Double(b.k - a.k)) * lengths
  }

  func squaredDistance(from a: VoxelIndex, to b: VoxelIndex) -> Double {
    let d = offset(from: a, to: b)
    return (d * d).sum()
  }
}
