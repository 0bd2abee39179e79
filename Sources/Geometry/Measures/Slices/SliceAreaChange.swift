package import Volume

/// The largest jump of a structure's area from one slice to the next along each index axis, and where. Nil along an
/// axis with fewer than four slices.
///
/// The difference of the two areas over the larger one: 0 when they are equal, 1 when one slice is missing. The
/// structure's first and last slice are left out, since tips change quickly. Cost: the runs.
package struct SliceAreaChange: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Jump: Hashable, Sendable {
    /// 0…1.
    package let change: Double
    /// Between this slice and the next.
    package let slice: Int
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "slice_area_change", fields: ["slice_area_change"], unit: "share",
    definition:
      "Largest difference of two neighbouring slices' areas over the larger one, per axis, the label's first and last slice left out; `at` is the first of the two.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init(
      "slice_area_change", .fraction, "the largest jump of area between A's neighbouring slices", dimensions: .three
    ) {
      $1.grid.acrossSlices($1[$0])?.change
    }
  ]

  package func value(in scene: Scene) -> [Jump?] {
    let axes = scene[SliceOverlaps(structure: structure)]
    return axes.map { pairs in
      // The first of equal ones.
      pairs.withoutEnds.compactMap { pair in pair.change.map { Jump(change: $0, slice: pair.slice) } }
        .reduce(nil) { largest, jump in jump.change > largest?.change ?? -1 ? jump : largest }
    }
  }

  private static func fields(of value: [Jump?], in scene: Scene) -> [ReportedField] {
    let members = zip(["i", "j", "k"], value).map { name, jump in
      ReportedField(name, jump.map { ["largest_jump": .number($0.change), "at": .integer($0.slice)] } ?? .undefined)
    }
    return [.init("slice_area_change", .group(members))]
  }
}
