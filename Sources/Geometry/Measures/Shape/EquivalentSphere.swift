internal import Numerics
package import Volume

/// The radius in mm of the ball of equal volume, in two dimensions of the disc of equal area. Nil when the structure is
/// empty. Cost: the runs.
package struct EquivalentSphere: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "equivalent_sphere", fields: [.length("equivalent_sphere_radius")],
    unit: "mm",
    definition: "Radius of the ball of equal volume (in two dimensions of the disc of equal area).",
    source: "ITK ShapeLabelObject", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("equivalent_radius", .length, "the equivalent radius") { $0 },
    .init("equivalent_diameter", .length, "the equivalent diameter") { $0.map { 2 * $0 } },
  ]

  package func value(in scene: Scene) -> Double? {
    scene[RunSums(structure: structure)].map { Self.radius(voxels: $0.count, on: scene.grid) }
  }

  /// The radius of the ball (disc) of some voxels' size, in mm; in pixels without spacing.
  package static func radius(voxels: Int, on grid: Grid) -> Double {
    let size = Double(voxels) * grid.voxelMeasure
    return grid.dimensions == 2 ? (size / .pi).squareRoot() : cubeRoot(0.75 * size / .pi)
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init(.length("equivalent_sphere_radius"), .number(value))]
  }
}
