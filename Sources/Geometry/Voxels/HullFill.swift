package import Volume

extension Runs {
  /// The voxels and what the convex hull of each piece holds beside them, slice by slice: bites and notches filled up.
  ///
  /// A voxel belongs to a hull where its centre lies in it. Cost: the runs, and those of the hulls.
  package func hullFilled(on grid: Grid) -> Runs {
    var filled: [Run] = all
    for piece in pieces(.corners, on: grid) {
      for slice in Dictionary(grouping: piece.all, by: { Int($0.row) / grid.size.j }).values {
        let points = slice.flatMap { run in
          [SIMD2(Int(run.start), Int(run.row)), SIMD2(Int(run.end) - 1, Int(run.row))]
        }
        filled += Self.rows(of: PlanarHull(of: points))
      }
    }
    return Runs(merging: filled)
  }

  /// The lattice points of a hull, y being the row.
  private static func rows(of hull: PlanarHull) -> [Run] {
    guard let low = hull.vertices.map(\.y).min(), let high = hull.vertices.map(\.y).max() else { return [] }
    let edges = zip(hull.vertices, hull.vertices.dropFirst() + hull.vertices.prefix(1))
    return (low...high).compactMap { row in
      var (first, last) = (Int.max, Int.min)
      for (a, b) in edges where min(a.y, b.y) <= row && row <= max(a.y, b.y) {
        if a.y == b.y {
          (first, last) = (min(first, a.x, b.x), max(last, a.x, b.x))
          continue
        }
        // The crossing, rounded towards the inside of the hull on either side.
        let (over, under) = ((b.x - a.x) * (row - a.y), b.y - a.y)
        let down = Int((Double(over) / Double(under)).rounded(.down))
        let up = down * under == over ? down : down + 1
        (first, last) = (min(first, a.x + up), max(last, a.x + down))
      }
      guard first <= last else { return nil }
      return Run(
        row: Int32(truncatingIfNeeded: row), start: Int32(truncatingIfNeeded: first),
        end: Int32(truncatingIfNeeded: last + 1))
    }
  }
}
