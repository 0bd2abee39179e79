package import Volume

/// A connected piece of a structure, or of what it leaves out.
package struct Piece: Hashable, Sendable, Codable {
  package var voxels: Int
  package var box: VoxelBox

  package init(voxels: Int, box: VoxelBox) {
    self.voxels = voxels
    self.box = box
  }

  @inline(__always)
  mutating func add(_ run: Run, j: Int, k: Int) {
    voxels += run.count
    box.first.i = min(box.first.i, Int(run.start))
    box.last.i = max(box.last.i, Int(run.end) - 1)
    box.first.j = min(box.first.j, j)
    box.last.j = max(box.last.j, j)
    // Runs come in order: no later one lies in a slice before.
    box.last.k = k
  }
}

extension Piece {
  /// Where pieces are: for each its first and last index, both included.
  static func boxes(_ pieces: some Sequence<Piece>, in grid: Grid) -> ReportedValue {
    func index(_ v: VoxelIndex) -> ReportedValue { .list((0..<grid.dimensions).map { .integer(v[$0]) }) }
    return .list(pieces.map { [index($0.box.first), index($0.box.last)] })
  }
}

/// Joins runs that touch and returns each connected piece's runs' numbers' root. Cost: the runs and their contacts (He,
/// Chao, Suzuki 2008: run-based two-scan labelling).
func connect(_ runs: [Run], _ neighbourhood: Neighbourhood, grid: Grid) -> [Int] {
  let sets = DisjointSets(count: runs.count)
  for (j, k, reach) in neighbourhood.earlierRows(dimensions: grid.dimensions) {
    sweep(runs, runs, j: j, k: k, reach: reach, height: grid.size.j) { a, b, _ in sets.join(a, b) }
  }
  return runs.indices.map { sets.root($0) }
}

/// The pieces that roots (numbers of runs) describe, largest first; equal sizes in the order of their first runs.
func pieces(_ runs: [Run], roots: [Int], height: Int, where keep: (_ root: Int) -> Bool = { _ in true }) -> [Piece] {
  // The piece of each root, counted from 1.
  var numbers = [Int32](repeating: 0, count: runs.count)
  var found: [Piece] = []
  // Rows are followed rather than divided: a division per run would cost more than all else.
  var (row, j, k) = (0, 0, 0)
  for (run, root) in zip(runs, roots) where keep(root) {
    j += Int(run.row) - row
    row = Int(run.row)
    if j >= height {
      k += j / height
      j %= height
    }
    let number = Int(numbers[root])
    if number > 0 {
      found[number - 1].add(run, j: j, k: k)
    } else {
      found.append(Piece(voxels: run.count, box: VoxelBox(of: run, height: height)))
      numbers[root] = Int32(truncatingIfNeeded: found.count)
    }
  }
  if found.count == 1 { return found }
  return found.enumerated().sorted { ($1.element.voxels, $0.offset) < ($0.element.voxels, $1.offset) }.map(\.element)
}
