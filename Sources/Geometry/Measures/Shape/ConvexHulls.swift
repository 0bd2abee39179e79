internal import Numerics
internal import Volume

/// The convex hulls of a structure: of its voxels' centres, between which diameters are taken, and of its voxels with
/// their extent, which has the volume. Nil when the structure is empty.
///
/// Corners are on the lattice where voxel (i, j, k) reaches from (i, j, k) to (i + 1, j + 1, k + 1). Cost: the runs;
/// then about n log n of the extreme voxels.
struct ConvexHulls: StructureMeasure {
  let structure: StructurePlace

  struct Hulls: Sendable {
    /// The voxels that are corners of the hull of centres; a few more where that is flat.
    let voxels: [SIMD3<Int>]
    /// Three dimensions; nil where the centres lie in one plane.
    let centres: Polyhedron?
    /// Three dimensions; nil only for boxes more than a million voxels long.
    let corners: Polyhedron?
    /// Two dimensions.
    let outline: PlanarHull?
  }

  func value(in scene: Scene) -> Hulls? {
    let extremes = scene[ExtremeVoxels(structure: structure)]
    guard !extremes.isEmpty else { return nil }
    if scene.grid.dimensions == 2 {
      let outline = PlanarHull(of: extremes.map { SIMD2($0.x, $0.y) }).ofCells
      return Hulls(voxels: extremes, centres: nil, corners: nil, outline: outline)
    }
    guard let centres = Polyhedron(around: extremes) else {
      let corners = extremes.flatMap { voxel in Self.cell.map { voxel &+ $0 } }
      return Hulls(voxels: extremes, centres: nil, corners: Polyhedron(around: corners), outline: nil)
    }
    return Hulls(
      voxels: centres.vertices, centres: centres, corners: Polyhedron(around: Self.corners(of: centres)), outline: nil)
  }

  private static let cell = (0..<8).map { SIMD3($0 & 1, $0 >> 1 & 1, $0 >> 2) }

  /// The corners of the hull's voxels that look outwards: all that can be corners of the hull of whole voxels.
  private static func corners(of hull: Polyhedron) -> [SIMD3<Int>] {
    var (up, down) = ([SIMD3<Int>](repeating: .zero, count: hull.vertices.count), [SIMD3<Int>]())
    down = up
    for face in hull.faces {
      let v = (0..<3).map { hull.vertices[Int(face[$0])] }
      let normal = cross(v[1] &- v[0], v[2] &- v[0])
      for corner in 0..<3 {
        up[Int(face[corner])].replace(with: 1, where: normal .> 0)
        down[Int(face[corner])].replace(with: 1, where: normal .< 0)
      }
    }
    return hull.vertices.indices.flatMap { at in
      cell.filter { step in
        (0..<3).allSatisfy { axis in
          up[at][axis] == down[at][axis] || (step[axis] == 1 ? up : down)[at][axis] == 1
        }
      }.map { hull.vertices[at] &+ $0 }
    }
  }
}
