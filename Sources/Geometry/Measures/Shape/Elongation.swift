package import Volume

/// How much longer than broad a structure is: √(largest / middle moment), in two dimensions √(largest / smallest). At
/// least 1; nil when the divisor is 0 (a line, a single voxel) or the structure is empty. Cost: as `Moments`.
package struct Elongation: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "elongation", fields: ["elongation"], unit: "ratio",
    definition: "√(largest / middle principal moment), in two dimensions √(largest / smallest); 1 for a ball.",
    source: "ITK ShapeLabelObject", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("elongation", .ratio, "the elongation", [.atLeastOne]) { $0 }
  ]

  package func value(in scene: Scene) -> Double? {
    guard let moments = scene[Moments(structure: structure)]?.moments, moments.count > 1 else { return nil }
    let (largest, next) = (moments[moments.count - 1], moments[moments.count - 2])
    return next > 0 ? (largest / next).squareRoot() : nil
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init("elongation", .number(value))]
  }
}
