package import Volume

/// The length of a structure's outline in mm, holes' outlines included, in two dimensions; nil in three. The picture's
/// border counts as outline.
///
/// The Crofton estimate from crossings in four directions (Lehmann and Legland 2012, Insight Journal, as ITK's
/// `LabelShapeStatisticsImageFilter`; equal to scikit-image's `perimeter_crofton` with four directions where pixels are
/// square). Cost: one histogram of windows.
package struct Perimeter: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "perimeter", fields: [.length("perimeter")], unit: "mm", dimensions: .two,
    cost: .surface,
    definition:
      "Length of the outline, the Crofton estimate in 4 directions (ITK; scikit-image's where pixels are square).",
    source: "Lehmann and Legland 2012, Insight J", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("perimeter", .length, "the perimeter") { $0 }
  ]

  package func value(in scene: Scene) -> Double? {
    guard scene.grid.dimensions == 2 else { return nil }
    return Crofton(spacing: scene.grid.lengths).length(scene[Configurations(structure: structure)])
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    guard let value else { return [] }
    let spacing = scene.grid.lengths
    let square = abs(spacing.x - spacing.y) <= 1e-5 * spacing.y
    let four: [ReportedField] = square ? [.init("crofton_skimage_4dir", .number(value))] : []
    return [.init(.length("perimeter"), .group([.init("crofton", .number(value))] + four))]
  }
}
