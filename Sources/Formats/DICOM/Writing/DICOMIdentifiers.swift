internal import Digest
internal import Volume

/// The identifiers of an image series and of what refers to it, made from a name: the same name gives the same ones.
///
/// They have the root 2.25, under which anybody may make UIDs of 128 bits (PS3.5, B.2).
package struct DICOMIdentifiers: Sendable {
  private let name: String

  package init(of name: String) { self.name = name }

  /// What wrote a file: the implementation class.
  static let implementation = DICOMIdentifiers(of: "SegWarden").uid("implementation")

  var study: String { uid("study") }
  var series: String { uid("series") }
  var frameOfReference: String { uid("frame of reference") }
  func slice(_ number: Int) -> String { uid("slice \(number)") }
  var segmentationSeries: String { uid("segmentation series") }
  var segmentation: String { uid("segmentation") }
  var dimensions: String { uid("dimensions") }

  private func uid(_ what: String) -> String {
    let digits = SHA256.of("\(name): \(what)").prefix(32)
    return "2.25.\(UInt128(digits, radix: 16) ?? 0)"
  }

  /// What all objects of one patient and study say, and where the patient's axes lie.
  func add(to dataset: inout DICOMDatasetBuilder, modality: String, series: String, number: Int) {
    dataset.add(0x0008_0005, "CS", "ISO_IR 192")
    for (tag, representation) in [
      (0x0008_0020, "DA"), (0x0008_0030, "TM"), (0x0008_0050, "SH"), (0x0008_0090, "PN"), (0x0010_0030, "DA"),
      (0x0010_0040, "CS"), (0x0020_1040, "LO"),
    ] as [(UInt32, String)] {
      dataset.add(tag, representation, "")
    }
    dataset.add(0x0008_0060, "CS", modality)
    dataset.add(0x0008_0070, "LO", "SegWarden")
    dataset.add(0x0008_1090, "LO", "phantom")
    dataset.add(0x0018_1000, "LO", "1")
    dataset.add(0x0018_1020, "LO", "1")
    dataset.add(0x0010_0010, "PN", "Phantom")
    dataset.add(0x0010_0020, "LO", "phantom")
    dataset.add(0x0020_000D, "UI", study)
    dataset.add(0x0020_000E, "UI", series)
    dataset.add(0x0020_0010, "SH", "1")
    dataset.add(0x0020_0011, "IS", "\(number)")
    dataset.add(0x0020_0052, "UI", frameOfReference)
  }
}

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
    let units = (0..<3).map { Self.lps(affine.columns[$0] / spacing[$0]) }
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
    let place = Self.lps(affine.origin + affine.columns[2] * Double(slice))
    return (0..<3).map { place[$0] }
  }

  private static func lps(_ ras: SIMD3<Double>) -> SIMD3<Double> { SIMD3(-ras.x, -ras.y, ras.z) }
}
