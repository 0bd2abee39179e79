package import Volume

/// The plane that parts the patient into left and right. Nil when nothing tells where it is, or when the orientation is
/// unknown.
///
/// Three ways, in this order:
/// 1. `structures`, when there are two left/right pairs, or a pair and a midline structure, or three midline
///    structures: a robust fit of their centroids (`PlaneOfStructures`).
/// 2. `image`, when there is a CT on the masks' grid: the plane across which the body (above -500 HU, largest connected
///    part) is most like its mirror image (`PlaneOfBody`).
/// 3. `structures` with less to go by: one pair, or one or two midline structures.
/// 4. `labels`: the plane across which all structures together are most like their mirror image, when none of them is
///    most of it.
///
/// The symmetry search of 2 and 4 counts only if 0.8 of the body's voxels find a partner, and 0.9 of the labels'.
package struct MidSagittalPlane: StoredMeasure {
  package static let storedName = "mid_sagittal_plane"
  package init() {}

  package enum Method: String, Hashable, Sendable, CaseIterable, Codable { case structures, image, labels }

  package struct Plane: Hashable, Sendable, Codable {
    /// A point of the plane, in the middle of what it was found from.
    package let point: PatientPoint
    /// Of length 1, towards the patient's right.
    package let normal: PatientPoint
    package let method: Method
    /// Left/right pairs and midline structures used; 0 for the other methods.
    package let pairs: Int
    package let midline: Int
    /// The share of body voxels whose mirror image lies in the body; nil for `structures`.
    package let symmetry: Double?

    /// The signed distance of a point in mm: above 0 on the patient's right.
    package func offset(of p: PatientPoint) -> Double {
      (p.x - point.x) * normal.x + (p.y - point.y) * normal.y + (p.z - point.z) * normal.z
    }

    /// The mirror image of a point.
    package func mirrored(_ p: PatientPoint) -> PatientPoint {
      let twice = 2 * offset(of: p)
      return PatientPoint(p.x - twice * normal.x, p.y - twice * normal.y, p.z - twice * normal.z)
    }

    /// The plane `x = point.x + b (y - point.y) + c (z - point.z)`.
    init(
      point: PatientPoint, b: Double, c: Double, method: Method, pairs: Int = 0, midline: Int = 0,
      symmetry: Double? = nil
    ) {
      let length = (1 + b * b + c * c).squareRoot()
      self.point = point
      self.normal = PatientPoint(1 / length, -b / length, -c / length)
      self.method = method
      self.pairs = pairs
      self.midline = midline
      self.symmetry = symmetry
    }
  }

  package static let entry = MeasureEntry(
    .export(Self.init), name: "mid_sagittal_plane", fields: ["mid_sagittal_plane"], unit: "mm", cost: .voxels,
    definition:
      "Plane between left and right: point and unit normal (towards right) in RAS; method `structures` (robust fit of centroids of left/right pairs and midline structures), `image` (most symmetric plane of the body in a CT) or `labels` (most symmetric plane of all labels together); null when none is possible.",
    source: "Symmetry search after Liu, Collins and Rothfus 2001, IEEE TMI 20:175; definitions ours",
    numbers: MidSagittalOffset.numbers, of: .structure(MidSagittalOffset.init(structure:)), reported: fields(of:in:))

  package func value(in scene: Scene) -> Plane? {
    guard scene.grid.affine != nil else { return nil }
    let structures = PlaneOfStructures(scene)
    if structures.evidence >= 3, let plane = structures.plane { return plane }
    if let image = scene.usableImage, let body = PlaneOfBody(image), let plane = body.plane(.image, atLeast: 0.8) {
      return plane
    }
    if let plane = structures.plane { return plane }
    let all = scene[CoveredRuns()]
    // One organ's own symmetry is not the body's.
    let largest = scene.present.map { scene[VoxelCount(structure: $0)] }.max() ?? 0
    guard largest > 0, Double(largest) <= 0.8 * Double(all.voxelCount) else { return nil }
    return PlaneOfBody(all, on: scene.grid)?.plane(.labels, atLeast: 0.9)
  }

  private static func fields(of value: Plane?, in scene: Scene) -> [ReportedField] {
    guard let plane = value else { return [.init("mid_sagittal_plane", .undefined)] }
    let triple = { (p: PatientPoint) -> ReportedValue in [.number(p.x), .number(p.y), .number(p.z)] }
    var members: [ReportedField] = [
      .init("method", .text(plane.method.rawValue)), .init("point_ras", triple(plane.point)),
      .init("normal_ras", triple(plane.normal)),
    ]
    if plane.method == .structures {
      members += [.init("pairs", .integer(plane.pairs)), .init("midline_structures", .integer(plane.midline))]
    }
    if let symmetry = plane.symmetry { members.append(.init("symmetry_fraction", .number(symmetry))) }
    return [.init("mid_sagittal_plane", .group(members))]
  }
}
