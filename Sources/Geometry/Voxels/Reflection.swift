internal import Volume

/// The mirror image of voxels across a plane in the patient, as a map between voxel positions of one grid.
struct Reflection: Sendable {
  private let columns: [SIMD3<Double>]
  private let origin: SIMD3<Double>
  private let height: Int
  private let isFlat: Bool

  /// Nil when the grid's orientation is unknown.
  init?(across plane: MidSagittalPlane.Plane, on grid: Grid) {
    guard let affine = grid.affine else { return nil }
    func image(_ i: Double, _ j: Double, _ k: Double) -> SIMD3<Double> {
      let v = affine.voxel(plane.mirrored(affine.patient(VoxelPoint(i, j, k))))
      return SIMD3(v.i, v.j, v.k)
    }
    // Reflections and affines are affine: where the corner and its neighbours go says where everything goes.
    let origin = image(0, 0, 0)
    self.origin = origin
    columns = [image(1, 0, 0) - origin, image(0, 1, 0) - origin, image(0, 0, 1) - origin]
    height = grid.size.j
    isFlat = grid.dimensions == 2
  }

  /// The number of voxels of `runs` whose image's nearest voxel is in `target`. In two dimensions the image is
  /// projected onto the slice. Cost: the voxels of `runs`.
  func hits(of runs: Runs, in target: RowIndex) -> Int {
    var hits = 0
    let limit = Double(Int32.max)
    for run in runs.all {
      let (j, k) = (Double(Int(run.row) % height), Double(Int(run.row) / height))
      let start = origin + columns[1] * j + columns[2] * k
      for i in run.start..<run.end {
        let at = start + columns[0] * Double(i)
        // What is nearest to no voxel of the grid misses; and a plane far outside must not make an index overflow.
        guard min(at.x, at.y) > -0.5, max(at.x, at.y) < limit, isFlat || (at.z > -0.5 && at.z < limit) else { continue }
        if target.holds(Int(at.x + 0.5), Int(at.y + 0.5), isFlat ? 0 : Int(at.z + 0.5)) { hits += 1 }
      }
    }
    return hits
  }
}
