internal import Numerics

/// The smallest distance between two parallel planes (lines in a plane) that hold a convex body between them.
///
/// In space the planes touch it with a face and a corner, or with two edges (Houle and Toussaint 1988, IEEE PAMI
/// 10:761). For each face the opposite corner is found by climbing from its neighbour's; for each edge the planes turn
/// about it from one of its faces to the other, and the edges that they meet on the other side are its partners. Cost:
/// nearly linear in the faces.
struct SmallestWidth {
  private let points: [SIMD3<Double>]
  private let hull: Polyhedron
  /// Neighbours of vertex n: `near[starts[n]..<starts[n + 1]]`.
  private var starts: [Int]
  private var near: [Int32]
  private(set) var width = Double.infinity

  /// - Parameter points: the hull's vertices in millimetres.
  init(of hull: Polyhedron, points: [SIMD3<Double>]) {
    self.points = points
    self.hull = hull
    starts = [Int](repeating: 0, count: points.count + 1)
    for face in hull.faces { for corner in 0..<3 { starts[Int(face[corner]) + 1] += 1 } }
    for at in points.indices { starts[at + 1] += starts[at] }
    near = [Int32](repeating: 0, count: starts[points.count])
    var next = starts
    // Every edge stands in two faces, once in each direction, so each is noted once from each end.
    for face in hull.faces {
      for corner in 0..<3 {
        near[next[Int(face[corner])]] = face[(corner + 1) % 3]
        next[Int(face[corner])] += 1
      }
    }
    measure()
  }

  private mutating func measure() {
    let normals = hull.faces.map { face in
      let (a, b, c) = (points[Int(face.x)], points[Int(face.y)], points[Int(face.z)])
      return unit(cross(b - a, c - a))
    }
    var opposite = [Int](repeating: -1, count: normals.count)
    guard let first = normals.first else { return }
    opposite[0] = points.indices.min { dot(first, points[$0]) < dot(first, points[$1]) } ?? 0
    var queue = [0]
    var at = 0
    while at < queue.count {
      let face = queue[at]
      at += 1
      let height = dot(normals[face], points[Int(hull.faces[face].x)] - points[opposite[face]])
      width = min(width, height)
      for edge in 0..<3 {
        let neighbour = Int(hull.neighbours[face][edge])
        if opposite[neighbour] < 0 {
          opposite[neighbour] = climbed(-normals[neighbour], from: opposite[face])
          queue.append(neighbour)
        }
      }
    }
    for face in normals.indices {
      for edge in 0..<3 where Int(hull.neighbours[face][edge]) > face {
        turn(
          about: (Int(hull.faces[face][edge]), Int(hull.faces[face][(edge + 1) % 3])), from: normals[face],
          to: normals[Int(hull.neighbours[face][edge])], opposite: opposite[face])
      }
    }
  }

  /// The vertex farthest in a direction, uphill from a start.
  private func climbed(_ direction: SIMD3<Double>, from start: Int) -> Int {
    var (at, height) = (start, dot(direction, points[start]))
    while true {
      var best = at
      for n in starts[at]..<starts[at + 1] {
        let h = dot(direction, points[Int(near[n])])
        if h > height { (best, height) = (Int(near[n]), h) }
      }
      if best == at { return at }
      at = best
    }
  }

  /// Follows the corner opposite to a plane that turns about an edge from one normal to another.
  private mutating func turn(
    about edge: (Int, Int), from a: SIMD3<Double>, to b: SIMD3<Double>, opposite start: Int
  ) {
    let along = points[edge.1] - points[edge.0]
    var at = start
    // Each step climbs towards the second normal's opposite corner; the count ends it whatever rounding does.
    for _ in points.indices {
      var next = -1
      var earliest = Double.infinity
      for n in starts[at]..<starts[at + 1] {
        let step = points[Int(near[n])] - points[at]
        let (before, after) = (-dot(a, step), -dot(b, step))
        guard after > 1e-12 else { continue }
        let when = before >= 0 ? 0 : before / (before - after)
        if when < earliest { (earliest, next) = (when, Int(near[n])) }
      }
      guard next >= 0 else { return }
      let normal = cross(along, points[next] - points[at])
      if dot(normal, normal) > 1e-18 * dot(along, along) {
        consider(unit(normal), edge.0, at)
      }
      at = next
    }
  }

  /// Two edges' common perpendicular; believed only after looking how far the body really reaches along it.
  private mutating func consider(_ normal: SIMD3<Double>, _ near: Int, _ far: Int) {
    let height = dot(normal, points[near] - points[far])
    guard abs(height) < width else { return }
    let direction = height < 0 ? -normal : normal
    let (top, bottom) = (climbed(direction, from: near), climbed(-direction, from: far))
    width = min(width, dot(direction, points[top] - points[bottom]))
  }

  private func unit(_ v: SIMD3<Double>) -> SIMD3<Double> { v / dot(v, v).squareRoot() }
}
