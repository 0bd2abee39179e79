package import Volume

/// DICOM: segmentation objects, structure sets with contours, and image series in a folder, a file or an object with
/// many frames.
///
/// Uncompressed in either byte order, deflated, RLE, JPEG, JPEG-LS and JPEG 2000.
package enum DICOM: Format {
  package static let name = "DICOM"
  package static let endings = [".dcm", ".dicom"]
  package static let holdsObjects = true
  package static let contents = FormatContents(
    names: true, codes: true, spacing: true, orientation: true, overlaps: true,
    writtenBy: "highdicom, dcmqi, 3D Slicer, ITK-SNAP's and MONAI's exporters, treatment planning systems (RTSTRUCT)")

  /// What an object holds.
  enum Content: Hashable {
    case mask, image
  }

  static let structureSetStorage = "1.2.840.10008.5.1.4.1.1.481.3"

  package static func recognises(head: [UInt8]) -> Bool { DICOMFile.recognises(head: head) }

  /// What a file holds; nil for one that is no DICOM object, or that is neither. What describes segments or regions is
  /// a mask whatever its class says, so that a damaged one is never passed over as an image. Throws a `ReadError` for a
  /// damaged one. Cost: the header.
  static func content(of input: InputFile) throws -> Content? {
    guard recognises(head: try FormatRegistry.head(of: input)) else { return nil }
    return content(of: try DICOMFile(input))
  }

  /// What an object is that has been opened: a file is opened once.
  static func content(of file: borrowing DICOMFile) -> Content? {
    let dataset = file.dataset
    let classes = [SegmentationObject.storage, SegmentationObject.labelMapStorage, structureSetStorage]
    if dataset.string(.sopClass).map(classes.contains) == true { return .mask }
    if ["SEG", "RTSTRUCT"].contains(dataset.string(.modality)) || dataset.has(.segments)
      || dataset.has(.structureSetROIs) || dataset.has(.segmentationType)
    {
      return .mask
    }
    return file.pixels == nil ? nil : .image
  }

  package static func readMask(_ input: InputFile) throws -> MaskReading { try readMask(input, as: MaskRequest()) }

  /// Reads a segmentation object or a structure set straight into runs.
  ///
  /// - Parameter request: with the image that it belongs to: segments are put on its grid where their frames lie on its
  ///   slices, contours are filled on it.
  package static func readMask(_ input: InputFile, as request: MaskRequest) throws -> MaskReading {
    let file = try DICOMFile(input)
    let kind = file.dataset.string(.sopClass)
    switch kind {
    case SegmentationObject.storage, SegmentationObject.labelMapStorage:
      return try SegmentationObject(file, request).read()
    case structureSetStorage:
      return try StructureSet(file.dataset, of: input).read(on: request.image, budget: input.remaining)
    default:
      let modality = file.dataset.string(.modality).map { " (\(DICOMTag.modality) \($0.prefix(16)))" } ?? ""
      throw ReadError(
        code: .notAMask,
        message: "the object is neither a segmentation (SEG) nor a structure set (RTSTRUCT)\(modality): "
          + "\(file.pixels == nil ? "it holds no mask" : "it is an image, not a mask").")
    }
  }

  package static func readHeader(_ input: InputFile) throws -> FileHeader {
    try DICOMSeries([SeriesSlice(DICOMFile(input))].compactMap(\.self)).header
  }

  /// Reads an image of one slice, or of many frames. Memory: four bytes for each voxel and channel.
  package static func readImage(_ input: InputFile) throws -> IntensityVolume {
    let file = try DICOMFile(input)
    let series = try DICOMSeries([SeriesSlice(file)].compactMap(\.self))
    var intensities = try SeriesIntensities(series, budget: input.remaining)
    try intensities.read(file, slice: 0)
    return intensities.volume
  }
}
