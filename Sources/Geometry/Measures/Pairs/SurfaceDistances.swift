internal import Numerics
package import Volume

/// How far two structures' surfaces lie from each other: distances from each boundary voxel of one to the nearest
/// boundary voxel of the other.
///
/// As in MedPy (`medpy.metric.binary`, connectivity 1): a boundary voxel is one with a face neighbour outside the
/// structure, where everything beyond the grid is outside; distances are between voxel centres. Boundary voxels count
/// alike whatever surface they stand for, unlike in DeepMind's `surface-distance`, which weighs by area. `hausdorff` is
/// the larger of the directed maxima, `hausdorff_95` the 95th percentile of both directions' distances pooled (linear
/// interpolation between order statistics), `average_symmetric` the mean of the two directed means.
///
/// Axes are taken as perpendicular. Found with distance transforms over the boxes of both structures
/// (`NearestSquares`), or, where these are much larger than the surfaces in them or too large for memory, with a k-d
/// tree (`PointTree`); both are exact up to single precision. Cost: voxels of both boxes.
package struct SurfaceDistances: Measure {
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  /// From one structure's boundary to the other's.
  package struct Directed: Hashable, Sendable {
    package let largest: Double
    package let percentile95: Double
    package let mean: Double
  }

  /// In mm, in pixels without spacing.
  package struct Both: Hashable, Sendable {
    package let hausdorff: Double
    package let hausdorff95: Double
    package let averageSymmetric: Double
    /// From the first structure to the second, and back.
    package let fromFirst: Directed
    package let fromSecond: Directed
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "surface_distances", fields: [.length("surface_distances")], unit: "mm",
    cost: .voxels,
    definition:
      "Distances between centres of boundary voxels (those with a face neighbour outside): larger directed maximum, 95th percentile of both directions pooled, mean of the directed means, and per direction; null when a structure is empty.",
    source:
      "MedPy hd, hd95, assd; Huttenlocher et al. 1993, IEEE TPAMI 15:850; Taha and Hanbury 2015, BMC Med Imaging 15:29",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("surface_distance_mean", .length, "the mean distance between the surfaces of A and B") {
      $0?.averageSymmetric
    },
    .init("surface_distance_p95", .length, "the 95th percentile of distances between the surfaces of A and B") {
      $0?.hausdorff95
    },
    .init("surface_distance_max", .length, "the largest distance between the surfaces of A and B") { $0?.hausdorff },
  ]

  /// Nil when either structure is empty.
  package func value(in scene: Scene) -> Both? {
    guard let a = Boundary(first, scene), let b = Boundary(second, scene) else { return nil }
    let forth = a.distances(to: b).sorted()
    let back = b.distances(to: a).sorted()
    let (fromFirst, fromSecond) = (Self.directed(forth), Self.directed(back))
    return Both(
      hausdorff: max(fromFirst.largest, fromSecond.largest),
      hausdorff95: Self.percentile95((forth + back).sorted()),
      averageSymmetric: (fromFirst.mean + fromSecond.mean) / 2, fromFirst: fromFirst, fromSecond: fromSecond)
  }

  private static func directed(_ sorted: [Double]) -> Directed {
    Directed(
      largest: sorted.last ?? 0, percentile95: percentile95(sorted),
      mean: sorted.reduce(0, +) / Double(max(1, sorted.count)))
  }

  private static func percentile95(_ sorted: [Double]) -> Double {
    guard let ranks = Ranks(0.95, count: sorted.count) else { return 0 }
    return ranks.between(sorted[ranks.lower], sorted[ranks.upper])
  }

  private static func fields(of value: Both?, in scene: Scene) -> [ReportedField] {
    func described(_ directed: Directed) -> ReportedValue {
      [
        "largest": .number(directed.largest), "percentile_95": .number(directed.percentile95),
        "mean": .number(directed.mean),
      ]
    }
    let document = value.map { both -> ReportedValue in
      [
        "hausdorff": .number(both.hausdorff), "hausdorff_95": .number(both.hausdorff95),
        "average_symmetric": .number(both.averageSymmetric), "from_first": described(both.fromFirst),
        "from_second": described(both.fromSecond),
      ]
    }
    return [.init(.length("surface_distances"), document ?? .undefined)]
  }
}

/// The boundary voxels of one structure.
private struct Boundary {
  let runs: Runs
  let box: VoxelBox
  let grid: Grid
  private var spacing: SIMD3<Double> { grid.lengths }

  init?(_ structure: StructurePlace, _ scene: Scene) {
    runs = scene[BoundaryRuns(structure: structure)]
    grid = scene.grid
    guard let box = VoxelBox(of: runs, on: grid) else { return nil }
    self.box = box
  }

  /// A search in the tree takes as long as a distance transform for some fifty voxels, but many times that where a
  /// ragged plane lies across, all of whose voxels are nearly the nearest. This many leave room for that.
  private static let voxelsPerSearch = 500
  /// Five bytes are needed for each.
  private static let mostVoxels = 1 << 28

  /// From each voxel to the other structure's nearest one, in the order of the runs.
  func distances(to other: Boundary) -> [Double] {
    let voxels = NearestSquares.cost(asking: box, asked: other.box)
    guard voxels <= Self.mostVoxels, voxels / Self.voxelsPerSearch <= runs.voxelCount + other.runs.voxelCount else {
      return PointTree(other.centres).distances(from: centres)
    }
    return NearestSquares(from: runs, in: box, to: other.runs, in: other.box, on: grid).values()
      .map { Double($0).squareRoot() }
  }

  private var centres: [SIMD3<Double>] {
    var centres: [SIMD3<Double>] = []
    centres.reserveCapacity(runs.voxelCount)
    for run in runs.all {
      let (j, k) = (Double(Int(run.row) % grid.size.j), Double(Int(run.row) / grid.size.j))
      for i in run.start..<run.end { centres.append(SIMD3(Double(i), j, k) * spacing) }
    }
    return centres
  }
}
