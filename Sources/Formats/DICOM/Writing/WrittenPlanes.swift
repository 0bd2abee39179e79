internal import Volume

/// How a grid's slices lie in the patient, as DICOM writes it (PS3.3, C.7.6.2): in LPS.
struct WrittenPlanes {
  /// The directions of rows and of columns.
  let orientation: [Double]
  /// The distances of rows and of columns.
  let spacing: [Double]
  /// The distance of slices.
  let step: Double
  private let affine: Affine

  /// Throws a `WriteError` for a grid whose place in the patient is not known, or whose axes are not perpendicular.
  init(_ grid: Grid) throws {
    guard let affine = grid.affine else {
      throw WriteError(
        code: .unsupported, message: "a DICOM object says where it lies in the patient, and this grid does not.")
    }
    let spacing = affine.spacing
    let units = (0..<3).map { patientAxes(affine.columns[$0] / spacing[$0]) }
    guard [(0, 1), (0, 2), (1, 2)].allSatisfy({ abs((units[$0.0] * units[$0.1]).sum()) < 1e-4 }) else {
      throw WriteError(
        code: .unsupported, message: "the slices of a DICOM object are perpendicular, and this grid's not.")
    }
    orientation = (0..<3).map { units[0][$0] } + (0..<3).map { units[1][$0] }
    self.spacing = [spacing.y, spacing.x]
    step = spacing.z
    self.affine = affine
  }

  /// The centre of a slice's first pixel.
  func position(_ slice: Int) -> [Double] {
    let place = patientAxes(affine.origin + affine.columns[2] * Double(slice))
    return (0..<3).map { place[$0] }
  }
}
