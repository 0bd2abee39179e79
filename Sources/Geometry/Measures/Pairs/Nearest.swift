package import Volume

/// How near two structures come, and where: between voxel centres and between voxel surfaces, which may be at different
/// places (`SmallestDistance`).
///
/// Cost: the rows that face each other, times the rows within the distance found.
package struct Nearest: Measure {
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  /// Nil when either structure is empty.
  package struct Both: Hashable, Sendable {
    package let centres: SmallestDistance.Gap?
    package let surfaces: SmallestDistance.Gap?
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "nearest",
    fields: [.length("smallest_distance"), "smallest_distance_voxels", .length("gap"), "gap_voxels"],
    unit: "mm, voxel indices", cost: .surface,
    definition:
      "Smallest distance between voxel centres, and between voxel surfaces (0 in contact), each with a voxel of the first and of the second structure; null when one is empty.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init(
      "distance", .length, "the smallest distance between voxel centres of A and B",
      of: { SmallestDistance($0.first, $0.second) }, reading: { gap, _ in gap?.distance }),
    .init(
      "gap", .length, "the gap between the surfaces of A and B",
      of: { SmallestDistance($0.first, $0.second, between: .surfaces) }, reading: { gap, _ in gap?.distance }),
  ]

  package func value(in scene: Scene) -> Both {
    Both(
      centres: scene[SmallestDistance(first, second)],
      surfaces: scene[SmallestDistance(first, second, between: .surfaces)])
  }

  private static func fields(of value: Both, in scene: Scene) -> [ReportedField] {
    let n = scene.grid.dimensions
    return [("smallest_distance", value.centres), ("gap", value.surfaces)].flatMap { name, gap -> [ReportedField] in
      let ends = gap.map { gap in
        ReportedValue.list([gap.from, gap.to].map { v in .list((0..<n).map { .integer(v[$0]) }) })
      }
      return [
        .init(.length(name), .number(gap?.distance)), .init("\(name)_voxels", ends ?? .undefined),
      ]
    }
  }
}
