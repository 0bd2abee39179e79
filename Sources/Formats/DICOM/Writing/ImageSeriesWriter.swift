internal import FoundationEssentials
package import Volume

/// Writes an image as a series of CT slices, one file each.
package enum ImageSeriesWriter {
  static let storage = "1.2.840.10008.5.1.4.1.1.2"

  /// Writes `slice_0001.dcm` and so on into a folder, which is made: signed numbers of 16 bits, rounded. Throws a
  /// `WriteError` for a picture, colours, and intensities that are no such numbers.
  package static func write(_ image: IntensityVolume, to folder: String, as identifiers: DICOMIdentifiers) throws {
    let size = image.grid.size
    let planes = try WrittenPlanes(image.grid)
    guard image.channels == 1, size.i < 1 << 16, size.j < 1 << 16 else {
      throw WriteError(
        code: .unsupported, message: "an image series is written of grey slices of less than 65,536 × 65,536 pixels.")
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw WriteError(
        code: .refused, message: "the folder cannot be made; check that what it lies in exists and may be written to.")
    }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    let area = size.i * size.j
    for slice in 0..<size.k {
      let dataset = dataset(planes, size, identifiers, slice)
      let number = "\(slice + 1)"
      var file = try DICOMObjectWriting(
        path: "\(prefix)slice_\(String(repeating: "0", count: max(0, 4 - number.count)))\(number).dcm", kind: storage,
        instance: identifiers.slice(slice), dataset, pixels: 2 * area, representation: "OW")
      try file.write(pixels: try bytes(image.values[(slice * area)..<((slice + 1) * area)]))
      try file.finish()
    }
  }

  private static func dataset(
    _ planes: WrittenPlanes, _ size: VoxelIndex, _ identifiers: DICOMIdentifiers, _ slice: Int
  ) -> DICOMDatasetBuilder {
    var dataset = DICOMDatasetBuilder()
    identifiers.add(to: &dataset, modality: "CT", series: identifiers.series, number: 1)
    dataset.add(.imageType, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
    dataset.add(.sliceThickness, decimals: [planes.step])
    dataset.add(.peakVoltage, "DS", "")
    dataset.add(.spacingBetweenSlices, decimals: [planes.step])
    dataset.add(.acquisitionNumber, "IS", "")
    dataset.add(.instanceNumber, "IS", "\(slice + 1)")
    dataset.add(.imagePosition, decimals: planes.position(slice))
    dataset.add(.imageOrientation, decimals: planes.orientation)
    dataset.add(pixels: size, bits: 16, isSigned: true)
    dataset.add(.pixelSpacing, decimals: planes.spacing)
    dataset.add(.rescaleIntercept, "DS", "0")
    dataset.add(.rescaleSlope, "DS", "1")
    dataset.add(.rescaleType, "LO", "HU")
    return dataset
  }

  private static func bytes(_ values: ArraySlice<Float>) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * values.count)
    for value in values {
      guard let number = Int16(exactly: value.rounded()) else {
        throw WriteError(
          code: .unsupported, message: "an intensity of \(value) is written, which 16 bits do not hold.")
      }
      bytes.append(UInt8(truncatingIfNeeded: number))
      bytes.append(UInt8(truncatingIfNeeded: number >> 8))
    }
    return bytes
  }
}
