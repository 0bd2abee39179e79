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
    dataset.add(.specificCharacterSet, "CS", "ISO_IR 192")
    for (tag, representation) in [
      (.studyDate, "DA"), (.studyTime, "TM"), (.accessionNumber, "SH"), (.referringPhysician, "PN"),
      (.patientBirthDate, "DA"),
      (.patientSex, "CS"), (.positionReferenceIndicator, "LO"),
    ] as [(DICOMTag, String)] {
      dataset.add(tag, representation, "")
    }
    dataset.add(.modality, "CS", modality)
    dataset.add(.manufacturer, "LO", "SegWarden")
    dataset.add(.modelName, "LO", "phantom")
    dataset.add(.deviceSerialNumber, "LO", "1")
    dataset.add(.softwareVersions, "LO", "1")
    dataset.add(.patientName, "PN", "Phantom")
    dataset.add(.patientID, "LO", "phantom")
    dataset.add(.studyInstance, "UI", study)
    dataset.add(.seriesInstance, "UI", series)
    dataset.add(.studyID, "SH", "1")
    dataset.add(.seriesNumber, "IS", "\(number)")
    dataset.add(.frameOfReference, "UI", frameOfReference)
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
