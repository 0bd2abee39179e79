/// A solid in millimetres, as a distance field: 0 in the middle, 1 at the surface.
enum Shape {
  case ellipsoid(centre: SIMD3<Float>, radii: SIMD3<Float>)
  /// A straight piece of a tube, with round ends.
  case tube(from: SIMD3<Float>, to: SIMD3<Float>, radius: Float)

  /// The square of the field.
  @inline(__always)
  func squaredField(_ p: SIMD3<Float>) -> Float {
    switch self {
    case .ellipsoid(let centre, let radii):
      let d = (p - centre) / radii
      return (d * d).sum()
    case .tube(let from, let to, let radius):
      let (axis, d) = (to - from, p - from)
      let along = min(1, max(0, (d * axis).sum() / (axis * axis).sum()))
      let off = d - axis * along
      return (off * off).sum() / (radius * radius)
    }
  }

  /// The box outside which the field is larger than `reach`.
  func box(reach: Float) -> (low: SIMD3<Float>, high: SIMD3<Float>) {
    switch self {
    case .ellipsoid(let centre, let radii):
      return (centre - radii * reach, centre + radii * reach)
    case .tube(let from, let to, let radius):
      let margin = SIMD3<Float>(repeating: radius * reach)
      return (pointwiseMin(from, to) - margin, pointwiseMax(from, to) + margin)
    }
  }

  /// The pieces of a tube along a Bézier curve of any degree.
  static func tubes(along curve: [SIMD3<Float>], pieces: Int, radius: Float) -> [Shape] {
    let points = (0...pieces).map { n -> SIMD3<Float> in
      var points = curve
      // De Casteljau: mix neighbours until one point is left.
      while points.count > 1 {
        points = zip(points, points.dropFirst()).map { $0 + ($1 - $0) * (Float(n) / Float(pieces)) }
      }
      return points.first ?? .zero
    }
    return zip(points, points.dropFirst()).map { .tube(from: $0, to: $1, radius: radius) }
  }
}
