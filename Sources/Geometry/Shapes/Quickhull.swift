internal import Numerics

/// The work behind `Polyhedron`: a growing hull, each of whose faces knows the points still outside it.
struct Quickhull {
  struct Face {
    var corners: SIMD3<Int32>
    /// Across the edges from the first, second and third corner.
    var neighbours = SIMD3<Int32>(repeating: -1)
    let normal: SIMD3<Int>
    let offset: Int
    /// The first of the points above this face, in `next`; -1: none.
    var outside: Int32 = -1
    var farthest: Int32 = -1
    var farthestHeight = 0
    var isPresent = true

    /// How far above the face a point is, in units of the normal's length.
    @inline(__always)
    func height(_ point: SIMD3<Int>) -> Int { dot(normal, point) &- offset }
  }

  private(set) var faces: [Face] = []
  private let points: [SIMD3<Int>]
  /// The next point above the same face.
  private var next: [Int32]
  /// The new face whose base starts at a point.
  private var faceFrom: [Int32]
  private var waiting: [Int32] = []

  /// A tetrahedron of far points; nil when all lie in one plane.
  init?(_ points: [SIMD3<Int>]) {
    self.points = points
    next = [Int32](repeating: -1, count: points.count)
    faceFrom = next
    func farthest(_ distance: (SIMD3<Int>) -> Double) -> Int? {
      var best = (distance: 0.0, at: 0)
      for at in points.indices {
        let d = distance(points[at])
        if d > best.distance { best = (d, at) }
      }
      return best.distance > 0 ? best.at : nil
    }
    func square(_ v: SIMD3<Int>) -> Double { (SIMD3<Double>(v) * SIMD3<Double>(v)).sum() }
    guard let origin = points.first, let a = farthest({ square($0 &- origin) }),
      let b = farthest({ square($0 &- points[a]) }),
      let c = farthest({ square(cross($0 &- points[a], points[b] &- points[a])) })
    else { return nil }
    let normal = cross(points[b] &- points[a], points[c] &- points[a])
    guard let d = farthest({ Double(abs(dot(normal, $0 &- points[a]))) }) else { return nil }
    let isAbove = dot(normal, points[d] &- points[a]) > 0
    // Seen from outside, each face counter-clockwise: d must lie below the first.
    let v = [a, isAbove ? c : b, isAbove ? b : c, d].map { Int32(truncatingIfNeeded: $0) }
    for corners in [SIMD3(v[0], v[1], v[2]), SIMD3(v[0], v[3], v[1]), SIMD3(v[1], v[3], v[2]), SIMD3(v[2], v[3], v[0])]
    {
      addFace(corners)
    }
    faces[0].neighbours = SIMD3(1, 2, 3)
    faces[1].neighbours = SIMD3(3, 2, 0)
    faces[2].neighbours = SIMD3(1, 3, 0)
    faces[3].neighbours = SIMD3(2, 1, 0)
    for at in points.indices { assign(Int32(truncatingIfNeeded: at), toFacesFrom: 0) }
    for face in 0..<4 where faces[face].farthest >= 0 { waiting.append(Int32(face)) }
  }

  /// Takes in all points.
  mutating func finish() {
    while let face = waiting.popLast() {
      guard faces[Int(face)].isPresent, faces[Int(face)].farthest >= 0 else { continue }
      add(faces[Int(face)].farthest, above: face)
    }
  }

  private mutating func addFace(_ c: SIMD3<Int32>) {
    let (a, b, d) = (points[Int(c.x)], points[Int(c.y)], points[Int(c.z)])
    let normal = cross(b &- a, d &- a)
    faces.append(Face(corners: c, normal: normal, offset: dot(normal, a)))
  }

  /// Gives a point to the first of the faces from `first` on that it lies above; without one it is inside for good.
  private mutating func assign(_ point: Int32, toFacesFrom first: Int) {
    let position = points[Int(point)]
    for face in first..<faces.count {
      let height = faces[face].height(position)
      guard height > 0 else { continue }
      next[Int(point)] = faces[face].outside
      faces[face].outside = point
      if height > faces[face].farthestHeight {
        faces[face].farthestHeight = height
        faces[face].farthest = point
      }
      return
    }
  }

  /// Replaces all faces that a point sees by a cone from their rim to the point.
  private mutating func add(_ point: Int32, above start: Int32) {
    let position = points[Int(point)]
    var seen = [start]
    faces[Int(start)].isPresent = false
    var rim: [(base: SIMD2<Int32>, beyond: Int32)] = []
    var at = 0
    while at < seen.count {
      let face = faces[Int(seen[at])]
      at += 1
      for edge in 0..<3 {
        let beyond = face.neighbours[edge]
        guard faces[Int(beyond)].isPresent else { continue }
        if faces[Int(beyond)].height(position) > 0 {
          faces[Int(beyond)].isPresent = false
          seen.append(beyond)
        } else {
          rim.append((SIMD2(face.corners[edge], face.corners[(edge + 1) % 3]), beyond))
        }
      }
    }
    let first = faces.count
    for (base, beyond) in rim {
      let face = Int32(truncatingIfNeeded: faces.count)
      addFace(SIMD3(base.x, base.y, point))
      faces[Int(face)].neighbours.x = beyond
      faceFrom[Int(base.x)] = face
      for edge in 0..<3 where faces[Int(beyond)].corners[edge] == base.y { faces[Int(beyond)].neighbours[edge] = face }
    }
    for face in first..<faces.count {
      let right = faceFrom[Int(faces[face].corners.y)]
      faces[face].neighbours.y = right
      faces[Int(right)].neighbours.z = Int32(truncatingIfNeeded: face)
    }
    for old in seen {
      var outside = faces[Int(old)].outside
      while outside >= 0 {
        let following = next[Int(outside)]
        if outside != point { assign(outside, toFacesFrom: first) }
        outside = following
      }
    }
    for face in first..<faces.count where faces[face].farthest >= 0 {
      waiting.append(Int32(truncatingIfNeeded: face))
    }
  }
}
