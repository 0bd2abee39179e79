package import Volume

/// The worst agreement of two neighbouring slices of a structure along each index axis, as a Dice coefficient, and
/// where: slices that were shifted, copied from elsewhere or left out agree badly. Nil along an axis with fewer than
/// four slices.
///
/// The structure's first and last slice are left out, since tips change quickly. A missing slice counts as agreement 0.
/// Cost: the runs.
package struct NeighbourSliceOverlap: StructureMeasure, StoredMeasure {
  package static let storedName = "neighbour_slice_overlap"
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Lowest: Hashable, Sendable, Codable {
    /// 0…1.
    package let dice: Double
    /// Between this slice and the next.
    package let slice: Int
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "neighbour_slice_overlap", fields: ["neighbour_slice_overlap"],
    unit: "Dice coefficient",
    definition:
      "Lowest Dice coefficient of two neighbouring slices per axis, the label's first and last slice left out; `at` is the first of the two.",
    source: "Dice 1945", numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init(
      "neighbour_slice_overlap", .fraction, "the lowest Dice coefficient of A's neighbouring slices",
      dimensions: .three,
      reading: { lowest, grid in grid.acrossSlices(lowest)?.dice })
  ]

  package func value(in scene: Scene) -> [Lowest?] {
    let axes = scene[SliceOverlaps(structure: structure)]
    return axes.map { pairs in
      pairs.withoutEnds.compactMap { pair in pair.dice.map { Lowest(dice: $0, slice: pair.slice) } }
        .min { $0.dice < $1.dice }
    }
  }

  private static func fields(of value: [Lowest?], in scene: Scene) -> [ReportedField] {
    let members = zip(["i", "j", "k"], value).map { name, lowest in
      ReportedField(name, lowest.map { ["lowest": .number($0.dice), "at": .integer($0.slice)] } ?? .undefined)
    }
    return [.init("neighbour_slice_overlap", .group(members))]
  }
}
