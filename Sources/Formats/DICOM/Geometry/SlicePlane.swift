internal import Numerics
internal import Volume

/// How the pixels of a slice lie in the patient, without the place of the slice: the directions in which columns and
/// rows count, and the sides of a pixel (PS3.3, C.7.6.2). Directions are in DICOM's frame (LPS).
struct SlicePlane: Hashable {
  /// The direction in which the column index grows, of length 1.
  let row: SIMD3<Double>
  /// The direction in which the row index grows, of length 1.
  let column: SIMD3<Double>
  /// Millimetres between the centres of neighbouring columns (x) and of neighbouring rows (y).
  let spacing: SIMD2<Double>

  /// Perpendicular to the slice, of length 1.
  var normal: SIMD3<Double> { Numerics.cross(row, column) }

  /// How far directions may miss a right angle or the length 1, which they are rounded to.
  private static let tolerance = 1e-3

  /// - Parameters:
  ///   - orientation: six numbers: the direction of rows, then that of columns.
  ///   - spacing: the distance of rows, then that of columns.
  init(orientation: [Double], spacing: [Double]) throws {
    let row = SIMD3(orientation[0], orientation[1], orientation[2])
    let column = SIMD3(orientation[3], orientation[4], orientation[5])
    let (a, b) = (length(row), length(column))
    guard abs(a - 1) <= Self.tolerance, abs(b - 1) <= Self.tolerance, abs(dot(row, column)) <= Self.tolerance else {
      throw ReadError(
        code: .damaged,
        message:
          "\(DICOMTag.imageOrientation) must hold two directions of length 1 at a right angle; their lengths are "
          + "\(a) and \(b), the cosine between them \(dot(row, column)). Export it again.")
    }
    guard spacing.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw ReadError(
        code: .damaged,
        message:
          "\(DICOMTag.pixelSpacing) is \(spacing[0]) and \(spacing[1]) mm; both must be above 0. Export it again.")
    }
    self.row = row / a
    self.column = column / b
    self.spacing = SIMD2(spacing[1], spacing[0])
  }

  /// The largest angle, in degrees, between the directions of two planes.
  func angle(to other: SlicePlane) -> Double {
    max(Self.degrees(row, other.row), Self.degrees(column, other.column))
  }

  /// The angle between two directions; the tangent is exact where the cosine is not.
  static func degrees(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
    arcTangent(length(Numerics.cross(a, b)), dot(a, b)) * 180 / Double.pi
  }
}

/// DICOM counts x to the patient's left and y to the back (LPS); here both are reversed (RAS).
func patientAxes(_ lps: SIMD3<Double>) -> SIMD3<Double> { SIMD3(-lps.x, -lps.y, lps.z) }
