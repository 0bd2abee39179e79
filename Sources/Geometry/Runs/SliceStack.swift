internal import Volume

/// A structure's runs slice by slice along a chosen index axis, so that what is computed in a plane need not know which
/// plane it is.
///
/// Along k the runs are as they are, along j they are regrouped, along i they are turned so that they go along j. Cost:
/// the runs (along i those in both directions).
struct SliceStack {
  /// One slice with voxels.
  struct Slice {
    let index: Int
    /// Sorted; `row` counts within the slice.
    var runs: [Run] = []
  }

  /// In the order of their indices.
  let slices: [Slice]
  /// Of voxels along a run, and of rows.
  let spacing: SIMD2<Double>

  init(_ runs: Runs, on grid: Grid, along axis: Int) {
    let s = grid.lengths
    let height = Int32(truncatingIfNeeded: grid.size.j)
    switch axis {
    case 0:
      slices = Self.turned(runs.all, height: height)
      spacing = SIMD2(s.y, s.z)
    case 1:
      slices = Self.grouped(runs.all) { run in (Int(run.row % height), run.row / height) }
      spacing = SIMD2(s.x, s.z)
    default:
      slices = Self.grouped(runs.all) { run in (Int(run.row / height), run.row % height) }
      spacing = SIMD2(s.x, s.y)
    }
  }

  private static func grouped(_ runs: [Run], _ place: (Run) -> (slice: Int, row: Int32)) -> [Slice] {
    let places = runs.map(place)
    guard let low = places.map(\.slice).min(), let high = places.map(\.slice).max() else { return [] }
    var slices = (low...high).map { Slice(index: $0) }
    for (run, (slice, row)) in zip(runs, places) {
      slices[slice - low].runs.append(Run(row: row, start: run.start, end: run.end))
    }
    return slices.filter { !$0.runs.isEmpty }
  }

  /// Runs along j: a column's run opens where a row covers what the row before did not, and closes where it no longer
  /// does.
  private static func turned(_ runs: [Run], height: Int32) -> [Slice] {
    guard let low = runs.lazy.map(\.start).min(), let high = runs.lazy.map(\.end).max() else { return [] }
    var slices = (low..<high).map { Slice(index: Int($0)) }
    var opened = [Int32](repeating: 0, count: slices.count)
    var before = runs[0..<0]
    var (rowBefore, at) = (Int32(-2), 0)
    func close(_ columns: Range<Int32>) {
      for i in columns {
        let start = opened[Int(i - low)]
        slices[Int(i - low)].runs.append(
          Run(row: rowBefore / height, start: start, end: rowBefore % height + 1))
      }
    }
    while at <= runs.count {
      let first = at
      let row = at < runs.count ? runs[at].row : rowBefore
      while at < runs.count, runs[at].row == row { at += 1 }
      let current = runs[first..<at]
      // What is open ends where a row is left out, and with each slice.
      let follows = row == rowBefore + 1 && row % height > 0 && !current.isEmpty
      subtract(before, minus: follows ? current : []) { close($0) }
      subtract(current, minus: follows ? before : []) { columns in
        for i in columns { opened[Int(i - low)] = row % height }
      }
      (before, rowBefore) = (current, row)
      if current.isEmpty { break }
    }
    return slices.filter { !$0.runs.isEmpty }
  }

  /// The parts of one row's runs that another's do not cover.
  private static func subtract(
    _ runs: ArraySlice<Run>, minus others: ArraySlice<Run>, part: (Range<Int32>) -> Void
  ) {
    var next = others.startIndex
    for run in runs {
      var start = run.start
      while next < others.endIndex, others[next].end <= start { next += 1 }
      var at = next
      while at < others.endIndex, others[at].start < run.end {
        if others[at].start > start { part(start..<others[at].start) }
        start = max(start, others[at].end)
        at += 1
      }
      if start < run.end { part(start..<run.end) }
    }
  }
}
