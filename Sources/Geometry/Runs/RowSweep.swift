internal import Volume

/// Calls `touch(a, b)` for each pair of a run in `runs` and a run in `others` that lies in the row `(j, k)` steps away and overlaps it along i, or misses
/// it by at most `reach - 1` voxels. `others` may be `runs` itself.
///
/// Both are sorted, so two pointers suffice. Cost: the runs of both, plus the pairs found.
@inline(__always)
func sweep(
  _ runs: [Run], _ others: [Run], j stepJ: Int, k stepK: Int, reach: Int32, height: Int,
  touch: (_ a: Int, _ b: Int, _ overlap: Int32) -> Void
) {
  let step = Int32(truncatingIfNeeded: stepJ + stepK * height)
  let rowLength = Int32(truncatingIfNeeded: height)
  runs.withUnsafeBufferPointer { runs in
    others.withUnsafeBufferPointer { others in
      var first = 0
      for a in 0..<runs.count {
        let run = runs[a]
        if stepJ != 0 {
          let j = Int(run.row % rowLength) + stepJ
          if j < 0 || j >= height { continue }
        }
        let row = run.row + step
        if row < 0 { continue }
        while first < others.count,
          others[first].row < row || (others[first].row == row && others[first].end + reach <= run.start)
        {
          first += 1
        }
        var b = first
        while b < others.count, others[b].row == row, others[b].start < run.end + reach {
          touch(a, b, min(run.end, others[b].end) - max(run.start, others[b].start))
          b += 1
        }
      }
    }
  }
}
