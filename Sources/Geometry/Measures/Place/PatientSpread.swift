internal import Volume

/// How far a structure reaches in the patient's six directions: its outermost voxel centre, and the place that 95 % of
/// its voxels do not pass. Exact for oblique grids too, where a box of voxel indices would reach too far. Nil when the
/// structure is empty or the orientation unknown.
///
/// Cost: some thirty passes over the runs per direction.
struct PatientSpread: StructureMeasure {
  let structure: StructurePlace

  struct Reach: Hashable, Sendable {
    /// Coordinates along the direction, in mm: they grow with it, so to the left they are the negative of RAS.
    let outermost: Double
    let most: Double
  }

  /// The share of the voxels that `most` stands for: robust against spikes and small islands.
  static let share = 0.95

  func value(in scene: Scene) -> [PatientDirection: Reach]? {
    let runs = scene.runs(structure)
    guard scene.grid.affine != nil, !runs.isEmpty else { return nil }
    var reaches: [PatientDirection: Reach] = [:]
    for direction in PatientDirection.allCases {
      let coordinate = LinearCoordinate(scene.grid, along: direction.vector)
      guard let ends = coordinate.ends(of: runs), let most = coordinate.quantile(of: runs, Self.share) else { continue }
      reaches[direction] = Reach(outermost: ends.upperBound, most: most)
    }
    return reaches
  }
}

extension PatientDirection {
  /// The unit vector in RAS.
  var vector: SIMD3<Double> {
    var vector = SIMD3<Double>.zero
    vector[axis] = sign
    return vector
  }
}
