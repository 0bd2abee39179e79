package import Volume

/// DICOM: segmentation objects, structure sets with contours, and image series in a folder, a file or an object with
/// many frames.
///
/// Uncompressed in either byte order, deflated, RLE, JPEG, JPEG-LS and JPEG 2000.
package enum DICOM: Format {
  package static let name = "DICOM"
  package static let endings = [".dcm", ".dicom"]

  private static let structureSetStorage = "1.2.840.10008.5.1.4.1.1.481.3"

  package static func recognises(head: [UInt8]) -> Bool { DICOMFile.recognises(head: head) }

  package static func parts(of path: String) -> [String] { DICOMSeries.parts(of: path) }

  package static func readMask(path: String) throws -> MaskReading { try readMask(path: path, of: nil) }

  /// Reads a segmentation object or a structure set straight into runs.
  ///
  /// - Parameter image: the image that it belongs to: segments are put on its grid where their frames lie on its
  ///   slices, contours are filled on it.
  package static func readMask(path: String, of image: SourceImage?) throws -> MaskReading {
    let file = try DICOMFile(path: path)
    let kind = file.dataset.string(.sopClass)
    switch kind {
    case SegmentationObject.storage, SegmentationObject.labelMapStorage:
      return try SegmentationObject(file, image: image).read()
    case structureSetStorage:
      return try StructureSet(file.dataset).read(on: image)
    default:
      let modality = file.dataset.string(.modality).map { " (\(DICOMTag.modality) \($0.prefix(16)))" } ?? ""
      throw ReadError(
        code: .notAMask,
        message: "the object is neither a segmentation (SEG) nor a structure set (RTSTRUCT)\(modality): "
          + "\(file.pixels == nil ? "it holds no mask" : "it is an image, not a mask").")
    }
  }

  package static func readHeader(path: String) throws -> FileHeader {
    let series = try DICOMSeries(path: path)
    return FileHeader(
      grid: series.grid, discrepancies: series.discrepancies.map { HeaderDiscrepancy($0) }, series: series.identity)
  }

  /// Reads an image series. Memory: four bytes for each voxel and channel.
  package static func readImage(path: String) throws -> IntensityVolume {
    try DICOMSeries(path: path).intensities()
  }
}
