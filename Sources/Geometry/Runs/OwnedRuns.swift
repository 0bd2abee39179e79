internal import Volume

/// The runs of all structures in one list, sorted by row and start, each with its owner's place. Only where structures do not overlap.
struct OwnedRuns: Sendable {
  let runs: [Run]
  let owners: [Int32]
  let structures: Int

  /// Nil when structures overlap. Cost: a counting sort by row, then an insertion sort inside each row, which holds few runs.
  init?(_ segmentation: Segmentation) {
    let grid = segmentation.grid
    structures = segmentation.structures.count
    var next = [Int32](repeating: 0, count: grid.rows + 1)
    var count = 0
    for structure in segmentation.structures {
      count += structure.runs.all.count
      for run in structure.runs.all { next[Int(run.row) + 1] += 1 }
    }
    for row in 0..<grid.rows { next[row + 1] += next[row] }
    var runs = [Run](repeating: Run(row: -1, start: 0, end: 0), count: count)
    var owners = [Int32](repeating: 0, count: count)
    for (owner, structure) in segmentation.structures.enumerated() {
      let owner = Int32(truncatingIfNeeded: owner)
      for run in structure.runs.all {
        var at = Int(next[Int(run.row)])
        next[Int(run.row)] += 1
        // Elements before this row's first one belong to other rows, which ends the search.
        while at > 0, runs[at - 1].row == run.row, runs[at - 1].start > run.start {
          runs[at] = runs[at - 1]
          owners[at] = owners[at - 1]
          at -= 1
        }
        runs[at] = run
        owners[at] = owner
      }
    }
    for at in 1..<max(1, count) where runs[at].row == runs[at - 1].row && runs[at].start < runs[at - 1].end {
      return nil
    }
    self.runs = runs
    self.owners = owners
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
    for run in all.runs { covered.append(run) }
    return covered
  }
}
