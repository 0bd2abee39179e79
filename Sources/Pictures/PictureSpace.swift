internal import Volume

/// The space in which slices are cut: the patient (RAS, mm) where the orientation is known, else the indices times
/// their spacing.
struct PictureSpace {
  let grid: Grid
  /// Voxel centres to this space.
  let affine: Affine
  /// The planes that are shown, in the order of the panels.
  let planes: [Plane]

  var isPatient: Bool { grid.affine != nil }

  init(grid: Grid) {
    self.grid = grid
    let affine = grid.affine ?? Affine(spacing: grid.lengths)
    self.affine = affine
    if grid.dimensions == 2 {
      planes = [grid.affine == nil ? .index(normal: 2) : .stored(normal: 2, of: affine)]
    } else {
      planes = grid.affine == nil ? [2, 1, 0].map(Plane.index) : [2, 1, 0].map(Plane.patient)
    }
  }

  /// The plane of stored slices across an index axis.
  func storedPlane(across normal: Int) -> Plane {
    grid.affine == nil ? .index(normal: normal) : .stored(normal: normal, of: affine)
  }

  /// The index axis that is nearest to a patient axis, or has its number where the orientation is unknown.
  func indexAxis(along patientAxis: Int) -> Int { grid.indexAxis(along: patientAxis)?.axis ?? patientAxis }

  /// The index along an axis at a point, when planes with that normal go along the grid; nil for planes that cross
  /// stored slices.
  func index(of point: SIMD3<Double>, normal: SIMD3<Double>) -> (axis: Int, index: Int)? {
    let steps = (0..<3).map { abs((affine.columns[$0] * normal).sum()) / affine.spacing[$0] }
    guard let axis = (0..<3).first(where: { steps[$0] > 0.9999 }) else { return nil }
    // Between two voxels the one that slices show.
    let shown = point + SliceView.nudge * (grid.lengths.min() * 1e-3)
    let voxel = affine.voxel(PatientPoint(shown.x, shown.y, shown.z))
    return (axis, Int([voxel.i, voxel.j, voxel.k][axis].rounded()))
  }

  /// A voxel position in this space.
  func position(_ point: VoxelPoint) -> SIMD3<Double> {
    let p = affine.patient(point)
    return SIMD3(p.x, p.y, p.z)
  }

  /// The eight outer corners of a box of voxels, half a voxel beyond the centres.
  func corners(of box: VoxelBox) -> [SIMD3<Double>] {
    (0..<8).map { corner in
      func at(_ axis: Int) -> Double {
        corner >> axis & 1 == 0 ? Double(box.first[axis]) - 0.5 : Double(box.last[axis]) + 0.5
      }
      return position(VoxelPoint(at(0), at(1), at(2)))
    }
  }

  /// The box of the whole grid.
  var everything: VoxelBox {
    VoxelBox(first: VoxelIndex(0, 0, 0), last: VoxelIndex(grid.size.i - 1, grid.size.j - 1, grid.size.k - 1))
  }

  /// The middle of a box.
  func centre(of box: VoxelBox) -> SIMD3<Double> {
    position(
      VoxelPoint(
        Double(box.first.i + box.last.i) / 2, Double(box.first.j + box.last.j) / 2,
        Double(box.first.k + box.last.k) / 2))
  }

  /// The centroid of some structures together; nil when all are empty. Cost: one pass over the runs.
  func centroid(of runs: [Runs]) -> SIMD3<Double>? {
    var (count, i, j, k) = (0.0, 0.0, 0.0, 0.0)
    for run in runs.lazy.flatMap(\.all) {
      let n = Double(run.count)
      count += n
      i += n * Double(run.start + run.end - 1) / 2
      j += n * Double(Int(run.row) % grid.size.j)
      k += n * Double(Int(run.row) / grid.size.j)
    }
    return count > 0 ? position(VoxelPoint(i / count, j / count, k / count)) : nil
  }
}
