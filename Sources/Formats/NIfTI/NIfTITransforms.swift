internal import Volume

/// The transforms of a NIfTI header, and the standard's precedence among them: sform when its code is above 0, else
/// qform when its code is above 0, else the pixel spacing alone, which leaves the orientation unknown.
struct Transforms {
  private let header: HeaderBytes
  private let version: Int
  private let pixdim: [Double]
  private let unit: NIfTIUnit

  init(header: HeaderBytes, version: Int, pixdim: [Double], unit: NIfTIUnit) {
    self.header = header
    self.version = version
    self.pixdim = pixdim
    self.unit = unit
  }

  func grid(size: VoxelIndex) throws -> Grid {
    if hasSform { return try grid(size: size, affine: sform(), name: "sform") }
    if hasQform { return try grid(size: size, affine: qform(), name: "qform") }
    let spacing = SIMD3(abs(pixdim[1]), abs(pixdim[2]), abs(pixdim[3])) * unit.millimetres
    let known = (0..<3).allSatisfy { spacing[$0].isFinite && spacing[$0] > 0 }
    return Grid(size: size, spacing: known ? spacing : nil)
  }

  private var hasQform: Bool { (version == 2 ? Int(header.int32(344)) : Int(header.int16(252))) > 0 }
  private var hasSform: Bool { (version == 2 ? Int(header.int32(348)) : Int(header.int16(254))) > 0 }

  private func grid(size: VoxelIndex, affine: Affine, name: String) throws -> Grid {
    guard Self.isInvertible(affine) else {
      throw ReadError(
        code: .damaged,
        message: "the header's \(name) is no invertible transform, so positions in the patient are undefined.")
    }
    return Grid(size: size, affine: affine)
  }

  private static func isInvertible(_ affine: Affine) -> Bool {
    let finite = (affine.columns + [affine.origin]).allSatisfy { c in (0..<3).allSatisfy { c[$0].isFinite } }
    let scale = affine.spacing.x * affine.spacing.y * affine.spacing.z
    return finite && scale > 0 && scale.isFinite && abs(affine.determinant) > 1e-6 * scale
  }

  private func sform() -> Affine {
    func row(_ r: Int) -> [Double] {
      (0..<4).map {
        (version == 2 ? header.float64(400 + 32 * r + 8 * $0) : Double(header.float32(280 + 16 * r + 4 * $0)))
          * unit.millimetres
      }
    }
    let rows = (0..<3).map(row)
    return Affine(
      columns: (0..<3).map { SIMD3(rows[0][$0], rows[1][$0], rows[2][$0]) },
      origin: SIMD3(rows[0][3], rows[1][3], rows[2][3]))
  }

  private func value(_ first: Int, _ second: Int) -> Double {
    version == 2 ? header.float64(second) : Double(header.float32(first))
  }

  private var quaternion: (b: Double, c: Double, d: Double) { (value(256, 352), value(260, 360), value(264, 368)) }

  /// The quaternion's rotation, scaled by the spacing; the sign of `pixdim[0]` flips the third axis (nifti1.h, method
  /// 2).
  private func qform() -> Affine {
    var (b, c, d) = quaternion
    let rest = 1 - (b * b + c * c + d * d)
    let a = rest < 1e-7 ? 0 : rest.squareRoot()
    if a == 0 {
      // A half turn: rounding may leave the vector part a little longer than one.
      let norm = (b * b + c * c + d * d).squareRoot()
      (b, c, d) = (b / norm, c / norm, d / norm)
    }
    let flip: Double = pixdim[0] < 0 ? -1 : 1
    // A negative length is told as a discrepancy; only `pixdim[0]` mirrors.
    let s = SIMD3(abs(pixdim[1]), abs(pixdim[2]), abs(pixdim[3]) * flip) * unit.millimetres
    return Affine(
      columns: [
        SIMD3(a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)) * s.x,
        SIMD3(2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)) * s.y,
        SIMD3(2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - b * b - c * c) * s.z,
      ],
      origin: SIMD3(value(268, 376), value(272, 384), value(276, 392)) * unit.millimetres)
  }
}

// Where the readings of a header differ.
extension Transforms {
  /// The share of the shortest side of a voxel by which sform and qform may differ: what rounding does to positions.
  private static let placeTolerance = 0.05
  /// The share of a length by which `pixdim` may differ from the transform: less than half a voxel over 500 of them.
  private static let lengthTolerance = 0.001

  /// - Parameter axes: how many axes the header counts; beyond them lengths mean nothing.
  func discrepancies(of grid: Grid, axes: Int) -> [HeaderDiscrepancy] {
    [places(grid), handedness(grid), lengths(grid, axes: axes), units(grid, axes: axes)].compactMap { $0 }
      .map { HeaderDiscrepancy($0) }
  }

  private func places(_ grid: Grid) -> HeaderDiscrepancy.Readings? {
    guard hasSform, hasQform else { return nil }
    let (sform, qform) = (sform(), qform())
    guard Self.isInvertible(qform) else {
      return .transforms(.init(sform: sform, qform: nil, voxel: VoxelIndex(0, 0, 0), apart: nil))
    }
    let tolerance = Self.placeTolerance * sform.spacing.min()
    var worst = (voxel: VoxelIndex(0, 0, 0), apart: 0.0)
    var reach = 0.0
    for corner in 0..<8 {
      let voxel = VoxelIndex(
        corner & 1 == 0 ? 0 : grid.size.i - 1, corner & 2 == 0 ? 0 : grid.size.j - 1,
        corner & 4 == 0 ? 0 : grid.size.k - 1)
      let place = sform.patient(VoxelPoint(voxel))
      let apart = place.distance(to: qform.patient(VoxelPoint(voxel)))
      if apart > worst.apart { worst = (voxel, apart) }
      reach = max(reach, place.distance(to: sform.patient(VoxelPoint(0, 0, 0))))
    }
    let first = sform.patient(VoxelPoint(0, 0, 0)).distance(to: qform.patient(VoxelPoint(0, 0, 0)))
    guard first > tolerance || worst.apart > tolerance + reach * turnOfRounding else { return nil }
    let voxel = first > tolerance ? VoxelIndex(0, 0, 0) : worst.voxel
    return .transforms(.init(sform: sform, qform: qform, voxel: voxel, apart: worst.apart))
  }

  /// The angle (radians) by which single precision may turn a quaternion: its first part is the root of what the other
  /// three leave of 1, and near a half turn that is next to nothing.
  private var turnOfRounding: Double {
    let (b, c, d) = quaternion
    let (square, rounding) = (max(0, 1 - (b * b + c * c + d * d)), 2.5e-7)
    let a = square.squareRoot()
    return 2 * max((square + rounding).squareRoot() - a, a - max(0, square - rounding).squareRoot())
  }

  /// Of a single slice the third axis says nothing.
  private func handedness(_ grid: Grid) -> HeaderDiscrepancy.Readings? {
    guard grid.dimensions == 3, hasSform, hasQform, Self.isInvertible(qform()) else { return nil }
    let isRight = sform().determinant > 0
    return isRight == (qform().determinant > 0) ? nil : .handedness(isSformRightHanded: isRight)
  }

  /// `pixdim` beside the transform that was taken. A qform takes its lengths from there, so it only differs in their
  /// sign.
  private func lengths(_ grid: Grid, axes: Int) -> HeaderDiscrepancy.Readings? {
    guard let spacing = grid.spacing else { return nil }
    let used = (0..<axes).map { spacing[$0] }
    let stated = (0..<axes).map { pixdim[$0 + 1] * unit.millimetres }
    let differ = zip(stated, used).contains { !(abs($0 - $1) <= Self.lengthTolerance * $1) }
    let taken = hasSform ? "sform" : hasQform ? "qform" : "their amounts"
    return differ ? .spacing(.init(field: "pixdim", stated: stated, taken: taken, used: used)) : nil
  }

  private func units(_ grid: Grid, axes: Int) -> HeaderDiscrepancy.Readings? {
    guard unit.millimetres != 1 || unit.name == nil else { return nil }
    let spacing = grid.spacing.map { spacing in (0..<axes).map { spacing[$0] } } ?? []
    return .units(.init(field: "xyzt_units", name: unit.name, millimetres: unit.millimetres, spacing: spacing))
  }
}
