internal import Digest

/// A DICOM object that was judged, as an object about it refers to it: whose it is, what it is called, and which
/// images it was made of.
package struct JudgedObject: Sendable {
  /// Storage classes of objects that are judged (PS3.4, B.5).
  private static let images = [SegmentationObject.storage, SegmentationObject.labelMapStorage]

  /// What the patient, the study and the equipment's frame are called there; copied as it stands.
  let shared: [(tag: DICOMTag, representation: String, text: String)]
  let reference: ObjectReference
  let study: String
  let series: String
  /// The images that it refers to, by their series.
  let sources: [(series: String, instances: [ObjectReference])]
  /// The digest of the whole file, as a record has it.
  package let digest: String
  /// The segments of a segmentation: their numbers by their labels.
  let segments: [String: Int]
  /// What each of the segments is, as the object codes it.
  let types: [Int: CodeItem]
  /// Whether it has pixels: reports refer to it as an image then.
  var isImage: Bool { Self.images.contains(reference.kind) }

  /// Reads an object's header. Throws a `ReadError` for what is no object that is judged.
  package init(path: String) throws {
    try self.init(InputFile(path: path))
  }

  package init(_ input: InputFile) throws {
    let file = try DICOMFile(input)
    let dataset = file.dataset
    let kind = try dataset.needed(.sopClass, dataset.string(.sopClass))
    guard Self.images.contains(kind) || kind == DICOM.structureSetStorage else {
      throw ReadError(
        code: .unsupported,
        message: "this object is neither a segmentation nor a structure set, so that no report can be about it.")
    }
    reference = ObjectReference(kind: kind, instance: try dataset.needed(.sopInstance, dataset.string(.sopInstance)))
    study = try dataset.needed(.studyInstance, dataset.string(.studyInstance))
    series = try dataset.needed(.seriesInstance, dataset.string(.seriesInstance))
    shared = Self.copied.map { tag, representation in
      (tag, representation, dataset.whole(tag))
    }
    sources = try Self.sources(of: dataset)
    var segments: [String: Int] = [:]
    var types: [Int: CodeItem] = [:]
    for item in try dataset.items(.segments) {
      guard let number = try item.integer(.segmentNumber) else { continue }
      if let label = item.text(.segmentLabel) { segments[label] = number }
      guard let type = try item.item(.segmentedType), let scheme = type.string(.codingSchemeDesignator),
        let value = type.string(.codeValue)
      else { continue }
      types[number] = CodeItem(scheme, value, type.text(.codeMeaning) ?? value)
    }
    (self.segments, self.types) = (segments, types)
    digest = try input.digest()
  }

  /// Elements of the patient and the study, which belong to all objects of one (PS3.3, C.7.1.1 and C.7.2.1).
  private static let copied: [(DICOMTag, String)] = [
    (.patientName, "PN"), (.patientID, "LO"), (.patientBirthDate, "DA"), (.patientSex, "CS"), (.studyInstance, "UI"),
    (.studyDate, "DA"), (.studyTime, "TM"), (.referringPhysician, "PN"), (.studyID, "SH"), (.accessionNumber, "SH"),
  ]

  private static func sources(of dataset: DICOMDataset) throws -> [(series: String, instances: [ObjectReference])] {
    var found: [(series: String, instances: [ObjectReference])] = []
    for series in try dataset.items(.referencedSeries) {
      guard let uid = series.string(.seriesInstance) else { continue }
      found.append((uid, try series.items(.referencedInstances).compactMap(ObjectReference.init)))
    }
    for frame in try dataset.items(.referencedFramesOfReference) {
      for study in try frame.items(.referencedStudies) {
        for series in try study.items(.referencedRTSeries) {
          guard let uid = series.string(.seriesInstance) else { continue }
          found.append((uid, try series.items(.contourImages).compactMap(ObjectReference.init)))
        }
      }
    }
    return found.filter { !$0.instances.isEmpty }
  }
}

/// An object by its class and its own UID.
struct ObjectReference: Hashable, Sendable {
  let kind: String
  let instance: String

  init(kind: String, instance: String) { (self.kind, self.instance) = (kind, instance) }

  /// An item of a sequence of references; nil where it names no object.
  init?(_ item: DICOMDataset) {
    guard let kind = item.string(.referencedClass), let instance = item.string(.referencedInstance) else { return nil }
    self.init(kind: kind, instance: instance)
  }

  var item: DICOMDatasetBuilder {
    var item = DICOMDatasetBuilder()
    item.add(.referencedClass, "UI", kind)
    item.add(.referencedInstance, "UI", instance)
    return item
  }
}
