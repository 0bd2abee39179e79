package import Volume

/// The smallest distance between two structures and where it is; nil when either is empty. In mm, or in pixels without
/// spacing.
///
/// Between voxel centres, structures in contact are one spacing apart and overlapping ones 0; between voxel surfaces
/// both are 0. The two may be found at different places, since voxels are often longer along one axis. Axes are taken
/// as perpendicular, as those of scanners are.
package struct SmallestDistance: StoredMeasure {
  package static let storedName = "gap"

  /// What the distance is measured between.
  package enum Ends: String, Hashable, Sendable, Codable { case centres, surfaces }

  package let first: StructurePlace
  package let second: StructurePlace
  package let ends: Ends

  package init(_ first: StructurePlace, _ second: StructurePlace, between ends: Ends = .centres) {
    self.first = first
    self.second = second
    self.ends = ends
  }

  package struct Gap: Hashable, Sendable, Codable {
    package let distance: Double
    /// A voxel of each structure at that distance.
    package let from: VoxelIndex
    package let to: VoxelIndex
  }

  /// Rows of one structure in the order of their distance to the other's box, each against the rows of the other one
  /// that can still be nearer than the best so far: exact, and mostly a search among facing rows. Cost: rows that face
  /// each other, times the rows within the distance found.
  package func value(in scene: Scene) -> Gap? {
    let a = RowTable(scene.runs(first), grid: scene.grid)
    let b = RowTable(scene.runs(second), grid: scene.grid)
    guard let a, let b else { return nil }
    let spacing = scene.grid.lengths
    return a.rows.count <= b.rows.count
      ? a.nearest(to: b, spacing: spacing, ends: ends)
      : b.nearest(to: a, spacing: spacing, ends: ends).map { Gap(distance: $0.distance, from: $0.to, to: $0.from) }
  }
}

/// The runs of one structure, found by row.
private struct RowTable {
  struct Row {
    let j: Int
    let k: Int
    let runs: Range<Int>
  }

  let runs: [Run]
  let rows: [Row]
  let box: VoxelBox
  /// For each (j, k) of the box, the number of its row in `rows`, or -1.
  private let index: [Int32]
  private let height: Int

  init?(_ source: Runs, grid: Grid) {
    guard let box = VoxelBox(of: source, on: grid) else { return nil }
    runs = source.all
    self.box = box
    height = box.last.j - box.first.j + 1
    var rows: [Row] = []
    var index = [Int32](repeating: -1, count: height * (box.last.k - box.first.k + 1))
    var at = 0
    while at < runs.count {
      var end = at + 1
      while end < runs.count, runs[end].row == runs[at].row { end += 1 }
      let (j, k) = (Int(runs[at].row) % grid.size.j, Int(runs[at].row) / grid.size.j)
      index[j - box.first.j + (k - box.first.k) * height] = Int32(truncatingIfNeeded: rows.count)
      rows.append(Row(j: j, k: k, runs: at..<end))
      at = end
    }
    self.rows = rows
    self.index = index
  }

  private func row(_ j: Int, _ k: Int) -> Row? {
    let at = index[j - box.first.j + (k - box.first.k) * height]
    return at < 0 ? nil : rows[Int(at)]
  }

  func nearest(to other: RowTable, spacing: SIMD3<Double>, ends: SmallestDistance.Ends) -> SmallestDistance.Gap? {
    func apart(_ from: Int, _ to: Int, _ low: Int, _ high: Int) -> Int { max(0, low - to, from - high) }
    // Between surfaces, one step along an axis is no distance.
    func length(_ steps: Int, _ spacing: Double) -> Double {
      Double(ends == .centres ? abs(steps) : max(0, abs(steps) - 1)) * spacing
    }
    let bounds = rows.indices.map { at -> (bound: Double, along: Double, row: Int) in
      let row = rows[at]
      let dj = length(apart(row.j, row.j, other.box.first.j, other.box.last.j), spacing.y)
      let dk = length(apart(row.k, row.k, other.box.first.k, other.box.last.k), spacing.z)
      let (from, to) = (Int(runs[row.runs.lowerBound].start), Int(runs[row.runs.upperBound - 1].end) - 1)
      let di = length(apart(from, to, other.box.first.i, other.box.last.i), spacing.x)
      return (di * di + dj * dj + dk * dk, di * di, at)
    }
    var best = Double.infinity
    var found: (from: VoxelIndex, to: VoxelIndex)?
    for (bound, along, at) in bounds.sorted(by: { ($0.bound, $0.row) < ($1.bound, $1.row) }) {
      if bound >= best { break }
      let row = rows[at]
      for k in NearestFirst(to: row.k, in: other.box.first.k...other.box.last.k) {
        let dk = length(k - row.k, spacing.z)
        if dk * dk + along >= best { break }
        for j in NearestFirst(to: row.j, in: other.box.first.j...other.box.last.j) {
          let dj = length(j - row.j, spacing.y)
          let planar = dk * dk + dj * dj
          if planar + along >= best { break }
          guard let facing = other.row(j, k) else { continue }
          let (gap, i, otherI) = gap(row, other, facing)
          let di = length(gap, spacing.x)
          let d = planar + di * di
          if d < best {
            best = d
            found = (VoxelIndex(i, row.j, row.k), VoxelIndex(otherI, j, k))
          }
        }
      }
    }
    return found.map { SmallestDistance.Gap(distance: best.squareRoot(), from: $0.from, to: $0.to) }
  }

  /// The smallest distance along i between two rows, in voxels, and the two voxels.
  private func gap(_ row: Row, _ other: RowTable, _ facing: Row) -> (gap: Int, i: Int, otherI: Int) {
    var (a, b) = (row.runs.lowerBound, facing.runs.lowerBound)
    var best = (gap: Int.max, i: 0, otherI: 0)
    while a < row.runs.upperBound, b < facing.runs.upperBound {
      let (x, y) = (runs[a], other.runs[b])
      if x.end <= y.start {
        let gap = Int(y.start - x.end) + 1
        if gap < best.gap { best = (gap, Int(x.end) - 1, Int(y.start)) }
        a += 1
      } else if y.end <= x.start {
        let gap = Int(x.start - y.end) + 1
        if gap < best.gap { best = (gap, Int(x.start), Int(y.end) - 1) }
        b += 1
      } else {
        let at = Int(max(x.start, y.start))
        return (0, at, at)
      }
    }
    return best
  }
}

/// The integers of a range, nearest to a position first, the lower one first of two as near.
private struct NearestFirst: Sequence, IteratorProtocol {
  private let position: Int
  private let range: ClosedRange<Int>
  private var low: Int
  private var high: Int

  init(to position: Int, in range: ClosedRange<Int>) {
    self.position = position
    self.range = range
    low = Swift.min(Swift.max(position, range.lowerBound), range.upperBound)
    high = low + 1
  }

  @inline(__always)
  mutating func next() -> Int? {
    if low >= range.lowerBound, high > range.upperBound || position - low <= high - position {
      low -= 1
      return low + 1
    }
    guard high <= range.upperBound else { return nil }
    high += 1
    return high - 1
  }
}
