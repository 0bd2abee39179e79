internal import Numerics
package import Volume

/// The surface of the ball of equal volume over the structure's Crofton surface; in two dimensions the circumference of
/// the disc of equal area over the Crofton perimeter. About 1 for a ball or disc, since the Crofton estimate has hardly
/// any bias.
///
/// ITK's `Roundness` (Lehmann 2007, Insight Journal). Nil where the estimate is zero. Cost: one histogram of windows.
package struct Roundness: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "roundness", fields: ["roundness_crofton"], unit: "", cost: .surface,
    definition:
      "4 π R² over the Crofton surface (2 π R over the perimeter), R the radius of the ball (disc) of equal size.",
    source: "Lehmann 2007, Insight J; ITK Roundness", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("roundness", .ratio, "the roundness", [.likeness]) { $0 }
  ]

  package func value(in scene: Scene) -> Double? {
    let size = Double(scene[VoxelCount(structure: structure)]) * scene.grid.voxelMeasure
    let (round, own) =
      scene.grid.dimensions == 2
      ? (2 * (size * .pi).squareRoot(), scene[Perimeter(structure: structure)] ?? 0)
      : (power(36 * .pi * size * size, 1.0 / 3), scene[SurfaceArea(structure: structure)].crofton)
    return own > 0 ? round / own : nil
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init("roundness_crofton", .number(value))]
  }
}
