internal import CTIFFCodec
internal import Volume

/// The pages of a TIFF as one volume: i the column, j the row, k the page.
struct TIFFStack {
  let grid: Grid
  private let shape: TIFFShape
  private let pages: Int
  private let orientation: RasterOrientation?
  private let isLossy: Bool
  private let hasAlpha: Bool
  /// All pages one below the other, as they are stored; empty when only the header was wanted.
  private let samples: [UInt8]

  /// Reads the directories, and the voxels where they are wanted. Throws `.notAMask` for pages that are no slices of
  /// one volume.
  init(_ file: InputFile, readsVoxels: Bool) throws {
    let bytes = try file.rest()
    guard TIFF.recognises(head: Array(bytes.prefix(4))) else {
      throw ReadError(
        code: .notRecognised,
        message: bytes.isEmpty
          ? "the file is empty; check what wrote it." : "the file starts like no TIFF; check what wrote it.")
    }
    // libtiff's copy of the file.
    try file.claim(bytes.count, for: "the file's contents")
    var reader = try TIFFPages(bytes, budget: file.remaining)
    var first: (shape: TIFFShape, orientation: Int)?
    var description = TIFFDescription(nil)
    var resolution = (x: 0.0, y: 0.0)
    var samples: [UInt8] = []
    var (pages, isLossy, hasAlpha) = (0, false, false)
    while let page = try reader.next() {
      guard page.is_copy == 0 else { continue }
      let shape = TIFFShape(page)
      try VoxelLayout.checkSize([shape.width, shape.height, pages + 1], components: shape.channels)
      if let first {
        guard first.shape == shape, first.orientation == Int(page.orientation) else {
          throw ReadError(
            code: .notAMask,
            message: "page \(pages + 1) differs from the first one in size, type or colours (\(shape.width) × "
              + "\(shape.height) after \(first.shape.width) × \(first.shape.height)), so the pages are no slices of one "
              + "volume. Save them as files of their own.")
        }
      } else {
        first = (shape, Int(page.orientation))
        description = TIFFDescription(page.description.map { String(cString: $0) })
        resolution = (Double(page.x_resolution), Double(page.y_resolution))
      }
      isLossy = isLossy || page.is_lossy != 0
      hasAlpha = hasAlpha || page.has_alpha != 0
      if readsVoxels {
        try file.claim(
          shape.width * shape.height, shape.channels, ReadBudget.bytesPerSample(palette: shape.photometric == 3),
          shape.sampleBytes > 2 ? 2 : 1, for: "page \(pages + 1) of \(shape.width) × \(shape.height) pixels")
        try reader.decode(page, into: &samples)
      }
      pages += 1
    }
    guard let first else { throw ReadError(code: .damaged, message: "the TIFF holds no page of its own size.") }
    try description.check(pages: pages)
    shape = first.shape
    orientation = RasterOrientation(first.orientation)
    (self.pages, self.isLossy, self.hasAlpha, self.samples) = (pages, isLossy, hasAlpha, samples)
    let turns = orientation?.swapsSides ?? false
    let size = VoxelIndex(turns ? shape.height : shape.width, turns ? shape.width : shape.height, pages)
    let lengths = description.spacing(pages: pages, resolution: resolution)
    grid = Grid(size: size, spacing: lengths.map { turns ? SIMD3($0.y, $0.x, $0.z) : $0 })
  }

  private func image() throws -> RasterImage {
    let count = samples.count / shape.sampleBytes
    var values: [UInt16] = []
    values.reserveCapacity(count)
    samples.withUnsafeBytes { bytes in
      for at in 0..<count {
        values.append(
          shape.sampleBytes == 1
            ? UInt16(bytes[at]) : bytes.loadUnaligned(fromByteOffset: 2 * at, as: UInt16.self))
      }
    }
    // White is zero: levels are turned so that black is, as everywhere else.
    if shape.photometric == 0 {
      let full = UInt16((1 << shape.bits) - 1)
      for at in values.indices { values[at] = full - min(full, values[at]) }
    }
    let colours: RasterImage.Colours =
      shape.photometric == 3 ? .palette(shape.palette) : shape.photometric == 2 ? .rgb : .grey
    let channels = shape.channels
    let wanted = colours == .rgb ? 3 : 1
    guard channels >= wanted, channels == wanted || channels == wanted + 1 else {
      throw ReadError(
        code: .notAMask,
        message: "each pixel holds \(channels) values, as in a picture of several channels; save one channel per file.")
    }
    // An extra sample that is no opacity is another channel, and which of the two is meant nobody says.
    guard channels == wanted || hasAlpha || colours == .rgb else {
      throw ReadError(
        code: .notAMask, message: "each pixel holds \(channels) values of no stated meaning; save one channel per file."
      )
    }
    let stored = RasterImage(
      width: shape.width, height: shape.height * pages, colours: colours, bitDepth: shape.bits, channels: channels,
      samples: values)
    return orientation.map { stored.pagesShown($0, pages: pages) } ?? stored
  }

  /// Whether samples are levels of a picture: whole, at least 0, of up to 16 bits.
  private var areLevels: Bool { shape.format == 1 && shape.bits <= 16 }

  func mask(budget: ReadBudget) throws -> MaskReading {
    let notes = orientation.map { [$0.note] } ?? []
    guard areLevels else { return try labels(budget, notes: notes) }
    let image = try image()
    let reading: MaskReading
    if isLossy {
      reading = try RasterMask.lossy(image, budget: budget, notes: notes)
    } else if let labels = try RasterMask.labels(image, budget: budget, notes: notes) {
      reading = labels
    } else {
      reading = try RasterMask.exact(image, budget: budget, notes: notes)
    }
    return MaskReading(
      segmentation: Segmentation(
        grid: grid, structures: reading.segmentation.structures, axes: pages > 1 ? 3 : 2), notes: reading.notes)
  }

  /// Pages of signed, long or floating-point numbers.
  private func labels(_ budget: ReadBudget, notes: [String]) throws -> MaskReading {
    guard shape.channels == 1, orientation == nil else {
      throw ReadError(
        code: .unsupported,
        message: "pages of \(shape.bits)-bit numbers are read with one value a pixel, stored from the top left; "
          + "save one channel, without an orientation.")
    }
    var encoder = RunEncoder(
      decoder: LabelDecoder(storage: try shape.storage, isBigEndian: false), grid: grid, budget: budget)
    try samples.withUnsafeBytes { try encoder.encode(rows: $0) }
    let structures = encoder.structures().map { Structure(value: $0.value, name: nil, runs: $0.runs) }
    return MaskReading(
      segmentation: Segmentation(grid: grid, structures: structures, axes: pages > 1 ? 3 : 2), notes: notes)
  }

  func image(for file: InputFile) throws -> IntensityVolume {
    if areLevels {
      let volume = try image().intensities()
      return IntensityVolume(grid: grid, channels: volume.channels, values: volume.values)
    }
    guard shape.channels == 1, orientation == nil else {
      throw ReadError(
        code: .unsupported,
        message: "pages of \(shape.bits)-bit numbers are read with one value a pixel, stored from the top left.")
    }
    var values: [Float] = []
    values.reserveCapacity(grid.count)
    let decoder = IntensityDecoder(storage: try shape.storage, isBigEndian: false)
    samples.withUnsafeBytes { decoder.append($0, to: &values) }
    return IntensityVolume(grid: grid, values: values)
  }
}
