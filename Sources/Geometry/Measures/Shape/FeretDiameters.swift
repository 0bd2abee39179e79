package import Volume

/// The largest and the smallest calliper diameter of a structure in mm, between voxel centres. Nil when it is empty.
///
/// The largest is the greatest distance between two centres (as ITK, exact); the smallest is the least distance between
/// two parallel planes, lines in two dimensions, that hold all centres between them: 0 where these lie in one plane (on
/// one line). In two dimensions also the width perpendicular to the largest diameter. Cost: see `ConvexHulls`; then
/// nearly linear in the hull's corners.
package struct FeretDiameters: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Diameters: Hashable, Sendable {
    package let largest: Double
    /// Nil where the hull is too long to be built (`Polyhedron.longest`).
    package let smallest: Double?
    /// Two dimensions only.
    package let acrossLargest: Double?
    /// The voxels at the ends of the largest diameter.
    package let ends: [SIMD3<Int>]
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "feret",
    fields: [.length("feret_max"), .length("feret_min"), .length("feret_orthogonal")], unit: "mm",
    definition:
      "Largest distance between two voxel centres; smallest width between parallel planes (lines) that hold all centres; in two dimensions the width across the largest.",
    source: "ITK ShapeLabelObject (largest); Houle and Toussaint 1988 (smallest)", numbers: numbers,
    reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    .init("feret_max", .length, "the largest Feret diameter") { $0?.largest },
    .init("feret_min", .length, "the smallest Feret diameter") { $0?.smallest },
    .init("feret_orthogonal", .length, "the width across the largest Feret diameter", dimensions: .two) {
      $0?.acrossLargest
    },
  ]

  package func value(in scene: Scene) -> Diameters? {
    guard let hulls = scene[ConvexHulls(structure: structure)] else { return nil }
    let frame = MillimetreFrame(scene.grid)
    let points = hulls.voxels.map(frame.point)
    let pair = FarthestPair(of: points)
    let largest = pair.squaredDistance.squareRoot()
    let ends = [hulls.voxels[pair.first], hulls.voxels[pair.second]]
    guard scene.grid.dimensions == 2 else {
      // Without a hull of centres these lie in one plane, unless the hull of whole voxels could not be built either.
      let width = hulls.centres.map { SmallestWidth(of: $0, points: points).width } ?? (hulls.corners == nil ? nil : 0)
      return Diameters(largest: largest, smallest: width, acrossLargest: nil, ends: ends)
    }
    let across = Self.width(points, along: points[pair.second] - points[pair.first])
    // The narrowest strip lies along a side of the hull.
    let corners = PlanarHull(of: hulls.voxels.map { SIMD2($0.x, $0.y) }).vertices.map { SIMD3($0.x, $0.y, 0) }
      .map(frame.point)
    let widths = corners.indices.map { Self.width(corners, along: corners[($0 + 1) % corners.count] - corners[$0]) }
    return Diameters(
      largest: largest, smallest: corners.count < 3 ? 0 : widths.min() ?? 0, acrossLargest: across, ends: ends)
  }

  /// The width of the strip along a direction in the plane that holds all points; 0 for no direction.
  private static func width(_ points: [SIMD3<Double>], along direction: SIMD3<Double>) -> Double {
    let length = (direction * direction).sum().squareRoot()
    guard length > 0 else { return 0 }
    let places = points.map { ($0.x * direction.y - $0.y * direction.x) / length }
    return (places.max() ?? 0) - (places.min() ?? 0)
  }

  private static func fields(of value: Diameters?, in scene: Scene) -> [ReportedField] {
    var fields: [ReportedField] = [
      .init(.length("feret_max"), .number(value?.largest)), .init(.length("feret_min"), .number(value?.smallest)),
    ]
    if scene.grid.dimensions == 2 { fields.append(.init(.length("feret_orthogonal"), .number(value?.acrossLargest))) }
    return fields
  }
}
