internal import Formats
internal import Geometry
internal import Volume

/// How a segmentation is written, by the ending of its file.
enum SegmentationForm: Sendable {
  case nifti, segments

  /// Throws a `ProgramError` for an ending that is not written.
  init(of path: String) throws {
    let name = path.lowercased()
    if name.hasSuffix(".nii") || name.hasSuffix(".nii.gz") {
      self = .nifti
    } else if name.hasSuffix(".seg.nrrd") {
      self = .segments
    } else {
      throw ProgramError(
        .usage, "\(path): an export is written as .nii, .nii.gz or .seg.nrrd; give one of these endings.")
    }
  }

  /// Writes a segmentation. Throws a `ProgramError` where the form cannot hold it, or the file cannot be written.
  ///
  /// - Parameter source: where it comes from, for messages.
  func write(_ segmentation: Segmentation, from source: String, to path: String) throws {
    guard self == .segments || !segmentation.hasOverlaps else {
      throw ProgramError(
        .usage, "\(source): structures overlap, and NIfTI holds one value per voxel; write a .seg.nrrd.")
    }
    do {
      switch self {
      case .nifti: try NIfTIWriter.write(segmentation, to: path)
      case .segments: try SegmentationNRRDWriter.write(segmentation, to: path)
      }
    } catch let error as WriteError {
      throw ProgramError(.inputOutput, "\(path): \(error.message)")
    }
  }
}
