internal import Volume

/// The share of a structure's voxels that lie inside another one: in its voxels, or in cavities that it encloses (a label map cannot overlap, so what
/// is inside an organ is a cavity of the organ's own label). Nil when the inner structure is empty.
package struct Enclosure: Measure {
  package let inner: Int
  package let outer: Int

  package init(inner: Int, outer: Int) {
    self.inner = inner
    self.outer = outer
  }

  package func value(in scene: Scene) -> Double? {
    let runs = scene.runs(inner)
    guard !runs.isEmpty else { return nil }
    let cavities = Cavities(structure: outer, background: .faces).found(in: scene).runs
    let filled = Runs(merging: scene.runs(outer).all + cavities)
    return Double(sharedVoxels(runs.all, filled.all)) / Double(runs.voxelCount)
  }
}
