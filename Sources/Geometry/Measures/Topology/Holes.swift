internal import Volume

/// The cavities of a structure that no other structure fills: a cavity counts as filled when more than half of its voxels carry other labels (a cyst in a
/// kidney, the blood pool in a myocardium). Largest first.
package struct Holes: StructureMeasure {
  package let structure: Int
  package let background: Neighbourhood

  package init(structure: Int, background: Neighbourhood) {
    self.structure = structure
    self.background = background
  }

  package func value(in scene: Scene) -> [Piece] {
    let found = Cavities(structure: structure, background: background).found(in: scene)
    guard !found.runs.isEmpty else { return [] }
    let others = scene.segmentation.structures.indices.filter { $0 != structure }
    let covered = Runs(merging: others.flatMap { scene.runs($0).all })
    if covered.isEmpty { return found.pieces }
    let height = scene.grid.size.j
    let roots = connect(found.runs, background, grid: scene.grid)
    var filled: [Int: Int] = [:]
    sweep(found.runs, covered.all, j: 0, k: 0, reach: 0, height: height) { a, _, overlap in
      filled[roots[a], default: 0] += Int(overlap)
    }
    var sizes: [Int: Int] = [:]
    for (run, root) in zip(found.runs, roots) { sizes[root, default: 0] += run.count }
    return pieces(found.runs, roots: roots, height: height) { 2 * filled[$0, default: 0] <= sizes[$0, default: 0] }
  }
}
