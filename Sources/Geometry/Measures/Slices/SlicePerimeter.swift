package import Volume

/// The length of a structure's outline in each slice in mm, in brief: the smallest with its slice, and the median. Nil
/// when the structure is empty.
///
/// Crofton's estimate with four directions. Slices go along the axis with the coarsest spacing (see
/// `Grid.acquisitionAxis`). Three dimensions only. Cost: the runs.
package struct SlicePerimeter: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "slice_perimeter", fields: [.length("slice_perimeter")], unit: "mm",
    dimensions: .three,
    definition:
      "Crofton perimeter of the label in a slice: smallest and median over slices of at least 5 % of the largest, along the axis of coarsest spacing.",
    source: "Lehmann and Legland 2012, Insight Journal", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("slice_perimeter_min", .length, "the smallest perimeter of A in a slice") { $0?.smallest },
    .init("slice_perimeter_median", .length, "the median perimeter of A in a slice") { $0?.median },
  ]

  package func value(in scene: Scene) -> SliceSummary? {
    SliceSummary(scene[SliceShapes(structure: structure)], axis: scene.grid.acquisitionAxis, \.perimeter)
  }

  private static func fields(of value: SliceSummary?, in scene: Scene) -> [ReportedField] {
    [.init(.length("slice_perimeter"), value.reported)]
  }
}
