package import Volume

/// The number of voxels that two structures share; above 0 only where structures are separate masks. Cost: the runs of
/// both.
package struct Overlap: StoredMeasure {
  package static let storedName = "overlap"

  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package func value(in scene: Scene) -> Int { sharedVoxels(scene.runs(first).all, scene.runs(second).all) }
}

/// What two structures share: voxels and box, over all its pieces. Nil when they share nothing. Cost: the runs of both.
package struct SharedPart: StoredMeasure {
  package static let storedName = "shared_part"
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package func value(in scene: Scene) -> Piece? {
    let (a, b) = (scene.runs(first).all, scene.runs(second).all)
    var shared: [Run] = []
    forEachOverlap(a, b) { at, other, _ in
      shared.append(
        Run(row: a[at].row, start: max(a[at].start, b[other].start), end: min(a[at].end, b[other].end)))
    }
    let runs = Runs(merging: shared)
    return VoxelBox(of: runs, on: scene.grid).map { Piece(voxels: runs.voxelCount, box: $0) }
  }
}
