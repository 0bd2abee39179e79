internal import Numerics
package import Volume

extension Affine {
  /// The angles between corresponding index axes of two grids, along i, j and k, in degrees; 0 for an axis without a
  /// length.
  package func axisAngles(to other: Affine) -> [Double] {
    zip(columns, other.columns).map { a, b in
      let cross = SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
      // From sine and cosine: the cosine alone hardly changes for small angles.
      return arcTangent((cross * cross).sum().squareRoot(), (a * b).sum()) * 180 / .pi
    }
  }
}
