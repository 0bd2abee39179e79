internal import Numerics

/// The convex hull of lattice points in space, as triangles.
///
/// Quickhull (Barber, Dobkin and Huhdanpaa 1996, ACM TOMS 22:469), in whole numbers: whether a point lies above a face
/// is exact, so points in one plane, of which voxels have many, need no tolerance. Triangles of one flat face lie in
/// the same plane. Cost: about n log n.
struct Polyhedron: Sendable {
  /// The points on the hull; some may lie on an edge or in a face.
  let vertices: [SIMD3<Int>]
  /// Three vertices each, counter-clockwise seen from outside.
  let faces: [SIMD3<Int32>]
  /// For each face its neighbours across the edges from its first, second and third vertex.
  let neighbours: [SIMD3<Int32>]

  /// How long the box of the points may be along each axis: products of three lengths must stay within 64 bits.
  static let longest = 1 << 20

  /// Nil when the points lie in one plane, or further apart than `longest`.
  init?(around points: [SIMD3<Int>]) {
    guard let origin = points.first else { return nil }
    let moved = points.map { $0 &- origin }
    for axis in 0..<3 {
      let values = moved.lazy.map { $0[axis] }
      guard let low = values.min(), let high = values.max(), high - low <= Self.longest else { return nil }
    }
    guard var hull = Quickhull(moved) else { return nil }
    hull.finish()
    var numbers = [Int32](repeating: -1, count: points.count)
    var faceNumbers = [Int32](repeating: -1, count: hull.faces.count)
    var (vertices, faces, neighbours): ([SIMD3<Int>], [SIMD3<Int32>], [SIMD3<Int32>]) = ([], [], [])
    for (at, face) in hull.faces.enumerated() where face.isPresent {
      faceNumbers[at] = Int32(truncatingIfNeeded: faces.count)
      for corner in 0..<3 where numbers[Int(face.corners[corner])] < 0 {
        numbers[Int(face.corners[corner])] = Int32(truncatingIfNeeded: vertices.count)
        vertices.append(points[Int(face.corners[corner])])
      }
      let c = face.corners
      faces.append(SIMD3(numbers[Int(c.x)], numbers[Int(c.y)], numbers[Int(c.z)]))
    }
    for face in hull.faces where face.isPresent {
      let n = face.neighbours
      neighbours.append(SIMD3(faceNumbers[Int(n.x)], faceNumbers[Int(n.y)], faceNumbers[Int(n.z)]))
    }
    (self.vertices, self.faces, self.neighbours) = (vertices, faces, neighbours)
  }

  /// Six times the volume, in voxels; exact.
  var sixfoldVolume: Int {
    guard let origin = vertices.first else { return 0 }
    return faces.reduce(0) { sum, face in
      let (a, b, c) = (
        vertices[Int(face.x)] &- origin, vertices[Int(face.y)] &- origin, vertices[Int(face.z)] &- origin
      )
      return sum + dot(a, cross(b, c))
    }
  }
}
