internal import Volume

/// The number of voxels that no structure covers.
package struct BackgroundCount: Measure {
  package init() {}

  package func value(in scene: Scene) -> Int {
    let structures = scene.segmentation.structures
    let covered = structures.reduce(0) { $0 + $1.runs.voxelCount }
    let overlapping = scene[AllRuns()] == nil
    return scene.grid.count - (overlapping ? Runs(merging: structures.flatMap(\.runs.all)).voxelCount : covered)
  }
}
