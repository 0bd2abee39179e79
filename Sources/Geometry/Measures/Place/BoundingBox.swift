package import Volume

/// The smallest index box that holds a structure; nil when it is empty.
package struct BoundingBox: StructureMeasure, TabledMeasure {
  package typealias Value = VoxelBox?
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  /// Without numbers: places of a box are no sizes. `Extent` has the lengths, `FieldOfViewMargin` the room around it.
  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "box",
    fields: [
      "bbox_min", "bbox_max", "bbox_ras_centres_min", "bbox_ras_centres_max", "bbox_ras_edges_min",
      "bbox_ras_edges_max",
    ],
    unit: "voxels, mm",
    definition:
      "First and last index, both included; in RAS mm the hull of the corner voxels' centres, and of their outer corners.",
    reported: fields(of:in:))

  package var restsOn: [any StoredMeasure] { [RunSums(structure: structure)] }

  package func value<Source: MeasureSource>(from source: Source) throws(Source.Failure) -> VoxelBox? {
    try source.value(of: RunSums(structure: structure))?.box
  }

  private static func fields(of value: VoxelBox?, in scene: Scene) -> [ReportedField] {
    guard let box = value else { return [.init("bbox_min", .undefined), .init("bbox_max", .undefined)] }
    let n = scene.grid.dimensions
    let index = { (v: VoxelIndex) in ReportedValue.list((0..<n).map { .integer(v[$0]) }) }
    var fields: [ReportedField] = [.init("bbox_min", index(box.first)), .init("bbox_max", index(box.last))]
    for (name, edge) in [("centres", 0.0), ("edges", 0.5)] {
      guard let hull = box.patientHull(in: scene.grid, edge: edge) else { continue }
      for (end, p) in [("min", hull.low), ("max", hull.high)] {
        fields.append(.init("bbox_ras_\(name)_\(end)", [.number(p.x), .number(p.y), .number(p.z)]))
      }
    }
    return fields
  }
}

extension VoxelBox {
  /// The axis-aligned hull in RAS mm of the corner voxels' centres (`edge` 0) or outer corners (`edge` 0.5); nil when
  /// the orientation is unknown. A single slice has no extent along k.
  package func patientHull(in grid: Grid, edge: Double) -> (low: PatientPoint, high: PatientPoint)? {
    guard let affine = grid.affine else { return nil }
    let edges = SIMD3(edge, edge, grid.dimensions == 2 ? 0 : edge)
    var low = PatientPoint(.infinity, .infinity, .infinity)
    var high = PatientPoint(-.infinity, -.infinity, -.infinity)
    for corner in 0..<8 {
      let at = (0..<3).map { axis in
        corner >> axis & 1 == 0 ? Double(first[axis]) - edges[axis] : Double(last[axis]) + edges[axis]
      }
      let p = affine.patient(VoxelPoint(at[0], at[1], at[2]))
      for axis in 0..<3 {
        low[axis] = min(low[axis], p[axis])
        high[axis] = max(high[axis], p[axis])
      }
    }
    return (low, high)
  }
}
