internal import Volume

/// The background that runs enclose: what lies between two runs of one row and is not connected to the outside through
/// neighbouring rows.
///
/// Only gaps inside a row can be enclosed, so all else is the outside and is never visited. Cost: the runs, and the
/// gaps' contacts.
struct EnclosedRuns {
  /// The enclosed gaps, in order.
  let runs: [Run]
  /// The cavity of each of the runs, as the number of its first run.
  let roots: [Int]
  /// The cavities, largest first.
  let pieces: [Piece]

  init(by structure: Runs, background: Neighbourhood, grid: Grid) {
    let rows = RowSpans(structure.all)
    let gaps = rows.gaps(of: structure.all)
    guard !gaps.isEmpty else {
      (runs, roots, pieces) = ([], [], [])
      return
    }
    let root = connect(gaps, background, grid: grid)
    var isOutside = [Bool](repeating: false, count: gaps.count)
    for (j, k, reach) in background.earlierRows(dimensions: grid.dimensions) {
      for side in [1, -1] {
        rows.visitOpen(gaps, j: side * j, k: side * k, reach: reach, height: grid.size.j) { isOutside[root[$0]] = true }
      }
    }
    let kept = gaps.indices.filter { !isOutside[root[$0]] }
    runs = kept.map { gaps[$0] }
    // A root is the first gap of its set, so it is kept with the others.
    var places = [Int32](repeating: 0, count: gaps.count)
    for (place, gap) in kept.enumerated() { places[gap] = Int32(truncatingIfNeeded: place) }
    roots = kept.map { Int(places[root[$0]]) }
    pieces = Geometry.pieces(runs, roots: roots, height: grid.size.j)
  }
}

/// From where to where each row's runs reach.
private struct RowSpans {
  private var spans: [Run] = []
  private var gapCount = 0

  init(_ runs: [Run]) {
    for run in runs {
      if let last = spans.indices.last, spans[last].row == run.row {
        spans[last].end = run.end
        gapCount += 1
      } else {
        spans.append(run)
      }
    }
  }

  /// What lies between the runs of a row.
  func gaps(of runs: [Run]) -> [Run] {
    guard gapCount > 0 else { return [] }
    var gaps: [Run] = []
    gaps.reserveCapacity(gapCount)
    for at in 1..<runs.count where runs[at].row == runs[at - 1].row {
      gaps.append(Run(row: runs[at].row, start: runs[at - 1].end, end: runs[at].start))
    }
    return gaps
  }

  /// Calls `open` for each gap that sees the outside of the row `(j, k)` steps away: what lies before its first or
  /// after its last run.
  func visitOpen(_ gaps: [Run], j stepJ: Int, k stepK: Int, reach: Int32, height: Int, open: (Int) -> Void) {
    let step = Int32(truncatingIfNeeded: stepJ + stepK * height)
    let rowLength = Int32(truncatingIfNeeded: height)
    var next = 0
    for (at, gap) in gaps.enumerated() {
      let row = gap.row + step
      let j = gap.row % rowLength + Int32(truncatingIfNeeded: stepJ)
      while next < spans.count, spans[next].row < row { next += 1 }
      let isEmpty = j < 0 || j >= rowLength || next == spans.count || spans[next].row != row
      if isEmpty || gap.start - reach < spans[next].start || gap.end + reach > spans[next].end { open(at) }
    }
  }
}
