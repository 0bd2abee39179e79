package import Volume

/// A run and the place of the structure that it belongs to.
struct OwnedRun: RunBearer, Sendable {
  let run: Run
  let owner: Int32
}

/// The runs of all structures in one list, sorted by row and start. Only where structures do not overlap.
struct OwnedRuns: Sendable {
  let runs: [OwnedRun]
  let structures: Int

  /// Nil when structures overlap. Cost: a counting sort by row, then a sort inside each row, which mostly holds few
  /// runs.
  init?(_ segmentation: Segmentation) {
    let grid = segmentation.grid
    structures = segmentation.structures.count
    let count = segmentation.structures.reduce(0) { $0 + $1.runs.all.count }
    // A header may promise far more rows than there are runs to count.
    let runs =
      grid.rows > max(1 << 22, 8 * count)
      ? Self.sorted(segmentation) : Self.dealt(segmentation, rows: grid.rows, count: count)
    for at in 1..<max(1, count) {
      let (a, b) = (runs[at - 1].run, runs[at].run)
      if a.row == b.row, a.end > b.start { return nil }
    }
    self.runs = runs
  }

  private static func sorted(_ segmentation: Segmentation) -> [OwnedRun] {
    var runs: [OwnedRun] = []
    for (owner, structure) in segmentation.structures.enumerated() {
      runs += structure.runs.all.map { OwnedRun(run: $0, owner: Int32(truncatingIfNeeded: owner)) }
    }
    return runs.sorted { ($0.run.row, $0.run.start) < ($1.run.row, $1.run.start) }
  }

  private static func dealt(_ segmentation: Segmentation, rows: Int, count: Int) -> [OwnedRun] {
    var next = [Int32](repeating: 0, count: rows + 1)
    for structure in segmentation.structures {
      for run in structure.runs.all { next[Int(run.row) + 1] += 1 }
    }
    for row in 0..<rows { next[row + 1] += next[row] }
    var runs = [OwnedRun](repeating: OwnedRun(run: Run(row: 0, start: 0, end: 0), owner: 0), count: count)
    for (owner, structure) in segmentation.structures.enumerated() {
      let owner = Int32(truncatingIfNeeded: owner)
      for run in structure.runs.all {
        runs[Int(next[Int(run.row)])] = OwnedRun(run: run, owner: owner)
        next[Int(run.row)] += 1
      }
    }
    // Each row now ends where the next one starts.
    var first = 0
    runs.withUnsafeMutableBufferPointer { runs in
      for row in 0..<rows {
        let end = Int(next[row])
        if end - first > 1 { Self.sort(runs, first..<end) }
        first = end
      }
    }
    return runs
  }

  /// Insertion for a few runs, the library's sort for many.
  private static func sort(_ runs: UnsafeMutableBufferPointer<OwnedRun>, _ row: Range<Int>) {
    guard row.count <= 24 else { return runs[row].sort { $0.run.start < $1.run.start } }
    for from in row.dropFirst() {
      let moved = runs[from]
      var at = from
      while at > row.lowerBound, runs[at - 1].run.start > moved.run.start {
        runs[at] = runs[at - 1]
        at -= 1
      }
      runs[at] = moved
    }
  }
}

/// The runs of all structures together; nil when structures overlap.
struct AllRuns: Measure {
  func value(in scene: Scene) -> OwnedRuns? { OwnedRuns(scene.segmentation) }
}

/// The voxels that any structure covers.
struct CoveredRuns: Measure {
  func value(in scene: Scene) -> Runs {
    guard let all = scene[AllRuns()] else {
      return Runs(merging: scene.segmentation.structures.flatMap(\.runs.all))
    }
    var covered = Runs()
    for owned in all.runs { covered.append(owned.run) }
    return covered
  }
}

extension Segmentation {
  /// Whether a voxel belongs to more than one structure, which no label map can hold. Cost: the runs.
  package var hasOverlaps: Bool { OwnedRuns(self) == nil }
}
