internal import Volume

/// The voxels of a structure that have a face neighbour outside it, as runs. What lies beyond the grid is outside; in
/// two dimensions there are no neighbours along k. Cost: the runs.
struct BoundaryRuns: StructureMeasure {
  let structure: StructurePlace

  func value(in scene: Scene) -> Runs {
    let runs = scene.runs(structure)
    // Inside is what stays when each row is shortened by its ends and cut down to what the four rows around it hold
    // too.
    var inside = Runs(
      ordered: runs.all.compactMap { run in
        run.end - run.start > 2 ? Run(row: run.row, start: run.start + 1, end: run.end - 1) : nil
      })
    for (j, k) in scene.grid.dimensions == 3 ? [(1, 0), (-1, 0), (0, 1), (0, -1)] : [(1, 0), (-1, 0)] {
      inside = intersection(inside, runs, j: j, k: k, grid: scene.grid)
    }
    return subtract(inside, from: runs)
  }
}

/// The voxels of `runs` whose neighbour `(j, k)` rows away is in `others`. Cost: the runs of both.
func intersection(_ runs: Runs, _ others: Runs, j: Int = 0, k: Int = 0, grid: Grid) -> Runs {
  let (a, b) = (runs.all, others.all)
  var shared: [Run] = []
  sweep(a, b, j: j, k: k, reach: 0, height: grid.size.j) { x, y, _ in
    shared.append(Run(row: a[x].row, start: max(a[x].start, b[y].start), end: min(a[x].end, b[y].end)))
  }
  return Runs(ordered: shared)
}
