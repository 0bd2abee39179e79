package import Volume

/// The structure's volume over that of the ball with the same surface, in three dimensions: 36 π V² / A³, the cube of
/// the sphericity. Falls faster than sphericity for ragged and branching structures.
///
/// PyRadiomics' `Compactness2` (Aerts et al. 2014). Nil for an empty structure. Cost: one histogram of windows.
package struct Compactness: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "compactness", fields: ["compactness"], unit: "", dimensions: .three,
    cost: .surface,
    definition: "36 π V² / A³, the cube of the sphericity; 1 for a ball.",
    source: "Aerts et al. 2014, Nat Commun 5:4006; PyRadiomics Compactness2", numbers: numbers, reported: fields(of:in:)
  )

  private static let numbers: [NumberOf<Self>] = [
    .init("compactness", .ratio, "the compactness", [.likeness]) { $0 }
  ]

  package func value(in scene: Scene) -> Double? {
    scene[Sphericity(structure: structure)].map { $0 * $0 * $0 }
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init("compactness", .number(value))]
  }
}
