package import JSON
internal import Volume

/// How near two structures come, and where: between voxel centres and between voxel surfaces, which may be at different
/// places (`SmallestDistance`).
///
/// Cost: the rows that face each other, times the rows within the distance found.
package struct Nearest: PairMeasure {
  package let first: Int
  package let second: Int

  package init(_ first: Int, _ second: Int) {
    self.first = first
    self.second = second
  }

  /// Nil when either structure is empty.
  package struct Both: Hashable, Sendable {
    package let centres: SmallestDistance.Gap?
    package let surfaces: SmallestDistance.Gap?
  }

  package static let entry = MeasureEntry(
    name: "nearest", fields: ["smallest_distance_mm", "smallest_distance_voxels", "gap_mm", "gap_voxels"],
    unit: "mm, voxel indices", cost: .surface,
    definition:
      "Smallest distance between voxel centres, and between voxel surfaces (0 in contact), each with a voxel of the first and of the second structure; null when one is empty."
  )

  package static let numbers: [NumberOf<Self>] = [
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

  package static func fields(of value: Both, in scene: Scene) -> [JSONValue.Member] {
    let n = scene.grid.dimensions
    return [("smallest_distance", value.centres), ("gap", value.surfaces)].flatMap { name, gap -> [JSONValue.Member] in
      let ends = gap.map { gap in
        JSONValue.array([gap.from, gap.to].map { v in .array((0..<n).map { .integer(v[$0]) }) })
      }
      return [
        .init("\(name)_mm", gap.map { .number($0.distance) } ?? .null), .init("\(name)_voxels", ends ?? .null),
      ]
    }
  }
}
