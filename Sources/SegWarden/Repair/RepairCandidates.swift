internal import Geometry
package import Volume

/// What simple repairs make of one structure.
package struct RepairCandidates {
  /// Whether repairs add voxels or take some away.
  package enum Direction: Hashable, Sendable {
    case adds, removes
  }

  package struct Candidate {
    /// What is done, such as `fill-holes`.
    package let name: String
    package let direction: Direction
    package let runs: Runs
  }

  private let runs: Runs
  /// What belongs to other structures.
  private let others: Runs
  private let grid: Grid
  private let image: IntensityVolume?
  /// Of a ball, or a disc, of the structure's size.
  private let radius: Double
  package private(set) var all: [Candidate] = []

  /// Each set of voxels once.
  ///
  /// - Parameters:
  ///   - others: what no repair may take: the other structures' voxels.
  ///   - image: what growing and trimming may follow.
  package init(of runs: Runs, beside others: Runs, image: IntensityVolume?, on grid: Grid) {
    (self.runs, self.others, self.grid, self.image) = (runs, others, grid, image)
    radius = EquivalentSphere.radius(voxels: runs.voxelCount, on: grid)
    guard !runs.isEmpty else { return }
    let likeness = image.flatMap { ImageLikeness(of: runs, radius: radius, in: $0, on: grid)?.runs }
    // What is cut off, or leaked, lies to one side.
    let ways = Self.ways(0.5 * radius, on: grid)
    addAdding(ways, likeness)
    addRemoving(ways, likeness)
  }

  private mutating func add(_ name: String, _ direction: Direction, _ repaired: Runs?) {
    guard let repaired, !repaired.isEmpty, repaired != runs else { return }
    let own = repaired.subtracting(others)
    guard !own.isEmpty, own != runs, !all.contains(where: { $0.runs == own }) else { return }
    all.append(Candidate(name: name, direction: direction, runs: own))
  }

  private mutating func addAdding(_ ways: [Way], _ likeness: Runs?) {
    add("fill-holes", .adds, runs.union(runs.enclosed(background: .faces, on: grid)))
    if grid.dimensions == 3 { add("fill-slices", .adds, slicesFilled) }
    for share in [0.12, 0.3, 0.8] {
      let by = share * radius
      add(
        "close", .adds,
        Morphology.dilated(runs, by: by, on: grid).flatMap { Morphology.eroded($0, by: by, on: grid) })
    }
    add("fill-hull", .adds, runs.hullFilled(on: grid))
    add("dilate", .adds, Morphology.dilated(runs, by: 0.15 * radius, on: grid))
    for way in ways { add("grow-\(way.name)", .adds, runs.union(moved(by: way.steps))) }
    guard let likeness else { return }
    let like = withoutSlivers(likeness.subtracting(runs))
    add("grow-by-image", .adds, largest(like).map { runs.union($0) })
    add("grow-by-image", .adds, runs.union(like))
  }

  private mutating func addRemoving(_ ways: [Way], _ likeness: Runs?) {
    add("keep-largest-component", .removes, largest(runs))
    add("drop-small-components", .removes, withoutSmallPieces)
    for share in [0.12, 0.3, 0.5] {
      let by = share * radius
      add(
        "open", .removes,
        Morphology.eroded(runs, by: by, on: grid).flatMap { Morphology.dilated($0, by: by, on: grid) })
    }
    add("erode", .removes, Morphology.eroded(runs, by: 0.15 * radius, on: grid))
    for way in ways { add("shrink-\(way.name)", .removes, runs.intersection(moved(by: way.steps))) }
    guard let likeness else { return }
    let unlike = withoutSlivers(runs.subtracting(likeness))
    add("trim-by-image", .removes, largest(unlike).map { runs.subtracting($0) })
    add("trim-by-image", .removes, runs.subtracting(unlike))
  }

  private func largest(_ runs: Runs) -> Runs? {
    runs.pieces(.corners, on: grid).max { $0.voxelCount < $1.voxelCount }
  }

  /// Without what is thinner than a sixth of the radius.
  private func withoutSlivers(_ runs: Runs) -> Runs {
    let by = 0.08 * radius
    return Morphology.eroded(runs, by: by, on: grid, border: .background)
      .flatMap { Morphology.dilated($0, by: by, on: grid) }?.intersection(runs) ?? Runs()
  }

  /// Pieces of at least a quarter of the largest: organs that come in pairs are two pieces of one value.
  private var withoutSmallPieces: Runs? {
    let pieces = runs.pieces(.corners, on: grid).map { (runs: $0, count: $0.voxelCount) }
    guard let most = pieces.map(\.count).max() else { return nil }
    return Runs(merging: pieces.filter { 4 * $0.count >= most }.flatMap(\.runs.all))
  }

  /// Slices without voxels between slices with them, filled with the nearest one's.
  private var slicesFilled: Runs? {
    let height = grid.size.j
    let slices = Dictionary(grouping: runs.all) { Int($0.row) / height }
    guard let first = slices.keys.min(), let last = slices.keys.max(), last - first + 1 > slices.count else {
      return nil
    }
    let held = slices.keys.sorted()
    return Runs(
      merging: (first...last).flatMap { slice -> [Run] in
        if let own = slices[slice] { return own }
        let nearest = held.min { abs($0 - slice) < abs($1 - slice) } ?? first
        return (slices[nearest] ?? []).map { run in
          Run(row: run.row.advanced(by: (slice - nearest) * height), start: run.start, end: run.end)
        }
      })
  }

  private struct Way {
    let name: String
    let steps: VoxelIndex
  }

  /// Steps of about a length: in eight directions in the slice, and to both sides of it.
  private static func ways(_ length: Double, on grid: Grid) -> [Way] {
    func steps(_ axis: Int, _ length: Double) -> Int { Int((length / grid.lengths[axis]).rounded()) }
    var ways: [Way] = []
    for (j, row) in [(-1, "before-j"), (0, ""), (1, "after-j")] {
      for (i, column) in [(-1, "before-i"), (0, ""), (1, "after-i")] where i != 0 || j != 0 {
        let each = i == 0 || j == 0 ? length : length * 0.7071
        let by = VoxelIndex(i * steps(0, each), j * steps(1, each), 0)
        let name = [column, row].filter { !$0.isEmpty }.joined(separator: "-")
        if by != VoxelIndex(0, 0, 0) { ways.append(Way(name: name, steps: by)) }
      }
    }
    if grid.dimensions == 3, steps(2, length) > 0 {
      ways.append(Way(name: "before-k", steps: VoxelIndex(0, 0, -steps(2, length))))
      ways.append(Way(name: "after-k", steps: VoxelIndex(0, 0, steps(2, length))))
    }
    return ways
  }

  /// The structure moved; what leaves the grid is lost.
  private func moved(by steps: VoxelIndex) -> Runs {
    Runs(
      ordered: runs.all.compactMap { run in
        let (j, k) = (Int(run.row) % grid.size.j + steps.j, Int(run.row) / grid.size.j + steps.k)
        guard (0..<grid.size.j).contains(j), (0..<grid.size.k).contains(k) else { return nil }
        let (start, end) = (max(0, Int(run.start) + steps.i), min(grid.size.i, Int(run.end) + steps.i))
        guard start < end else { return nil }
        return Run(
          row: run.row.advanced(by: steps.j + grid.size.j * steps.k), start: Int32(truncatingIfNeeded: start),
          end: Int32(truncatingIfNeeded: end))
      })
  }
}
