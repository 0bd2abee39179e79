/// The convex hull of lattice points in a plane.
///
/// Andrew's monotone chain (1979, Information Processing Letters 9:216), in whole numbers, so that no rounding can
/// spoil it. Cost: linear in sorted points.
struct PlanarHull: Hashable, Sendable {
  /// Counter-clockwise, no three in line; fewer than three where all points lie on a line.
  let vertices: [SIMD2<Int>]

  init(of points: [SIMD2<Int>]) { self.init(sorted: points.sorted { ($0.y, $0.x) < ($1.y, $1.x) }) }

  /// Points sorted by y, then by x; repetitions do no harm.
  init(sorted points: [SIMD2<Int>]) {
    var chain: [SIMD2<Int>] = []
    for point in points {
      guard chain.last != point else { continue }
      Self.push(point, to: &chain, keeping: 0)
    }
    guard chain.count > 1 else {
      vertices = chain
      return
    }
    // `chain` turns left from the lowest point to the highest; the way back closes it.
    let turn = chain.count - 1
    for point in points.reversed() where point != chain[chain.count - 1] { Self.push(point, to: &chain, keeping: turn) }
    vertices = Array(chain.dropLast())
  }

  private static func push(_ point: SIMD2<Int>, to chain: inout [SIMD2<Int>], keeping: Int) {
    while chain.count >= keeping + 2, area(chain[chain.count - 2], chain[chain.count - 1], point) <= 0 {
      chain.removeLast()
    }
    chain.append(point)
  }

  /// Twice the signed area of a triangle; above 0 when it turns left.
  private static func area(_ a: SIMD2<Int>, _ b: SIMD2<Int>, _ c: SIMD2<Int>) -> Int {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }

  /// Twice the area.
  var doubledArea: Double {
    guard let origin = vertices.first else { return 0 }
    return zip(vertices, vertices.dropFirst()).reduce(0) { $0 + Double(Self.area(origin, $1.0, $1.1)) }
  }

  /// The hull of the cells whose lower corners the points are: each a square of one by one.
  var ofCells: PlanarHull {
    PlanarHull(of: vertices.flatMap { v in [v, v &+ SIMD2(1, 0), v &+ SIMD2(0, 1), v &+ SIMD2(1, 1)] })
  }
}
