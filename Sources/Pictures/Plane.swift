internal import Volume

/// A direction of cutting: which way is right and which way is down on the picture.
struct Plane: Hashable {
  enum Kind: Hashable {
    /// The patient axis that the plane is perpendicular to: 0 sagittal, 1 coronal, 2 axial.
    case patient(axis: Int)
    /// Slices as they are stored, shown as a patient plane: the index axis across them, and the patient axis that is
    /// nearest to it.
    case stored(normal: Int, axis: Int)
    /// The index axis that the plane is perpendicular to; the orientation is unknown.
    case index(normal: Int)
  }

  let kind: Kind
  /// Unit vectors in picture space.
  let right: SIMD3<Double>
  let down: SIMD3<Double>

  /// The unit vector away from the viewer.
  var normal: SIMD3<Double> {
    SIMD3(
      right.y * down.z - right.z * down.y, right.z * down.x - right.x * down.z, right.x * down.y - right.y * down.x)
  }

  /// Radiological convention: seen from the feet, the front and the left; the patient's right, or front, is on the
  /// picture's left.
  static func patient(axis: Int) -> Plane {
    switch axis {
    case 2: Plane(kind: .patient(axis: 2), right: SIMD3(-1, 0, 0), down: SIMD3(0, -1, 0))
    case 1: Plane(kind: .patient(axis: 1), right: SIMD3(-1, 0, 0), down: SIMD3(0, 0, -1))
    default: Plane(kind: .patient(axis: 0), right: SIMD3(0, -1, 0), down: SIMD3(0, 0, -1))
    }
  }

  /// The plane of stored slices along their own rows and columns, turned so that right, front and head lie as in
  /// `patient(axis:)`.
  static func stored(normal: Int, of affine: Affine) -> Plane {
    let directions = affine.directions
    let inPlane = (0..<3).filter { $0 != normal }.sorted { directions[$0].axis < directions[$1].axis }
    func unit(_ index: Int) -> SIMD3<Double> {
      affine.columns[index] / affine.spacing[index] * -directions[index].sign
    }
    let right = unit(inPlane[0])
    // A sheared grid (a tilted gantry) has no right angle between its axes; pixels have.
    let slanted = unit(inPlane[1])
    let down = slanted - right * (slanted * right).sum()
    return Plane(
      kind: .stored(normal: normal, axis: directions[normal].axis), right: right,
      down: down / (down * down).sum().squareRoot())
  }

  /// Index planes as stored: i to the right, j down; k upwards.
  static func index(normal: Int) -> Plane {
    switch normal {
    case 2: Plane(kind: .index(normal: 2), right: SIMD3(1, 0, 0), down: SIMD3(0, 1, 0))
    case 1: Plane(kind: .index(normal: 1), right: SIMD3(1, 0, 0), down: SIMD3(0, 0, -1))
    default: Plane(kind: .index(normal: 0), right: SIMD3(0, 1, 0), down: SIMD3(0, 0, -1))
    }
  }

  /// The patient directions at the four edges; nil when the orientation is unknown.
  var edges: Edges? {
    if case .index = kind { return nil }
    return Edges(left: -right, right: right, top: -down, bottom: down)
  }
}

/// The patient directions at the edges of a panel, each as a list with the main one first, as DICOM's Patient
/// Orientation gives them.
struct Edges: Hashable {
  let left: [PatientDirection]
  let right: [PatientDirection]
  let top: [PatientDirection]
  let bottom: [PatientDirection]

  init(left: SIMD3<Double>, right: SIMD3<Double>, top: SIMD3<Double>, bottom: SIMD3<Double>) {
    (self.left, self.right) = (Self.directions(of: left), Self.directions(of: right))
    (self.top, self.bottom) = (Self.directions(of: top), Self.directions(of: bottom))
  }

  /// A direction of the patient counts when the edge looks at least 17.5° towards it (its cosine is 0.3 or more), at
  /// most two of them.
  private static func directions(of unit: SIMD3<Double>) -> [PatientDirection] {
    let axes = (0..<3).sorted { (-abs(unit[$0]), $0) < (-abs(unit[$1]), $1) }
    return axes.filter { $0 == axes[0] || abs(unit[$0]) >= 0.3 }.prefix(2)
      .map { PatientDirection(axis: $0, positive: unit[$0] > 0) }
  }
}
