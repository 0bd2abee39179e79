package import Volume

/// How much broader than thick a structure is: √(middle / smallest moment). At least 1; nil when the divisor is 0 (all
/// centres in one plane) or the structure is empty. Three dimensions only. Cost: as `Moments`.
package struct Flatness: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "flatness", fields: ["flatness"], unit: "ratio", dimensions: .three,
    definition: "√(middle / smallest principal moment); 1 for a ball.", source: "ITK ShapeLabelObject",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("flatness", .ratio, "the flatness", [.atLeastOne]) { $0 }
  ]

  package func value(in scene: Scene) -> Double? {
    guard let moments = scene[Moments(structure: structure)]?.moments, moments.count == 3 else { return nil }
    return moments[0] > 0 ? (moments[1] / moments[0]).squareRoot() : nil
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init("flatness", .number(value))]
  }
}
