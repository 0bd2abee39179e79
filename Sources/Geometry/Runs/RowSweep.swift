internal import Volume

/// Something that is a run: the run itself, or a run with an owner.
protocol RunBearer {
  var run: Run { get }
}

extension Run: RunBearer {
  var run: Run { self }
}

/// Calls `touch(a, b)` for each pair of a run in `runs` and a run in `others` that lies in the row `(j, k)` steps away
/// and overlaps it along i, or misses it by at most `reach - 1` voxels. `others` may be `runs` itself.
///
/// Both are sorted, so two pointers suffice. Cost: the runs of both, plus the pairs found.
@inline(__always)
func sweep<Some: RunBearer, Other: RunBearer>(
  _ runs: [Some], _ others: [Other], j stepJ: Int, k stepK: Int, reach: Int32, height: Int,
  touch: (_ a: Int, _ b: Int, _ overlap: Int32) -> Void
) {
  let step = Int32(truncatingIfNeeded: stepJ + stepK * height)
  let rowLength = Int32(truncatingIfNeeded: height)
  runs.withUnsafeBufferPointer { runs in
    others.withUnsafeBufferPointer { others in
      var first = 0
      // Rows are followed rather than divided: a division per run would cost more than all else.
      var sliceEnd = rowLength
      for a in 0..<runs.count {
        let run = runs[a].run
        if stepJ != 0 {
          if run.row >= sliceEnd { sliceEnd = (run.row / rowLength + 1) * rowLength }
          let neighbour = run.row + Int32(truncatingIfNeeded: stepJ)
          if neighbour >= sliceEnd || neighbour < sliceEnd - rowLength { continue }
        }
        let row = run.row + step
        if row < 0 { continue }
        while first < others.count,
          others[first].run.row < row || (others[first].run.row == row && others[first].run.end + reach <= run.start)
        {
          first += 1
        }
        var b = first
        while b < others.count, others[b].run.row == row, others[b].run.start < run.end + reach {
          touch(a, b, min(run.end, others[b].run.end) - max(run.start, others[b].run.start))
          b += 1
        }
      }
    }
  }
}
