package import Volume

/// A structure's thickness in mm in brief: smallest, median and largest. Nil when it is empty.
///
/// The local thickness at a voxel is the diameter of the greatest ball inside the structure that covers it
/// (`LocalThickness`). The smallest is what 98 % of the voxels reach, since the corners of any digital shape are one
/// voxel thick; the median is what half of them reach; the largest is twice the inscribed radius. Cost: the voxels of
/// the box.
package struct Thickness: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  /// The share of the voxels that must reach the smallest thickness.
  package static let significant = 0.98

  package struct Range: Hashable, Sendable {
    package let smallest: Double
    package let median: Double
    package let largest: Double
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "thickness", fields: [.length("thickness")], unit: "mm", cost: .voxels,
    definition:
      "Local thickness: diameter of the greatest ball inside the label that covers a voxel; what 98 % of the voxels reach, what half reach, and the largest.",
    source: "Hildebrand and Rüegsegger 1997, J. Microscopy 185:67", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("thickness_min", .length, "the smallest thickness") { $0?.smallest },
    .init("thickness_median", .length, "the median thickness") { $0?.median },
    .init("thickness_max", .length, "the largest thickness") { $0?.largest },
  ]

  package func value(in scene: Scene) -> Range? {
    scene[LocalThickness(structure: structure)].map { balls in
      Range(
        smallest: balls.diameter(reachedBy: Self.significant), median: balls.diameter(reachedBy: 0.5),
        largest: 2 * Double(balls.greatest).squareRoot())
    }
  }

  private static func fields(of value: Range?, in scene: Scene) -> [ReportedField] {
    let numbers = value.map { range -> ReportedValue in
      ["smallest": .number(range.smallest), "median": .number(range.median), "largest": .number(range.largest)]
    }
    return [.init(.length("thickness"), numbers ?? .undefined)]
  }
}
