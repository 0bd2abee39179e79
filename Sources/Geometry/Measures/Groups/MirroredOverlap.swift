package import Volume

/// How well a structure matches the mirror image of another one across the mid-sagittal plane (`MidSagittalPlane`): of
/// a left/right pair, whose halves differ where one is leaked, truncated or named after another organ.
///
/// Cost: the voxels of both.
package struct MirroredOverlap: StoredMeasure {
  package static let storedName = "mirrored_overlap"
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package struct Match: Hashable, Sendable, Codable {
    /// 0…1: voxels of each whose image's nearest voxel lies in the other, over the voxels of both.
    package let dice: Double
    /// From the second's mirrored centroid to the first's, in mm, along right, anterior, superior.
    package let offset: SIMD3<Double>

    /// The offset's length.
    package var distance: Double { (offset * offset).sum().squareRoot() }
  }

  /// Nil when either is empty or there is no plane.
  package func value(in scene: Scene) -> Match? {
    guard let plane = scene[MidSagittalPlane()], let reflection = Reflection(across: plane, on: scene.grid),
      let one = RowIndex(scene.runs(first), on: scene.grid), let other = RowIndex(scene.runs(second), on: scene.grid),
      let own = scene[Centroid(structure: first)]?.patient,
      let image = scene[Centroid(structure: second)]?.patient.map(plane.mirrored)
    else { return nil }
    // Both ways, so that the order of the two makes no difference.
    let hits =
      reflection.hits(of: scene.runs(first), in: other) + reflection.hits(of: scene.runs(second), in: one)
    let voxels = scene[VoxelCount(structure: first)] + scene[VoxelCount(structure: second)]
    return Match(
      dice: Double(hits) / Double(voxels), offset: SIMD3(own.x - image.x, own.y - image.y, own.z - image.z))
  }
}
