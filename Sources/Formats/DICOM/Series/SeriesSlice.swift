internal import Volume

/// One file of an image series: its header, and what the header says of its place.
struct SeriesSlice {
  let dataset: DICOMDataset
  let format: PixelFormat

  /// A file's header; nil for an object that is no image (a segmentation, contours, a report).
  init?(_ file: borrowing DICOMFile) throws {
    guard try !Self.isOther(file.dataset), file.pixels != nil else { return nil }
    dataset = file.dataset
    format = try PixelFormat(file.dataset)
    if format.frames > 1 { try file.claimFrames(format) }
  }

  private static func isOther(_ dataset: DICOMDataset) throws -> Bool {
    let kind = dataset.string(.sopClass) ?? ""
    return kind == SegmentationObject.storage || kind == SegmentationObject.labelMapStorage || !dataset.has(.rows)
  }

  var series: String { dataset.string(.seriesInstance) ?? "" }
  var instance: String { dataset.string(.sopInstance) ?? "" }

  /// Where the slice lies; nil where the image has no place in the patient, as a radiograph.
  func place() throws -> FramePlane? {
    guard let position = try dataset.vector(.imagePosition, count: 3),
      let directions = try dataset.vector(.imageOrientation, count: 6),
      let spacing = try dataset.vector(.pixelSpacing, count: 2)
    else { return nil }
    return FramePlane(
      plane: try SlicePlane(orientation: directions, spacing: spacing),
      position: SIMD3(position[0], position[1], position[2]),
      stated: try [DICOMTag.spacingBetweenSlices, .sliceThickness].compactMap { try dataset.number($0) })
  }

  /// Whether another reading of the file found the same object at the same place, with pixels of the same form.
  func isSame(as other: SeriesSlice) -> Bool {
    let places: [DICOMTag] = [.imagePosition, .imageOrientation, .pixelSpacing]
    return format == other.format && series == other.series && instance == other.instance
      && places.allSatisfy { dataset.string($0) == other.dataset.string($0) }
  }
}
