package import Volume

/// How far a structure reaches along the patient's axes, in mm, from voxel edge to voxel edge. Nil when it is empty or
/// the orientation unknown.
///
/// The structure's own reach, not that of its index box: in an oblique volume the box's hull is larger. A picture has
/// no extent along the axis that it is perpendicular to, which is left out then. Cost: the runs; then the extreme
/// voxels.
package struct Extent: StructureMeasure {
  package let structure: StructurePlace
  package init(structure: StructurePlace) { self.structure = structure }

  package struct Reach: Hashable, Sendable {
    /// The lowest and the highest coordinate along right, anterior and superior (RAS, mm).
    package let low: PatientPoint
    package let high: PatientPoint
    /// The patient axes (0, 1, 2) along which there is something to measure.
    package let axes: [Int]

    /// In mm, along a patient axis.
    package func length(_ axis: Int) -> Double { high[axis] - low[axis] }
  }

  package static let entry = MeasureEntry(
    .structure(Self.init(structure:)), name: "extent", fields: [.length("extent")], unit: "mm",
    definition:
      "Reach of the label along the patient's right–left, anterior–posterior and superior–inferior axes, from voxel edge to voxel edge, exact in oblique volumes too.",
    numbers: numbers, reported: fields(of:in:))

  private static let numbers: [NumberOf<Self>] = [
    ("right_left", "right to left"), ("anterior_posterior", "anterior to posterior"),
    ("superior_inferior", "superior to inferior"),
  ]
  .enumerated().map { axis, names in
    .init("extent_\(names.0)", .length, "A's extent from \(names.1)", [.oriented]) { reach in
      reach.flatMap { $0.axes.contains(axis) ? $0.length(axis) : nil }
    }
  }

  package func value(in scene: Scene) -> Reach? {
    let grid = scene.grid
    let extremes = scene[ExtremeVoxels(structure: structure)]
    guard let affine = grid.affine, !extremes.isEmpty else { return nil }
    var low = PatientPoint(.infinity, .infinity, .infinity)
    var high = PatientPoint(-.infinity, -.infinity, -.infinity)
    for axis in 0..<3 {
      let direction = SIMD3(affine.columns[0][axis], affine.columns[1][axis], affine.columns[2][axis])
      for voxel in extremes {
        let at = (SIMD3<Double>(voxel) * direction).sum()
        low[axis] = min(low[axis], at)
        high[axis] = max(high[axis], at)
      }
      // Every voxel reaches half of each of its edges further.
      let half = (0..<grid.dimensions).reduce(0) { $0 + abs(direction[$1]) } / 2
      low[axis] += affine.origin[axis] - half
      high[axis] += affine.origin[axis] + half
    }
    let across = grid.dimensions == 2 ? affine.directions[2].axis : nil
    return Reach(low: low, high: high, axes: (0..<3).filter { $0 != across })
  }

  private static func fields(of value: Reach?, in scene: Scene) -> [ReportedField] {
    guard scene.grid.affine != nil else { return [] }
    let names: [FieldName] = ["right_left", "anterior_posterior", "superior_inferior"]
    let lengths = value.map { reach in reach.axes.map { ReportedField(names[$0], .number(reach.length($0))) } }
    return [.init(.length("extent"), lengths.map(ReportedValue.group) ?? .undefined)]
  }
}
