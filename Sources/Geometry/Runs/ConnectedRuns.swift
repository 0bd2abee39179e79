package import Volume

/// A connected piece of a structure, or of what it leaves out.
package struct Piece: Hashable, Sendable {
  package var voxels: Int
  package var box: VoxelBox

  package init(voxels: Int, box: VoxelBox) {
    self.voxels = voxels
    self.box = box
  }
}

/// A box of voxels, first and last index included.
package struct VoxelBox: Hashable, Sendable {
  package var first: VoxelIndex
  package var last: VoxelIndex

  package init(first: VoxelIndex, last: VoxelIndex) {
    self.first = first
    self.last = last
  }

  /// The box around runs; nil for none. Cost: one pass.
  package init?(around runs: Runs, height: Int) {
    guard let head = runs.all.first else { return nil }
    self.init(head, height: height)
    for run in runs.all { extend(run, height: height) }
  }

  init(_ run: Run, height: Int) {
    let (j, k) = (Int(run.row) % height, Int(run.row) / height)
    first = VoxelIndex(Int(run.start), j, k)
    last = VoxelIndex(Int(run.end) - 1, j, k)
  }

  mutating func extend(_ run: Run, height: Int) {
    let (j, k) = (Int(run.row) % height, Int(run.row) / height)
    first = VoxelIndex(min(first.i, Int(run.start)), min(first.j, j), min(first.k, k))
    last = VoxelIndex(max(last.i, Int(run.end) - 1), max(last.j, j), max(last.k, k))
  }

  /// The smallest box that holds both.
  package func union(_ other: VoxelBox) -> VoxelBox {
    VoxelBox(
      first: VoxelIndex(min(first.i, other.first.i), min(first.j, other.first.j), min(first.k, other.first.k)),
      last: VoxelIndex(max(last.i, other.last.i), max(last.j, other.last.j), max(last.k, other.last.k)))
  }
}

/// Joins runs that touch and returns each connected piece's runs' numbers' root. Cost: the runs and their contacts (He, Chao, Suzuki 2008: run-based
/// two-scan labelling).
func connect(_ runs: [Run], _ neighbourhood: Neighbourhood, grid: Grid) -> [Int] {
  var sets = DisjointSets(count: runs.count)
  for (j, k, reach) in neighbourhood.earlierRows(dimensions: grid.dimensions) {
    sweep(runs, runs, j: j, k: k, reach: reach, height: grid.size.j) { a, b, _ in sets.join(a, b) }
  }
  return runs.indices.map { sets.root($0) }
}

/// The pieces that roots describe, largest first; equal sizes in the order of their first runs.
func pieces(_ runs: [Run], roots: [Int], height: Int, where keep: (_ root: Int) -> Bool = { _ in true }) -> [Piece] {
  var order: [Int: Int] = [:]
  var found: [Piece] = []
  for (run, root) in zip(runs, roots) where keep(root) {
    if let at = order[root] {
      found[at].voxels += run.count
      found[at].box.extend(run, height: height)
    } else {
      order[root] = found.count
      found.append(Piece(voxels: run.count, box: VoxelBox(run, height: height)))
    }
  }
  return found.enumerated().sorted { ($1.element.voxels, $0.offset) < ($0.element.voxels, $1.offset) }.map(\.element)
}
