internal import Volume

/// A convex body, in patient space (RAS mm) or, on a grid without orientation, in index space. Convex, so that a row of
/// voxels crosses it once.
package enum Solid: Hashable, Sendable {
  case ellipsoid(centre: SIMD3<Double>, radii: SIMD3<Double>)
  /// A straight tube with round ends.
  case tube(from: SIMD3<Double>, to: SIMD3<Double>, radius: Double)
  case box(low: SIMD3<Double>, high: SIMD3<Double>)

  /// The lowest and the highest corner of its box.
  var bounds: (low: SIMD3<Double>, high: SIMD3<Double>) {
    switch self {
    case .ellipsoid(let centre, let radii): (centre - radii, centre + radii)
    case .tube(let from, let to, let radius):
      (pointwiseMin(from, to) - radius, pointwiseMax(from, to) + radius)
    case .box(let low, let high): (low, high)
    }
  }

  /// The stretch of the line `start + t * step` that lies inside, as values of t; nil when the line misses. Exact up to
  /// rounding.
  func crossing(start: SIMD3<Double>, step: SIMD3<Double>) -> ClosedRange<Double>? {
    switch self {
    case .ellipsoid(let centre, let radii):
      return Self.unitSphere(start: (start - centre) / radii, step: step / radii)
    case .box(let low, let high):
      return Self.slabs(start: start, step: step, low: low, high: high)
    case .tube(let from, let to, let radius):
      let parts = [
        Self.cylinder(start: start, step: step, from: from, to: to, radius: radius),
        Self.unitSphere(start: (start - from) / radius, step: step / radius),
        Self.unitSphere(start: (start - to) / radius, step: step / radius),
      ].compactMap { $0 }
      guard let first = parts.first else { return nil }
      return parts.dropFirst().reduce(first) {
        min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
      }
    }
  }

  private static func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

  /// a t² + 2 b t + c <= 0.
  private static func inside(_ a: Double, _ b: Double, _ c: Double) -> ClosedRange<Double>? {
    let d = b * b - a * c
    guard a > 0, d >= 0 else { return nil }
    let root = d.squareRoot()
    return ((-b - root) / a)...((-b + root) / a)
  }

  private static func unitSphere(start: SIMD3<Double>, step: SIMD3<Double>) -> ClosedRange<Double>? {
    inside(dot(step, step), dot(start, step), dot(start, start) - 1)
  }

  private static func slabs(
    start: SIMD3<Double>, step: SIMD3<Double>, low: SIMD3<Double>, high: SIMD3<Double>
  ) -> ClosedRange<Double>? {
    var (enter, leave) = (-Double.infinity, Double.infinity)
    for axis in 0..<3 {
      if step[axis] == 0 {
        guard (low[axis]...high[axis]).contains(start[axis]) else { return nil }
        continue
      }
      let ends = [(low[axis] - start[axis]) / step[axis], (high[axis] - start[axis]) / step[axis]]
      enter = max(enter, min(ends[0], ends[1]))
      leave = min(leave, max(ends[0], ends[1]))
    }
    return enter <= leave ? enter...leave : nil
  }

  private static func cylinder(
    start: SIMD3<Double>, step: SIMD3<Double>, from: SIMD3<Double>, to: SIMD3<Double>, radius: Double
  ) -> ClosedRange<Double>? {
    let length = dot(to - from, to - from).squareRoot()
    guard length > 0 else { return nil }
    let axis = (to - from) / length
    let offset = start - from
    let (along, rate) = (dot(offset, axis), dot(step, axis))
    let (across, drift) = (offset - axis * along, step - axis * rate)
    // Between the two end planes.
    var range = -Double.infinity...Double.infinity
    if abs(rate) > 1e-12 {
      let ends = [-along / rate, (length - along) / rate]
      range = min(ends[0], ends[1])...max(ends[0], ends[1])
    } else if !(0...length).contains(along) {
      return nil
    }
    // Within the radius of the axis.
    let a = dot(drift, drift)
    guard a > 1e-12 else { return dot(across, across) <= radius * radius ? range : nil }
    guard let round = inside(a, dot(across, drift), dot(across, across) - radius * radius), round.overlaps(range) else {
      return nil
    }
    return round.clamped(to: range)
  }
}
