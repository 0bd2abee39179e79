package import Volume

/// Whether a structure goes in steps along an index axis: how many of its pairs of neighbouring slices are the same
/// voxel for voxel, and how many slices the longest step has. Nil along an axis with fewer than two slices.
///
/// A mask that was drawn on every third slice and copied, or made on a coarser grid and enlarged without smoothing, has
/// two thirds of its pairs identical; one drawn or predicted slice by slice has almost none. A prism standing on the
/// axis has all. Cost: the runs.
package struct Staircase: StructureMeasure, StoredMeasure {
  package static let storedName = "staircase"
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Steps: Hashable, Sendable, Codable {
    /// The share of the pairs of neighbouring slices that are identical, 0…1.
    package let identical: Double
    /// The slices of the longest series without a change; at least 1.
    package let longest: Int
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "staircase", fields: ["staircase"], unit: "share, slices",
    definition:
      "Share of the pairs of neighbouring slices that are identical voxel for voxel, and the slices of the longest identical series, per axis.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init(
      "staircase", .fraction, "the share of pairs of A's neighbouring slices that are identical", dimensions: .three,
      reading: { steps, grid in grid.acrossSlices(steps)?.identical }),
    .init(
      "staircase_run", .slices, "the length of A's longest series of identical slices", dimensions: .three,
      reading: { steps, grid in grid.acrossSlices(steps).map { Double($0.longest) } }),
  ]

  package func value(in scene: Scene) -> [Steps?] {
    let axes = scene[SliceOverlaps(structure: structure)]
    return axes.map { pairs in
      guard !pairs.isEmpty else { return nil }
      var (longest, current) = (1, 1)
      for pair in pairs {
        current = pair.isIdentical ? current + 1 : 1
        longest = max(longest, current)
      }
      return Steps(
        identical: Double(pairs.count { $0.isIdentical }) / Double(pairs.count), longest: longest)
    }
  }

  private static func fields(of value: [Steps?], in scene: Scene) -> [ReportedField] {
    let members = zip(["i", "j", "k"], value).map { name, steps in
      ReportedField(
        name,
        steps.map { ["identical_fraction": .number($0.identical), "longest": .integer($0.longest)] } ?? .undefined)
    }
    return [.init("staircase", .group(members))]
  }
}
