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

  /// The number of voxels of `runs` whose image's nearest voxel is in `target`. In two dimensions the image is projected onto the slice. Cost: the
  /// voxels of `runs`.
  func hits(of runs: Runs, in target: RowIndex) -> Int {
    var hits = 0
    let limit = Double(Int32.max)
    for run in runs.all {
      let (j, k) = (Double(Int(run.row) % height), Double(Int(run.row) / height))
      let start = origin + columns[1] * j + columns[2] * k
      for i in run.start..<run.end {
        let at = (start + columns[0] * Double(i)).rounded(.toNearestOrAwayFromZero)
        // A plane far outside must not make an index overflow.
        guard abs(at.x) < limit, abs(at.y) < limit, abs(at.z) < limit else { continue }
        if target.holds(Int(at.x), Int(at.y), isFlat ? 0 : Int(at.z)) { hits += 1 }
      }
    }
    return hits
  }
}
