internal import Numerics

/// The map from voxel indices to patient space (RAS, mm): a 3 × 3 matrix, kept by columns, and an origin.
package struct Affine: Hashable, Sendable, Codable {
  /// The step in patient space when i, j or k grows by one, in mm.
  package var columns: [SIMD3<Double>]
  /// The centre of voxel (0, 0, 0).
  package var origin: SIMD3<Double>

  /// - Precondition: three columns.
  package init(columns: [SIMD3<Double>], origin: SIMD3<Double>) {
    precondition(columns.count == 3, "an affine has three columns")
    self.columns = columns
    self.origin = origin
  }

  /// Axis-aligned: index directions are right, anterior, superior.
  package init(spacing: SIMD3<Double>, origin: SIMD3<Double> = .zero) {
    self.init(
      columns: [SIMD3(spacing.x, 0, 0), SIMD3(0, spacing.y, 0), SIMD3(0, 0, spacing.z)], origin: origin)
  }

  /// The lengths of the columns: distance in mm between neighbouring voxel centres along i, j, k.
  package var spacing: SIMD3<Double> {
    SIMD3(length(columns[0]), length(columns[1]), length(columns[2]))
  }

  /// The signed volume of a voxel in mm³; negative for a left-handed array, zero when degenerate.
  package var determinant: Double { dot(columns[0], cross(columns[1], columns[2])) }

  /// From voxel space to patient space.
  package func patient(_ point: VoxelPoint) -> PatientPoint {
    let p = columns[0] * point.i + columns[1] * point.j + columns[2] * point.k + origin
    return PatientPoint(p.x, p.y, p.z)
  }

  /// From patient space to voxel space.
  /// - Precondition: `determinant` is not zero (readers refuse such files).
  package func voxel(_ point: PatientPoint) -> VoxelPoint {
    let p = SIMD3(point.x, point.y, point.z) - origin
    let d = determinant
    return VoxelPoint(
      dot(p, cross(columns[1], columns[2])) / d,
      dot(p, cross(columns[2], columns[0])) / d,
      dot(p, cross(columns[0], columns[1])) / d)
  }

  /// The patient direction in which each index grows, nearest first and each patient axis used once.
  package var directions: [PatientDirection] {
    let s = spacing
    var candidates: [(share: Double, index: Int, axis: Int)] = []
    for index in 0..<3 where s[index] > 0 {
      for axis in 0..<3 { candidates.append((abs(columns[index][axis]) / s[index], index, axis)) }
    }
    candidates.sort {
      ($0.share, -Double($0.index), -Double($0.axis)) > ($1.share, -Double($1.index), -Double($1.axis))
    }
    var result: [PatientDirection?] = [nil, nil, nil]
    var used: Set<Int> = []
    for c in candidates where result[c.index] == nil && !used.contains(c.axis) {
      result[c.index] = PatientDirection(axis: c.axis, positive: columns[c.index][c.axis] > 0)
      used.insert(c.axis)
    }
    return result.enumerated().map { $1 ?? PatientDirection(axis: $0, positive: true) }
  }

  /// The orientation code, such as `RAS` or `LPS`: the direction in which i, j and k grow.
  package var orientation: String { String(directions.map(\.letter)) }
}
