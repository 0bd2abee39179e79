package import Volume

/// Whether a structure lies between two others: its place along the line from one's centroid to the other's. Needs no
/// orientation. Cost: the runs.
package struct Between: StoredMeasure {
  package static let storedName = "between"
  package let structure: StructurePlace
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ structure: StructurePlace, first: StructurePlace, second: StructurePlace) {
    self.structure = structure
    self.first = first
    self.second = second
  }

  package struct Place: Hashable, Sendable, Codable {
    /// The structure's centroid along the line: 0 at the first's centroid, 1 at the second's, outside 0…1 beyond them.
    package let along: Double
    /// The centroid's distance from the line in mm, in pixels without spacing.
    package let aside: Double
    /// The share of the structure's voxels between the two planes through the others' centroids, perpendicular to the
    /// line; 0…1.
    package let share: Double
  }

  /// Nil when one of the three is empty, or when the two centroids are one place, so that nothing lies between them.
  package func value(in scene: Scene) -> Place? {
    guard let own = scene[FramePoint(structure: structure)], let a = scene[FramePoint(structure: first)],
      let b = scene[FramePoint(structure: second)]
    else { return nil }
    let line = b - a
    let length = (line * line).sum().squareRoot()
    guard length > LinearCoordinate.slack else { return nil }
    let direction = line / length
    let along = ((own - a) * direction).sum()
    let across = own - a - along * direction
    let coordinate = LinearCoordinate(scene.grid, along: direction, from: a)
    let runs = scene.runs(structure)
    let between =
      coordinate.count(of: runs, above: -LinearCoordinate.slack)
      - coordinate.count(of: runs, above: length + LinearCoordinate.slack)
    return Place(
      along: along / length, aside: (across * across).sum().squareRoot(),
      share: Double(between) / Double(runs.voxelCount))
  }
}
