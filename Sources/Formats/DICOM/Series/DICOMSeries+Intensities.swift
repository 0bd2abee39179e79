internal import Volume

extension DICOMSeries {
  /// The intensities of all slices, scaled as their files say. Slices that the series lacks hold no number (NaN).
  /// Memory: four bytes for each voxel and channel, and a frame.
  func intensities() throws -> IntensityVolume {
    let format = slices[0].format
    try checkColours(format)
    let channels = format.samples
    let area = format.count
    var places: [[Int: Int]] = slices.map { _ in [:] }
    for (slice, source) in order.enumerated() {
      if let source { places[source.file][source.frame] = slice }
    }
    let count = area * order.count
    var failure: (any Error)?
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      buffer.initialize(repeating: .nan)
      do {
        for (file, slice) in slices.enumerated() where !places[file].isEmpty {
          try Self.read(slice, to: buffer, area: area, places[file])
        }
      } catch {
        failure = error
      }
      filled = count
    }
    if let failure { throw failure }
    return IntensityVolume(
      grid: grid, channels: channels, values: values, discrepancies: discrepancies.map { HeaderDiscrepancy($0) },
      series: identity)
  }

  private static func read(
    _ slice: SeriesSlice, to values: UnsafeMutableBufferPointer<Float>, area: Int, _ places: [Int: Int]
  ) throws {
    // The file is opened once more: what it says now is what counts, and must be what was planned with.
    let file = try DICOMFile(path: slice.path)
    let format = try PixelFormat(file.dataset)
    guard format == slice.format else {
      throw ReadError(code: .damaged, message: "a file of the series changed while it was read; try again.")
    }
    let dataset = file.dataset
    let groups = try FunctionalGroups(dataset, frames: format.frames)
    var frames = try FrameReader(file, format: format)
    var current = (frame: -1, stored: try StoredValues(format, scaling: dataset))
    let isPlanar = format.isPlanar && format.samples == 3 && !frames.isCompressed
    let width = format.columns * format.samples
    try frames.readRows { frame, row, bytes in
      guard let place = places[frame] else { return }
      if current.frame != frame, !groups.isEmpty {
        let own = try groups.group(.pixelValueTransformation, of: frame)
        current = (frame, try StoredValues(format, scaling: own ?? dataset))
      }
      let start = place * area + row * width
      let rows = bytes.count / (width * format.width)
      let target = UnsafeMutableBufferPointer(rebasing: values[start..<(start + rows * width)])
      current.stored.convert(bytes, to: target)
    }
    if isPlanar {
      for place in places.values { interleave(.init(rebasing: values[(place * area)..<((place + 1) * area)])) }
    }
  }

  /// Three planes of colours become pixels of three samples.
  private static func interleave(_ values: UnsafeMutableBufferPointer<Float>) {
    let planes = Array(values)
    let pixels = planes.count / 3
    for pixel in 0..<pixels {
      for channel in 0..<3 { values[3 * pixel + channel] = planes[channel * pixels + pixel] }
    }
  }

  private func checkColours(_ format: PixelFormat) throws {
    let isGrey = format.photometry == "MONOCHROME1" || format.photometry == "MONOCHROME2"
    let isRGB = ["RGB", "YBR_RCT", "YBR_ICT"].contains(format.photometry)
    guard format.samples == 1 ? isGrey : isRGB else {
      throw ReadError(
        code: .unsupported,
        message: "\(DICOMTag.photometricInterpretation) is \(format.photometry.prefix(16)); read are MONOCHROME1, "
          + "MONOCHROME2 and RGB.")
    }
    guard format.allocated > 1 else {
      throw ReadError(code: .unsupported, message: "an image of single bits is not read.")
    }
  }
}
