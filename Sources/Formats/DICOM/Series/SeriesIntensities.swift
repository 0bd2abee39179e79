internal import Volume

/// The intensities of a series, scaled as its files say, while the files go by. Slices that the series lacks hold no
/// number (NaN).
struct SeriesIntensities {
  private let series: DICOMSeries
  private let area: Int
  private let channels: Int
  private var values: [Float]
  /// For each file the slice that each of its frames is.
  private let places: [[Int: Int]]

  /// Memory: four bytes for each voxel and channel. Throws `.tooLarge` where the budget has no room for them, and
  /// `.unsupported` for colours that are not read.
  init(_ series: DICOMSeries, budget: ReadBudget) throws {
    let format = series.slices[0].format
    try Self.checkColours(format)
    var places: [[Int: Int]] = series.slices.map { _ in [:] }
    for (slice, source) in series.order.enumerated() {
      if let source { places[source.file][source.frame] = slice }
    }
    self.series = series
    self.places = places
    area = format.count
    channels = format.samples
    let count = ReadBudget.product(area, series.order.count)
    try budget.check(
      ReadBudget.product(count, MemoryLayout<Float>.size), for: "the image of \(series.grid.count) voxels")
    values = [Float](repeating: .nan, count: count)
  }

  /// Reads the pixels of one file. Memory: one buffer, or a frame where frames are compressed.
  mutating func read(_ file: consuming DICOMFile, slice: Int) throws {
    let places = places[slice]
    guard !places.isEmpty else { return }
    let dataset = file.dataset
    let format = series.slices[slice].format
    let groups = try FunctionalGroups(dataset, frames: format.frames)
    var frames = try FrameReader(file, format: format)
    var current = (frame: -1, stored: try StoredValues(format, scaling: dataset))
    let isPlanar = format.isPlanar && format.samples == 3 && !frames.isCompressed
    let width = format.columns * format.samples
    let area = area
    try values.withUnsafeMutableBufferPointer { values in
      try frames.readRows { frame, row, bytes in
        guard let place = places[frame] else { return }
        if current.frame != frame, !groups.isEmpty {
          let own = try groups.group(.pixelValueTransformation, of: frame)
          current = (frame, try StoredValues(format, scaling: own ?? dataset))
        }
        let start = place * area + row * width
        let rows = bytes.count / (width * format.width)
        current.stored.convert(bytes, to: UnsafeMutableBufferPointer(rebasing: values[start..<(start + rows * width)]))
      }
      guard isPlanar else { return }
      for place in places.values {
        Self.interleave(.init(rebasing: values[(place * area)..<((place + 1) * area)]))
      }
    }
  }

  /// What was read.
  var volume: IntensityVolume {
    IntensityVolume(
      grid: series.grid, channels: channels, values: values,
      discrepancies: series.discrepancies.map { HeaderDiscrepancy($0) }, series: series.identity)
  }

  /// Three planes of colours become pixels of three samples.
  private static func interleave(_ values: UnsafeMutableBufferPointer<Float>) {
    let planes = Array(values)
    let pixels = planes.count / 3
    for pixel in 0..<pixels {
      for channel in 0..<3 { values[3 * pixel + channel] = planes[channel * pixels + pixel] }
    }
  }

  private static func checkColours(_ format: PixelFormat) throws {
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
