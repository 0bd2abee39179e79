package import Volume

/// The cavities of a structure that no other structure fills: a cavity counts as filled when more than half of its
/// voxels carry other labels (a cyst in a kidney, the blood pool in a myocardium). Largest first.
package struct Holes: StructureMeasure {
  package let structure: StructurePlace
  package let background: Neighbourhood

  package init(structure: StructurePlace, background: Neighbourhood) {
    self.structure = structure
    self.background = background
  }

  package func value(in scene: Scene) -> [Piece] {
    let found = Cavities(structure: structure, background: background).found(in: scene)
    guard !found.runs.isEmpty else { return [] }
    var filled: [Int: Int] = [:]
    forEachOverlap(found.runs, scene[CoveredRuns()].all) { run, _, overlap in
      filled[found.roots[run], default: 0] += overlap
    }
    if filled.isEmpty { return found.pieces }
    var sizes: [Int: Int] = [:]
    for (run, root) in zip(found.runs, found.roots) { sizes[root, default: 0] += run.count }
    return pieces(found.runs, roots: found.roots, height: scene.grid.size.j) {
      2 * filled[$0, default: 0] <= sizes[$0, default: 0]
    }
  }
}
