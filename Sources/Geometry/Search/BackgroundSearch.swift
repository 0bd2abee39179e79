internal import Volume

/// Finds the background voxel nearest to a voxel of a structure, through the rows around it.
///
/// Cost of a search: the rows within the distance found, each a look at the run that faces the voxel.
struct BackgroundSearch {
  /// What lies outside the grid.
  enum Border: Hashable, Sendable {
    /// Background, as next to a mask that was padded.
    case background
    /// Nobody knows; only voxels of the grid count.
    case open
  }

  struct Nearest {
    /// In the unit of the spacing, squared.
    var squaredDistance: Double
    /// The background voxel; one step outside the grid for its border.
    var voxel: SIMD3<Int32>
  }

  let box: VoxelBox
  private let runs: [Run]
  private let rows: RowOffsets
  private let size: SIMD3<Int32>
  private let spacing: SIMD3<Double>
  private let isOpen: Bool
  private let isFlat: Bool

  /// Nil for an empty structure.
  init?(_ structure: Runs, grid: Grid, border: Border) {
    guard let box = VoxelBox(of: structure, on: grid) else { return nil }
    self.box = box
    runs = structure.all
    rows = RowOffsets(structure.all, box: box, height: grid.size.j)
    size = SIMD3(
      Int32(truncatingIfNeeded: grid.size.i), Int32(truncatingIfNeeded: grid.size.j),
      Int32(truncatingIfNeeded: grid.size.k))
    spacing = grid.lengths
    isOpen = border == .open
    isFlat = grid.dimensions == 2
  }

  /// What a box of voxels holds of the structure.
  struct Content {
    /// The smallest box around it.
    var low: SIMD3<Int32>
    var high: SIMD3<Int32>
    /// No voxel is farther from the background than this, squared: it has half a run on its sides at the most.
    var largest: Double
  }

  /// Nil when the box holds nothing of the structure. Cost: the box's rows and their runs.
  func content(from low: SIMD3<Int32>, to high: SIMD3<Int32>) -> Content? {
    var (first, last) = (high, low)
    var deepest: Int32 = 0
    for z in low.z...high.z {
      for y in low.y...high.y {
        for at in rows[Int(y), Int(z)] {
          let run = runs[at]
          if run.end <= low.x { continue }
          if run.start > high.x { break }
          let (from, to) = (max(run.start, low.x), min(run.end &- 1, high.x))
          first = pointwiseMin(first, SIMD3(from, y, z))
          last = pointwiseMax(last, SIMD3(to, y, z))
          deepest = max(deepest, depth(of: run, from: from, to: to))
        }
      }
    }
    guard deepest > 0 else { return nil }
    let depth = deepest == .max ? Double.infinity : Double(deepest) * spacing.x
    return Content(low: first, high: last, largest: depth * depth)
  }

  /// The most steps from a voxel of a stretch of a run to the nearer end of the run.
  @inline(__always)
  private func depth(of run: Run, from: Int32, to: Int32) -> Int32 {
    let isOpenBefore = isOpen && run.start == 0
    let isOpenAfter = isOpen && run.end == size.x
    if isOpenBefore || isOpenAfter {
      return isOpenBefore && isOpenAfter ? .max : isOpenBefore ? run.end &- from : to &- run.start &+ 1
    }
    let middle = min(max(run.start &+ (run.end &- 1 &- run.start) / 2, from), to)
    return min(middle &- run.start &+ 1, run.end &- middle)
  }

  /// Looks around a voxel. `enough`: a squared distance at which the search may stop, since nothing nearer is of
  /// interest; the answer is then an upper bound.
  ///
  /// Returns the voxel itself at distance 0 when it is no voxel of the structure. An infinite distance means that there
  /// is no background at all.
  func nearest(to p: SIMD3<Int32>, enough: Double) -> Nearest {
    var best = Nearest(squaredDistance: .infinity, voxel: p)
    let depth = isFlat ? 0 : Int32.max
    look(0, 0, p, &best)
    if best.squaredDistance == 0 { return best }
    // Straight along the axes first: mostly near the answer, and often enough.
    lookAround(p, &best) { (step: Int32) in (step, 0) }
    if !isFlat { lookAround(p, &best) { (step: Int32) in (0, step) } }
    var k: Int32 = 0
    while k <= depth, squared(1, k) < best.squaredDistance, best.squaredDistance > enough {
      if isOpen, p.z &+ k >= size.z, p.z &- k < 0 { break }
      var j: Int32 = 1
      while squared(j, k) < best.squaredDistance {
        var isInGrid = look(j, k, p, &best)
        isInGrid = look(-j, k, p, &best) || isInGrid
        if k > 0 {
          isInGrid = look(j, -k, p, &best) || isInGrid
          isInGrid = look(-j, -k, p, &best) || isInGrid
        }
        if !isInGrid { break }
        j += 1
      }
      k += 1
    }
    return best
  }

  /// Looks to both sides along an axis, until nothing nearer can come.
  @inline(__always)
  private func lookAround(_ p: SIMD3<Int32>, _ best: inout Nearest, offset: (Int32) -> (j: Int32, k: Int32)) {
    var step: Int32 = 1
    while true {
      let (j, k) = offset(step)
      guard squared(j, k) < best.squaredDistance else { return }
      let isInGrid = look(j, k, p, &best)
      guard look(-j, -k, p, &best) || isInGrid else { return }
      step += 1
    }
  }

  @inline(__always)
  private func squared(_ j: Int32, _ k: Int32) -> Double {
    let (y, z) = (Double(j) * spacing.y, Double(k) * spacing.z)
    return y * y + z * z
  }

  /// Takes the nearest background of the row `(j, k)` steps away, if it is nearer. False when the row lies outside an
  /// open grid.
  @inline(__always)
  @discardableResult
  private func look(_ j: Int32, _ k: Int32, _ p: SIMD3<Int32>, _ best: inout Nearest) -> Bool {
    let (y, z) = (p.y &+ j, p.z &+ k)
    let planar = squared(j, k)
    guard y >= 0, y < size.y, z >= 0, z < size.z else {
      if isOpen { return false }
      if planar < best.squaredDistance { best = Nearest(squaredDistance: planar, voxel: SIMD3(p.x, y, z)) }
      return true
    }
    if planar >= best.squaredDistance { return true }
    for at in rows[Int(y), Int(z)] {
      let run = runs[at]
      if run.end <= p.x { continue }
      if run.start > p.x { break }
      // The voxel faces a run: the row's background begins at its ends.
      let before = isOpen && run.start == 0 ? Int32.max : p.x &- run.start &+ 1
      let after = isOpen && run.end == size.x ? Int32.max : run.end &- p.x
      let steps = min(before, after)
      if steps == .max { return true }
      let x = Double(steps) * spacing.x
      let distance = planar + x * x
      if distance < best.squaredDistance {
        best = Nearest(
          squaredDistance: distance, voxel: SIMD3(before <= after ? run.start &- 1 : run.end, y, z))
      }
      return true
    }
    best = Nearest(squaredDistance: planar, voxel: SIMD3(p.x, y, z))
    return true
  }
}
