internal import Volume

/// The transforms of a NIfTI header, and the standard's precedence among them: sform when its code is above 0, else qform when its code is above
/// 0, else the pixel spacing alone, which leaves the orientation unknown.
struct Transforms {
  private let header: HeaderBytes
  private let version: Int
  private let pixdim: [Double]
  private let unit: Double

  init(header: HeaderBytes, version: Int, pixdim: [Double], unit: Double) {
    self.header = header
    self.version = version
    self.pixdim = pixdim
    self.unit = unit
  }

  func grid(size: VoxelIndex) throws -> Grid {
    let qformCode = version == 2 ? Int(header.int32(344)) : Int(header.int16(252))
    let sformCode = version == 2 ? Int(header.int32(348)) : Int(header.int16(254))
    if sformCode > 0 { return try grid(size: size, affine: sform(), name: "sform") }
    if qformCode > 0 { return try grid(size: size, affine: qform(), name: "qform") }
    let spacing = SIMD3(abs(pixdim[1]), abs(pixdim[2]), abs(pixdim[3])) * unit
    let known = (0..<3).allSatisfy { spacing[$0].isFinite && spacing[$0] > 0 }
    return Grid(size: size, spacing: known ? spacing : nil)
  }

  private func grid(size: VoxelIndex, affine: Affine, name: String) throws -> Grid {
    let finite = (affine.columns + [affine.origin]).allSatisfy { c in (0..<3).allSatisfy { c[$0].isFinite } }
    let scale = affine.spacing.x * affine.spacing.y * affine.spacing.z
    guard finite, scale > 0, abs(affine.determinant) > 1e-6 * scale else {
      throw ReadError(
        code: .damaged,
        message: "the header's \(name) is no invertible transform, so positions in the patient are undefined.")
    }
    return Grid(size: size, affine: affine)
  }

  private func sform() -> Affine {
    func row(_ r: Int) -> [Double] {
      (0..<4).map {
        (version == 2 ? header.float64(400 + 32 * r + 8 * $0) : Double(header.float32(280 + 16 * r + 4 * $0))) * unit
      }
    }
    let rows = (0..<3).map(row)
    return Affine(
      columns: (0..<3).map { SIMD3(rows[0][$0], rows[1][$0], rows[2][$0]) },
      origin: SIMD3(rows[0][3], rows[1][3], rows[2][3]))
  }

  /// The quaternion's rotation, scaled by the spacing; the sign of `pixdim[0]` flips the third axis (nifti1.h, method 2).
  private func qform() -> Affine {
    func value(_ first: Int, _ second: Int) -> Double {
      version == 2 ? header.float64(second) : Double(header.float32(first))
    }
    var (b, c, d) = (value(256, 352), value(260, 360), value(264, 368))
    let rest = 1 - (b * b + c * c + d * d)
    let a = rest < 1e-7 ? 0 : rest.squareRoot()
    if a == 0 {
      // A half turn: rounding may leave the vector part a little longer than one.
      let norm = (b * b + c * c + d * d).squareRoot()
      (b, c, d) = (b / norm, c / norm, d / norm)
    }
    let flip: Double = pixdim[0] < 0 ? -1 : 1
    let s = SIMD3(pixdim[1], pixdim[2], pixdim[3] * flip) * unit
    return Affine(
      columns: [
        SIMD3(a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)) * s.x,
        SIMD3(2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)) * s.y,
        SIMD3(2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - b * b - c * c) * s.z,
      ],
      origin: SIMD3(value(268, 376), value(272, 384), value(276, 392)) * unit)
  }
}
