package import Volume

/// The slices of a structure that are much larger, or much smaller, than both their neighbours: a slice with a leak, or
/// one forgotten in part. Per index axis; nil along one with fewer than three slices.
///
/// A slice is a spike when its area differs in the same direction from that of both neighbours, each time by more than
/// a quarter of the larger of the two areas and by more than a twentieth of the structure's largest slice, so that the
/// few voxels of a tip are none. The first and the last slice have no two neighbours. A missing slice is a spike, the
/// slices beside it are not for its sake. Cost: the runs.
package struct AreaSpikes: StructureMeasure, TabledMeasure {
  package typealias Value = [[Int]?]
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  /// How much of the larger area a spike must differ by.
  package static let leastChange = 0.25
  /// How much of the structure's largest slice it must differ by.
  package static let leastShare = 0.05

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "area_spikes", fields: ["area_spikes"], unit: "slice indices",
    definition:
      "Slices whose area exceeds that of both neighbours, or falls below it, by more than a quarter of the larger area and more than 5 % of the largest slice, per axis.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init(
      "area_spikes", .slices, "the number of A's slices with an area unlike that of both neighbours",
      dimensions: .three,
      reading: { spikes, grid in grid.acrossSlices(spikes).map { Double($0.count) } })
  ]

  package var restsOn: [any StoredMeasure] { [SliceAreas(structure: structure)] }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> [[Int]?] {
    let profiles = try source.value(of: SliceAreas(structure: structure))
    return profiles.map { profile in
      guard profile.voxels.count > 2 else { return nil }
      let areas = profile.voxels.map(Double.init)
      let least = Self.leastShare * Double(profile.largest)
      func differs(_ a: Double, _ b: Double) -> Bool { abs(a - b) > max(least, Self.leastChange * max(a, b)) }
      return areas.indices.dropFirst().dropLast().filter { at in
        let (before, area, after) = (areas[at - 1], areas[at], areas[at + 1])
        guard area == 0 || before > 0 && after > 0 else { return false }
        return (area > before) == (area > after) && differs(area, before) && differs(area, after)
      }.map { $0 + profile.first }
    }
  }

  private static func fields(of value: [[Int]?], in scene: Scene) -> [ReportedField] {
    let members = zip(["i", "j", "k"], value).map { name, spikes in
      ReportedField(name, spikes.map { .list($0.map(ReportedValue.integer)) } ?? .undefined)
    }
    return [.init("area_spikes", .group(members))]
  }
}
