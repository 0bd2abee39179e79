/// The part of a plane that a panel shows, before its size in pixels is known.
struct Frame {
  let plane: Plane
  /// A point of the plane; the coordinate across the plane says where the slice lies.
  let through: SIMD3<Double>
  /// Along the plane's `right` and `down`, in mm or index steps.
  private(set) var u: ClosedRange<Double>
  private(set) var v: ClosedRange<Double>

  /// Shows the hull of some corners.
  init(_ plane: Plane, through: SIMD3<Double>, showing corners: [SIMD3<Double>]) {
    self.plane = plane
    self.through = through
    u = Self.range(corners, along: plane.right)
    v = Self.range(corners, along: plane.down)
  }

  /// Along the right and down the picture.
  var extent: SIMD2<Double> { SIMD2(u.upperBound - u.lowerBound, v.upperBound - v.lowerBound) }

  /// Sides that are shorter grow on both ends.
  mutating func widen(to least: Double) {
    u = Self.widened(u, to: least)
    v = Self.widened(v, to: least)
  }

  private static func widened(_ range: ClosedRange<Double>, to least: Double) -> ClosedRange<Double> {
    let lack = max(0, least - (range.upperBound - range.lowerBound)) / 2
    return (range.lowerBound - lack)...(range.upperBound + lack)
  }

  private static func range(_ corners: [SIMD3<Double>], along axis: SIMD3<Double>) -> ClosedRange<Double> {
    let places = corners.map { ($0 * axis).sum() }
    return (places.min() ?? 0)...(places.max() ?? 1)
  }
}
