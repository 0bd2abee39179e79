internal import Volume

/// A label map under construction: rows of stretches, each with one label's value.
struct Canvas {
  private struct Stretch {
    var start: Int32
    var end: Int32
    var value: Int
  }

  private let grid: Grid
  /// Per row in order, disjoint; background has none.
  private var rows: [[Stretch]]

  init(grid: Grid) {
    self.grid = grid
    rows = Array(repeating: [], count: grid.rows)
  }

  /// Gives the voxels whose centres lie in a solid a value; 0 erases. `only` confines it to the voxels that have that
  /// value.
  ///
  /// Cost: one intersection per row of the solid's box.
  mutating func fill(_ solid: Solid, value: Int, only: Int?) {
    let step = point(VoxelPoint(1, 0, 0)) - point(VoxelPoint(0, 0, 0))
    let (js, ks) = rows(near: solid)
    for (j, k) in ks.lazy.flatMap({ k in js.lazy.map { (j: $0, k: k) } }) {
      let row = k * grid.size.j + j
      let start = point(VoxelPoint(0, Double(j), Double(k)))
      guard let crossing = solid.crossing(start: start, step: step) else { continue }
      // The tolerance keeps a centre that lies on the surface inside, whatever the rounding.
      let last = Double(grid.size.i - 1)
      let first = max(0, (crossing.lowerBound - 1e-9).rounded(.up))
      let final = min(last, (crossing.upperBound + 1e-9).rounded(.down))
      guard first <= final else { continue }
      paint(row, Int32(first)..<(Int32(final) + 1), value, only)
    }
  }

  /// The rows that may cross a solid's box: a range of j and one of k, a voxel wider than they must be.
  private func rows(near solid: Solid) -> (j: Range<Int>, k: Range<Int>) {
    let (low, high) = solid.bounds
    let corners = (0..<8).map { corner -> VoxelPoint in
      let place = SIMD3(
        corner & 1 == 0 ? low.x : high.x, corner & 2 == 0 ? low.y : high.y, corner & 4 == 0 ? low.z : high.z)
      guard let affine = grid.affine else { return VoxelPoint(place.x, place.y, place.z) }
      return affine.voxel(PatientPoint(place.x, place.y, place.z))
    }
    func range(_ places: [Double], _ size: Int) -> Range<Int> {
      let ends = (places.min() ?? 0, places.max() ?? 0)
      guard ends.0.isFinite, ends.1.isFinite else { return 0..<size }
      let first = min(max(ends.0.rounded(.down) - 1, 0), Double(size))
      let last = min(max(ends.1.rounded(.up) + 2, first), Double(size))
      return Int(first)..<Int(last)
    }
    return (range(corners.map(\.j), grid.size.j), range(corners.map(\.k), grid.size.k))
  }

  private func point(_ p: VoxelPoint) -> SIMD3<Double> {
    guard let affine = grid.affine else { return SIMD3(p.i, p.j, p.k) }
    let q = affine.patient(p)
    return SIMD3(q.x, q.y, q.z)
  }

  private mutating func paint(_ row: Int, _ range: Range<Int32>, _ value: Int, _ only: Int?) {
    var painted: [Stretch] = []
    var kept: [Stretch] = []
    for old in rows[row] {
      let inside = max(old.start, range.lowerBound)..<max(old.start, range.lowerBound, min(old.end, range.upperBound))
      guard !inside.isEmpty, only == nil || old.value == only else {
        kept.append(old)
        continue
      }
      if old.start < inside.lowerBound {
        kept.append(Stretch(start: old.start, end: inside.lowerBound, value: old.value))
      }
      if inside.upperBound < old.end { kept.append(Stretch(start: inside.upperBound, end: old.end, value: old.value)) }
      if only != nil { painted.append(Stretch(start: inside.lowerBound, end: inside.upperBound, value: value)) }
    }
    if only == nil { painted.append(Stretch(start: range.lowerBound, end: range.upperBound, value: value)) }
    rows[row] = (kept + (value == 0 ? [] : painted)).sorted { $0.start < $1.start }
  }

  /// The runs of each value.
  func runs() -> [Int: Runs] {
    var result: [Int: Runs] = [:]
    for (row, stretches) in rows.enumerated() {
      for stretch in stretches {
        result[stretch.value, default: Runs()].append(
          Run(row: Int32(row), start: stretch.start, end: stretch.end))
      }
    }
    return result
  }
}
