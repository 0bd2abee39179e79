/// A stretch of consecutive voxels of one structure in one row: voxels `start..<end` along i.
package struct Run: Hashable, Sendable {
  /// `j + k * grid.size.j`.
  package var row: Int32
  package var start: Int32
  /// One past the last voxel.
  package var end: Int32

  package init(row: Int32, start: Int32, end: Int32) {
    self.row = row
    self.start = start
    self.end = end
  }

  /// The number of voxels.
  package var count: Int { Int(end) - Int(start) }
}

/// The voxels of one structure as runs, sorted by row and then by start; runs of a row neither overlap nor touch.
///
/// A structure has some hundred times fewer runs than voxels, so whatever is computed per run is cheap.
package struct Runs: Hashable, Sendable {
  package private(set) var all: [Run] = []

  package init() {}

  /// Runs in any order that may overlap or touch: sorted and merged. Cost: a sort.
  package init(merging runs: [Run]) {
    let sorted = runs.filter { $0.end > $0.start }.sorted { ($0.row, $0.start) < ($1.row, $1.start) }
    all.reserveCapacity(sorted.count)
    for run in sorted { append(run) }
  }

  /// Runs that already are in order and disjoint, as a reader that goes row by row makes them. Cost: none.
  package init(ordered runs: [Run]) { all = runs }

  /// Adds a run that does not start before the last one; joins it to the last one where they touch or overlap.
  package mutating func append(_ run: Run) {
    if let last = all.indices.last, all[last].row == run.row, all[last].end >= run.start {
      all[last].end = max(all[last].end, run.end)
    } else {
      all.append(run)
    }
  }

  package var isEmpty: Bool { all.isEmpty }

  /// The number of voxels. Cost: one pass over the runs.
  package var voxelCount: Int { all.reduce(0) { $0 + $1.count } }
}
