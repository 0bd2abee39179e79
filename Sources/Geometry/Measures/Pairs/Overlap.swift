internal import Volume

/// The number of voxels that two structures share; above 0 only where structures are separate masks. Cost: the runs of both.
package struct Overlap: StoredMeasure {
  package static let storedName = "overlap"

  package let first: Int
  package let second: Int

  package init(_ first: Int, _ second: Int) {
    self.first = first
    self.second = second
  }

  package func value(in scene: Scene) -> Int { sharedVoxels(scene.runs(first).all, scene.runs(second).all) }
}
