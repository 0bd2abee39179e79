internal import Volume

/// A run and the place of the structure that it belongs to.
struct OwnedRun: RunBearer, Sendable {
  let run: Run
  let owner: Int32
}

/// The runs of all structures in one list, sorted by row and start. Only where structures do not overlap.
struct OwnedRuns: Sendable {
  let runs: [OwnedRun]
  let structures: Int

  /// Nil when structures overlap. Cost: a counting sort by row, then a sort inside each row, which mostly holds few runs.
  init?(_ segmentation: Segmentation) {
    let rows = segmentation.grid.rows
    structures = segmentation.structures.count
    var next = [Int32](repeating: 0, count: rows + 1)
    var count = 0
    for structure in segmentation.structures {
      count += structure.runs.all.count
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
    var overlaps = false
    runs.withUnsafeMutableBufferPointer { runs in
      for row in 0..<rows {
        let end = Int(next[row])
        if end - first > 1 { Self.sort(runs, first..<end) }
        for at in first..<max(first, end - 1) where runs[at].run.end > runs[at + 1].run.start { overlaps = true }
        first = end
      }
    }
    if overlaps { return nil }
    self.runs = runs
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
