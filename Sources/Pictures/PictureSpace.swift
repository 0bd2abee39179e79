internal import Volume

/// The space in which slices are cut: the patient (RAS, mm) where the orientation is known, else the indices times their spacing.
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
      planes = [grid.affine == nil ? .index(normal: 2) : .inPlane(of: affine)]
    } else {
      planes = grid.affine == nil ? [2, 1, 0].map(Plane.index) : [2, 1, 0].map(Plane.patient)
    }
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

/// A direction of cutting: which way is right and which way is down on the picture.
struct Plane: Hashable {
  enum Kind: Hashable {
    /// The patient axis that the plane is perpendicular to: 0 sagittal, 1 coronal, 2 axial.
    case patient(axis: Int)
    /// The only slice of a picture whose place in the patient is known.
    case inPlane
    /// The index axis that the plane is perpendicular to.
    case index(normal: Int)
  }

  let kind: Kind
  /// Unit vectors in picture space.
  let right: SIMD3<Double>
  let down: SIMD3<Double>

  /// Radiological convention: seen from the feet, the front and the left; the patient's right, or front, is on the picture's left.
  static func patient(axis: Int) -> Plane {
    switch axis {
    case 2: Plane(kind: .patient(axis: 2), right: SIMD3(-1, 0, 0), down: SIMD3(0, -1, 0))
    case 1: Plane(kind: .patient(axis: 1), right: SIMD3(-1, 0, 0), down: SIMD3(0, 0, -1))
    default: Plane(kind: .patient(axis: 0), right: SIMD3(0, -1, 0), down: SIMD3(0, 0, -1))
    }
  }

  /// The plane of a single slice along its own rows and columns, turned so that right, front and head lie as in `patient(axis:)`.
  static func inPlane(of affine: Affine) -> Plane {
    let directions = affine.directions
    let (across, along) = directions[0].axis < directions[1].axis ? (0, 1) : (1, 0)
    func unit(_ index: Int) -> SIMD3<Double> {
      affine.columns[index] / affine.spacing[index] * -directions[index].sign
    }
    return Plane(kind: .inPlane, right: unit(across), down: unit(along))
  }

  /// Index planes as stored: i to the right, j down; k upwards.
  static func index(normal: Int) -> Plane {
    switch normal {
    case 2: Plane(kind: .index(normal: 2), right: SIMD3(1, 0, 0), down: SIMD3(0, 1, 0))
    case 1: Plane(kind: .index(normal: 1), right: SIMD3(1, 0, 0), down: SIMD3(0, 0, -1))
    default: Plane(kind: .index(normal: 0), right: SIMD3(0, 1, 0), down: SIMD3(0, 0, -1))
    }
  }

  /// The patient directions at the left, right, top and bottom edge; nil when the orientation is unknown.
  var edges: (left: PatientDirection, right: PatientDirection, top: PatientDirection, bottom: PatientDirection)? {
    if case .index = kind { return nil }
    let (r, d) = (Self.nearest(right), Self.nearest(down))
    return (r.opposite, r, d.opposite, d)
  }

  private static func nearest(_ v: SIMD3<Double>) -> PatientDirection {
    let axis = abs(v.x) >= abs(v.y) && abs(v.x) >= abs(v.z) ? 0 : abs(v.y) >= abs(v.z) ? 1 : 2
    return PatientDirection(axis: axis, positive: v[axis] > 0)
  }
}
