package import Volume

/// Whether a structure lies nearer to one structure than to another. Needs no orientation. Cost: the runs, and the
/// smallest distances to both.
package struct Nearer: StoredMeasure {
  package static let storedName = "nearer"
  package let structure: StructurePlace
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ structure: StructurePlace, to first: StructurePlace, than second: StructurePlace) {
    self.structure = structure
    self.first = first
    self.second = second
  }

  /// In mm, in pixels without spacing; above 0 means nearer to the first.
  package struct Lead: Hashable, Sendable, Codable {
    /// By how much the second's centroid is farther from the structure's than the first's is.
    package let centroids: Double
    /// By how much the gap to the second's surface is wider than that to the first's.
    package let surfaces: Double
    /// The share of the structure's voxels nearer to the first's centroid than to the second's, 0…1; nil when the two
    /// are one place.
    package let share: Double?
  }

  /// Nil when one of the three is empty.
  package func value(in scene: Scene) -> Lead? {
    guard let near = scene[CentroidDistance(structure, first)], let far = scene[CentroidDistance(structure, second)],
      let nearGap = scene[SmallestDistance(structure, first, between: .surfaces)],
      let farGap = scene[SmallestDistance(structure, second, between: .surfaces)]
    else { return nil }
    return Lead(centroids: far - near, surfaces: farGap.distance - nearGap.distance, share: share(scene))
  }

  /// Voxels on the first's side of the plane halfway between the centroids.
  private func share(_ scene: Scene) -> Double? {
    guard let a = scene[FramePoint(structure: first)], let b = scene[FramePoint(structure: second)] else { return nil }
    let line = a - b
    let length = (line * line).sum().squareRoot()
    guard length > LinearCoordinate.slack else { return nil }
    let runs = scene.runs(structure)
    let coordinate = LinearCoordinate(scene.grid, along: line / length, from: (a + b) / 2)
    return Double(coordinate.count(of: runs, above: LinearCoordinate.slack)) / Double(runs.voxelCount)
  }
}
