internal import Numerics
package import Volume

/// How close a structure is to a ball: the area of the ball of equal volume over the structure's own, in three
/// dimensions; 1 for a ball, less for all else (digitised balls come out near 0.9, since the mesh is 9 % too large).
///
/// π^⅓ (6 V)^⅔ / A with the marching-cubes area A (Wadell 1935; PyRadiomics' `Sphericity`). Nil for an empty structure.
/// Cost: one histogram of windows.
package struct Sphericity: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "sphericity", fields: ["sphericity"], unit: "", dimensions: .three,
    cost: .surface,
    definition: "π^⅓ (6 V)^⅔ / A, with the marching-cubes area A; 1 for a ball.",
    source: "Wadell 1935, J Geol 43:250; PyRadiomics Sphericity", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("sphericity", .ratio, "the sphericity", [.likeness]) { $0 }
  ]

  package func value(in scene: Scene) -> Double? {
    let area = scene[SurfaceArea(structure: structure)].marchingCubes
    guard area > 0 else { return nil }
    let volume = Double(scene[VoxelCount(structure: structure)]) * scene.grid.voxelMeasure
    return power(.pi, 1.0 / 3) * power(6 * volume, 2.0 / 3) / area
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init("sphericity", .number(value))]
  }
}
