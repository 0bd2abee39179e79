package import Volume

/// The distance between two structures' centroids in mm, in pixels without spacing; nil when either is empty. Through
/// the affine where there is one, so sheared grids are exact. Cost: the runs.
package struct CentroidDistance: TabledMeasure {
  package typealias Value = Double?
  package let first: StructurePlace
  package let second: StructurePlace

  package init(_ first: StructurePlace, _ second: StructurePlace) {
    self.first = first
    self.second = second
  }

  package static let entry = MeasureEntry(
    .pair(Self.init(_:_:)), name: "centroid_distance", fields: [.length("centroid_distance")], unit: "mm",
    definition: "Distance between the centroids; null when one of the labels is empty.", numbers: numbers,
    reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("centroid_distance", .length, "the distance between the centroids of A and B") { $0 }
  ]

  package var restsOn: [any StoredMeasure] { [first, second].map { RunSums(structure: $0) } }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> Double? {
    guard let a = try source.value(of: FramePoint(structure: first)),
      let b = try source.value(of: FramePoint(structure: second))
    else { return nil }
    return ((a - b) * (a - b)).sum().squareRoot()
  }

  private static func fields(of value: Double?, in scene: Scene) -> [ReportedField] {
    [.init(.length("centroid_distance"), .number(value))]
  }
}

/// A structure's centroid in the grid's frame (RAS mm where the affine is known); nil when it is empty.
struct FramePoint: StructureMeasure, TabledMeasure {
  typealias Value = SIMD3<Double>?
  let structure: StructurePlace

  var restsOn: [any StoredMeasure] { [RunSums(structure: structure)] }

  func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> SIMD3<Double>? {
    try source.value(of: Centroid(structure: structure)).map { place in
      let p = source.grid.frame.patient(place.voxel)
      return SIMD3(p.x, p.y, p.z)
    }
  }
}
