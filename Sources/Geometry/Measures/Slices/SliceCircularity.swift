package import Volume

/// How round a structure is in each slice, in brief: the smallest circularity 4 π area / perimeter² with its slice, and
/// the median. Nil when the structure is empty.
///
/// Perimeters are Crofton's with four directions. Slices go along the axis with the coarsest spacing (see
/// `Grid.acquisitionAxis`). Three dimensions; a picture's is `Circularity`. Cost: the runs.
package struct SliceCircularity: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "slice_circularity", fields: ["slice_circularity"], unit: "ratio",
    dimensions: .three,
    definition:
      "4 π area / perimeter² of the label in a slice: smallest and median over slices of at least 5 % of the largest, along the axis of coarsest spacing.",
    source: "Lehmann and Legland 2012, Insight Journal (perimeter)", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("slice_circularity_min", .ratio, "the smallest circularity of A in a slice") { $0?.smallest },
    .init("slice_circularity_median", .ratio, "the median circularity of A in a slice") { $0?.median },
  ]

  package func value(in scene: Scene) -> SliceSummary? {
    SliceSummary(scene[SliceShapes(structure: structure)], axis: scene.grid.acquisitionAxis, \.circularity)
  }

  private static func fields(of value: SliceSummary?, in scene: Scene) -> [ReportedField] {
    [.init("slice_circularity", value.reported)]
  }
}
