package import Volume

/// How much of its convex hull a structure fills in each slice, in brief: the smallest share with its slice, and the
/// median. Nil when the structure is empty.
///
/// Slices go along the axis with the coarsest spacing, in which a volume is taken and drawn (see
/// `Grid.acquisitionAxis`). Three dimensions; a picture's is `Solidity`. Cost: the runs.
package struct SliceSolidity: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "slice_solidity", fields: ["slice_solidity"], unit: "share",
    dimensions: .three,
    definition:
      "Share of its convex hull that the label fills in a slice: smallest and median over slices of at least 5 % of the largest, along the axis of coarsest spacing.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("slice_solidity_min", .fraction, "the smallest solidity of A in a slice") { $0?.smallest },
    .init("slice_solidity_median", .fraction, "the median solidity of A in a slice") { $0?.median },
  ]

  package func value(in scene: Scene) -> SliceSummary? {
    SliceSummary(scene[SliceShapes(structure: structure)], axis: scene.grid.acquisitionAxis, \.solidity)
  }

  private static func fields(of value: SliceSummary?, in scene: Scene) -> [ReportedField] {
    [.init("slice_solidity", value.reported)]
  }
}

extension SliceSummary? {
  var reported: ReportedValue {
    map { summary in
      [
        "axis": .text(["i", "j", "k"][summary.axis]), "smallest": .number(summary.smallest),
        "at": .integer(summary.slice), "median": .number(summary.median),
      ]
    } ?? .undefined
  }
}
