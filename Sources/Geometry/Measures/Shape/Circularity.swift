package import Volume

/// How round a structure is in a picture: 4 π area / perimeter², 1 for a disc, less the more its outline wanders. Nil
/// when it is empty.
///
/// The perimeter is Crofton's with four directions, so tiny shapes can exceed 1 a little. Two dimensions; slices of a
/// volume have `SliceCircularity`. Cost: the runs.
package struct Circularity: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "circularity", fields: ["circularity"], unit: "ratio", dimensions: .two,
    definition: "4 π area / perimeter² with the Crofton perimeter; 1 for a disc.",
    source: "Cox 1927 (form factor); Lehmann and Legland 2012, Insight Journal (perimeter)", numbers: numbers,
    reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("circularity", .ratio, "the circularity", [.likeness]) { $0 }
  ]

  package func value(in scene: Scene) -> Double? { scene[SliceShapes(structure: structure)].first?.shape.circularity }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init("circularity", .number(value))]
  }
}
