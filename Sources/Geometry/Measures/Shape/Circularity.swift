package import JSON

/// How round a structure is in a picture: 4 π area / perimeter², 1 for a disc, less the more its outline wanders. Nil
/// when it is empty.
///
/// The perimeter is Crofton's with four directions, so tiny shapes can exceed 1 a little. Two dimensions; slices of a
/// volume have `SliceCircularity`. Cost: the runs.
package struct Circularity: LabelMeasure {
  package let structure: Int
  package init(structure: Int) { self.structure = structure }

  package static let entry = MeasureEntry(
    name: "circularity", fields: ["circularity"], unit: "ratio", dimensions: .two,
    definition: "4 π area / perimeter² with the Crofton perimeter; 1 for a disc.",
    source: "Cox 1927 (form factor); Lehmann and Legland 2012, Insight Journal (perimeter)")

  package static let numbers: [NumberOf<Self>] = [
    .init("circularity", .ratio, "the circularity") { $0 }
  ]

  package func value(in scene: Scene) -> Double? { scene[SliceShapes(structure: structure)].first?.shape.circularity }

  package static func fields(of value: Double?, in scene: Scene) -> [JSONValue.Member] {
    [.init("circularity", value.orNull)]
  }
}
