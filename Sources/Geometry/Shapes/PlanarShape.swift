internal import Volume

/// The shape of runs in one plane.
struct PlanarShape: Hashable, Sendable {
  /// Pixels.
  let count: Int
  /// In mm, or pixels without spacing.
  let perimeter: Double
  /// Of the hull of the pixels with their extent, in pixels.
  let hullCount: Double
  /// Of a pixel.
  let pixelArea: Double

  /// Cost: the runs.
  ///
  /// The perimeter is Crofton's with four directions and ITK's weights (Lehmann and Legland 2012, Insight Journal):
  /// along each direction the lines that cross the outline are counted. A line enters the shape once for each pixel
  /// whose neighbour on that side is missing, so the pixels that overlap with their neighbours tell all.
  init(_ runs: [Run], spacing: SIMD2<Double>) {
    var (count, straight, falling, rising) = (0, 0, 0, 0)
    var ends: [SIMD2<Int>] = []
    var before = runs[0..<0]
    var at = 0
    while at < runs.count {
      let first = at
      while at < runs.count, runs[at].row == runs[first].row { at += 1 }
      let row = runs[first..<at]
      for run in row { count += run.count }
      ends.append(SIMD2(Int(runs[first].start), Int(runs[first].row)))
      ends.append(SIMD2(Int(runs[at - 1].end) - 1, Int(runs[first].row)))
      if let last = before.first, last.row + 1 == runs[first].row {
        straight += Self.shared(before, row, shift: 0)
        falling += Self.shared(before, row, shift: 1)
        rising += Self.shared(before, row, shift: -1)
      }
      before = row
    }
    self.count = count
    let diagonal = (spacing * spacing).sum().squareRoot()
    pixelArea = spacing.x * spacing.y
    // Entries per direction times the distance of its lines: rows, columns, and both diagonals.
    let rows = spacing.y * Double(runs.count)
    let columns = spacing.x * Double(count - straight)
    let diagonals = pixelArea / diagonal * Double(2 * count - falling - rising)
    perimeter = .pi / 4 * (rows + columns + diagonals)
    hullCount = PlanarHull(sorted: ends).ofCells.doubledArea / 2
  }

  /// The pixels of one row that lie in another one, moved along it.
  private static func shared(_ a: ArraySlice<Run>, _ b: ArraySlice<Run>, shift: Int32) -> Int {
    var (m, n, total) = (a.startIndex, b.startIndex, 0)
    while m < a.endIndex, n < b.endIndex {
      let overlap = min(a[m].end + shift, b[n].end) - max(a[m].start + shift, b[n].start)
      if overlap > 0 { total += Int(overlap) }
      if a[m].end + shift < b[n].end { m += 1 } else { n += 1 }
    }
    return total
  }

  /// 4 π area / perimeter²: 1 for a disc, less the more the outline wanders. Tiny shapes can exceed 1 a little.
  var circularity: Double { 4 * .pi * Double(count) * pixelArea / (perimeter * perimeter) }

  /// The share of its convex hull that the shape fills, 0…1.
  var solidity: Double { Double(count) / hullCount }
}
