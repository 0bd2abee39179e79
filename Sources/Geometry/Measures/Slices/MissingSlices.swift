package import Volume

/// The slices between a structure's first and last that hold none of it, per index axis.
package struct MissingSlices: StructureMeasure, TabledMeasure {
  package typealias Value = [[Int]]
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "missing_slices", fields: ["missing_slices"], unit: "slice indices",
    definition: "Slice indices between the first and the last without a voxel of the label, per axis.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init(
      "missing_slices", .slices, "the number of slices that A misses between its first and its last",
      dimensions: .three,
      reading: { missing, grid in grid.acrossSlices(missing).map { Double($0.count) } })
  ]

  package var restsOn: [any StoredMeasure] { [SliceAreas(structure: structure)] }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> [[Int]] {
    let profiles = try source.value(of: SliceAreas(structure: structure))
    guard !profiles.isEmpty else { return Array(repeating: [], count: source.grid.dimensions) }
    return profiles.map { profile in
      profile.voxels.indices.filter { profile.voxels[$0] == 0 }.map { $0 + profile.first }
    }
  }

  private static func fields(of value: [[Int]], in scene: Scene) -> [ReportedField] {
    let members = zip(["i", "j", "k"], value).map { ReportedField($0, .list($1.map(ReportedValue.integer))) }
    return [.init("missing_slices", .group(members))]
  }
}
