internal import Digest

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
