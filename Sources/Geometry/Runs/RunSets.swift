package import Volume

/// Voxel sets as runs: what two have together, in common, or alone. Cost: the runs of both.
extension Runs {
  /// The voxels of either.
  package func union(_ other: Runs) -> Runs {
    var joined = Runs()
    let (a, b) = (all, other.all)
    var (x, y) = (0, 0)
    while x < a.count || y < b.count {
      if y == b.count || (x < a.count && (a[x].row, a[x].start) <= (b[y].row, b[y].start)) {
        joined.append(a[x])
        x += 1
      } else {
        joined.append(b[y])
        y += 1
      }
    }
    return joined
  }

  /// The voxels that the other does not hold.
  package func subtracting(_ other: Runs) -> Runs { subtract(other, from: self) }

  /// The voxels of both.
  package func intersection(_ other: Runs) -> Runs {
    let (a, b) = (all, other.all)
    var shared: [Run] = []
    forEachOverlap(a, b) { x, y, _ in
      shared.append(Run(row: a[x].row, start: max(a[x].start, b[y].start), end: min(a[x].end, b[y].end)))
    }
    return Runs(ordered: shared)
  }

  /// The voxels of exactly one of the two.
  package func symmetricDifference(_ other: Runs) -> Runs { subtracting(other).union(other.subtracting(self)) }

  /// The connected pieces, in the order of their first runs.
  package func pieces(_ neighbourhood: Neighbourhood, on grid: Grid) -> [Runs] {
    var places: [Int: Int] = [:]
    var found: [[Run]] = []
    for (run, root) in zip(all, connect(all, neighbourhood, grid: grid)) {
      if let place = places[root] {
        found[place].append(run)
      } else {
        places[root] = found.count
        found.append([run])
      }
    }
    return found.map { Runs(ordered: $0) }
  }

  /// The background that they enclose, where background voxels are neighbours as said.
  package func enclosed(background: Neighbourhood, on grid: Grid) -> Runs {
    Runs(ordered: EnclosedRuns(by: self, background: background, grid: grid).runs)
  }
}
