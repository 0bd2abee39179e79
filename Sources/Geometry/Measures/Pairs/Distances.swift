package import Volume

/// The smallest distances between structures whose centroids are near each other: the sixty pairs with the closest
/// centroids among those less than 150 mm apart. All pairs would be quadratic in a hundred labels, and distant ones say
/// nothing.
package struct Distances: Measure {
  package init() {}

  package struct Listed: Hashable, Sendable {
    package let first: StructurePlace
    package let second: StructurePlace
    package let centroidDistance: Double
    package let smallest: Double
  }

  package struct Table: Hashable, Sendable {
    package let pairsWithinReach: Int
    package let listed: [Listed]
  }

  package static let reach = 150.0
  package static let most = 60

  package static let entry = MeasureEntry(
    .export(Self.init), name: "distances", fields: ["distances"], unit: "mm",
    definition:
      "Smallest distance between voxel centres, for the 60 pairs with the closest centroids among those less than 150 mm apart.",
    reported: fields(of:in:))

  package func value(in scene: Scene) -> Table {
    let spacing = scene.grid.lengths
    let centres = scene.segmentation.ownPlaces.compactMap { at in
      scene[Centroid(structure: at)].map { (at, SIMD3($0.voxel.i, $0.voxel.j, $0.voxel.k) * spacing) }
    }
    var pairs: [(distance: Double, first: StructurePlace, second: StructurePlace)] = []
    for (n, (first, a)) in centres.enumerated() {
      for (second, b) in centres[(n + 1)...] {
        let d = a - b
        let distance = (d * d).sum().squareRoot()
        if distance < Self.reach { pairs.append((distance, first, second)) }
      }
    }
    pairs.sort { ($0.distance, $0.first, $0.second) < ($1.distance, $1.first, $1.second) }
    let listed = pairs.prefix(Self.most).compactMap { pair in
      scene[SmallestDistance(pair.first, pair.second)].map {
        Listed(first: pair.first, second: pair.second, centroidDistance: pair.distance, smallest: $0.distance)
      }
    }
    return Table(pairsWithinReach: pairs.count, listed: listed)
  }

  private static func fields(of value: Table, in scene: Scene) -> [ReportedField] {
    guard scene.segmentation.structures.count(where: { !$0.runs.isEmpty }) > 1 else { return [] }
    let label = { (at: StructurePlace) in ReportedValue.integer(scene.segmentation[at].value) }
    return [
      .init(
        "distances",
        [
          .length("pairs_within_150"): .integer(value.pairsWithinReach),
          "listed": .list(
            value.listed.map {
              [
                "labels": [label($0.first), label($0.second)],
                .length("centroid_distance"): .number($0.centroidDistance),
                .length("min_distance"): .number($0.smallest),
              ]
            }),
        ])
    ]
  }
}
