package import Volume

/// The first structure's size over the second's; nil when the second is empty. A ratio of voxel counts, so it needs no
/// spacing. Cost: the runs.
package struct VolumeRatio: TabledMeasure {
  package typealias Value = Double?
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "volume_ratio", fields: ["volume_ratio"], unit: "ratio",
    definition:
      "The first structure's volume (area in two dimensions) over the second's; null when the second is empty.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("volume_ratio", .ratio, "the size of A over that of B") { $0 }
  ]

  package var restsOn: [any StoredMeasure] { [first, second].map { RunSums(structure: $0) } }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> Double? {
    let whole = try source.value(of: VoxelCount(structure: second))
    return whole > 0 ? try Double(source.value(of: VoxelCount(structure: first))) / Double(whole) : nil
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init("volume_ratio", .number(value))]
  }
}
