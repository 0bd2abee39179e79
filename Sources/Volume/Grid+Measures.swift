internal import Numerics

extension Grid {
  /// The spacing, or 1 × 1 × 1 where it is unknown: lengths are pixels then.
  package var lengths: SIMD3<Double> { spacing ?? SIMD3(1, 1, 1) }

  /// The area, in mm², of a voxel face perpendicular to i, j and k. In two dimensions the length of a pixel edge in mm.
  /// Without spacing one voxel counts as 1 × 1 × 1.
  package var faceAreas: SIMD3<Double> {
    if let affine, dimensions == 3 {
      let c = affine.columns
      return SIMD3(length(cross(c[1], c[2])), length(cross(c[2], c[0])), length(cross(c[0], c[1])))
    }
    let s = lengths
    return dimensions == 2 ? SIMD3(s.y, s.x, 0) : SIMD3(s.y * s.z, s.x * s.z, s.x * s.y)
  }

  /// The size of one voxel as an area (two dimensions, mm²) or a volume (mm³); 1 without spacing.
  package var voxelMeasure: Double { dimensions == 2 ? pixelArea : voxelVolume ?? 1 }

  /// The index axis (0, 1, 2) that runs along a patient axis, and whether the index grows with the RAS coordinate; nil
  /// when the orientation is unknown.
  package func indexAxis(along patientAxis: Int) -> (axis: Int, grows: Bool)? {
    guard let directions = affine?.directions else { return nil }
    for (axis, direction) in directions.enumerated() where direction.axis == patientAxis {
      return (axis, direction.sign > 0)
    }
    return nil
  }

  /// The index axis across the slices that were looked at: the one with the coarsest spacing; where two are as coarse
  /// within 1 %, the one along the patient's superior–inferior axis if it is among them, else the last.
  package var acquisitionAxis: Int {
    guard dimensions == 3, let spacing else { return 2 }
    let coarse = (0..<3).filter { spacing[$0] >= 0.99 * spacing.max() }
    if let axis = indexAxis(along: 2)?.axis, coarse.contains(axis) { return axis }
    return coarse.last ?? 2
  }
}
