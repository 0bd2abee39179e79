internal import Volume

/// Calls `visit(a, b, voxels)` for each pair of runs of one row that share voxels. Leaps over stretches of either list
/// that the other does not reach. Cost: the runs of the shorter list, times the logarithm of the gaps in the longer
/// one.
func forEachOverlap(_ runs: [Run], _ others: [Run], visit: (_ a: Int, _ b: Int, _ voxels: Int) -> Void) {
  guard runs.count <= others.count else { return forEachOverlap(others, runs) { visit($1, $0, $2) } }
  var first = 0
  for a in runs.indices {
    let run = runs[a]
    first = leap(others, from: first) { $0.row < run.row || ($0.row == run.row && $0.end <= run.start) }
    var b = first
    while b < others.count, others[b].row == run.row, others[b].start < run.end {
      visit(a, b, Int(min(run.end, others[b].end) - max(run.start, others[b].start)))
      b += 1
    }
  }
}

/// The first place at or after `from` whose run is not `before`: ever longer steps, then bisection.
private func leap(_ runs: [Run], from: Int, before: (Run) -> Bool) -> Int {
  guard from < runs.count, before(runs[from]) else { return from }
  var (low, step) = (from, 1)
  while low + step < runs.count, before(runs[low + step]) {
    low += step
    step *= 2
  }
  var high = min(low + step, runs.count)
  while high - low > 1 {
    let middle = (low + high) / 2
    if before(runs[middle]) { low = middle } else { high = middle }
  }
  return high
}

/// The number of voxels that two run sets share.
func sharedVoxels(_ a: [Run], _ b: [Run]) -> Int {
  var shared = 0
  forEachOverlap(a, b) { _, _, voxels in shared += voxels }
  return shared
}
