internal import Volume

/// The slices of an image: the files of a series in a folder, one file, or the frames of one.
struct DICOMSeries {
  /// A slice's file and frame, in the order of the lattice; nil where the series has none.
  struct Source {
    let file: Int
    let frame: Int
  }

  let slices: [SeriesSlice]
  let grid: Grid
  let order: [Source?]
  let discrepancies: [HeaderDiscrepancy.Readings]

  /// A series of the slices that its files hold. Throws a `ReadError` where there is none, and where they are not
  /// slices of one volume.
  init(_ slices: [SeriesSlice]) throws {
    guard let first = slices.first else {
      throw ReadError(
        code: .unsupported, message: "there is no image in it: its objects hold segments, contours or other things.")
    }
    let series = Set(slices.map(\.series))
    guard series.count == 1 else {
      throw ReadError(
        code: .unsupported,
        message:
          "the folder holds images of \(series.count) series (\(slices.count) files); put the one that was segmented "
          + "into a folder of its own.")
    }
    for (number, slice) in slices.enumerated() where !slice.format.isLike(first.format) {
      throw ReadError(
        code: .unsupported,
        message: "the images are not of one kind: the first has \(first.format.words), number \(number + 1) "
          + "\(slice.format.words). Put the series that was segmented into a folder of its own.")
    }
    if slices.count == 1, first.format.frames > 1 || first.dataset.has(.sharedGroups) {
      try self.init(frames: first)
    } else if slices.count == 1, try first.place() == nil {
      try self.init(picture: first)
    } else {
      try self.init(stack: slices)
    }
  }

  /// The frames of one object.
  private init(frames slice: SeriesSlice) throws {
    let count = slice.format.frames
    guard let planes = try FunctionalGroups(slice.dataset, frames: count).planes(count) else {
      throw ReadError(
        code: .unsupported,
        message:
          "the \(count) frames have no place in the patient (\(DICOMTag.planePosition)), so that they have no order.")
    }
    let stack = try SliceStack(planes)
    self.slices = [slice]
    (grid, order, discrepancies) = try Self.ordered(
      stack, slice.format, (0..<count).map { Source(file: 0, frame: $0) }, isCopy: { _, _ in false })
  }

  /// Files of one slice each.
  private init(stack slices: [SeriesSlice]) throws {
    guard slices.allSatisfy({ $0.format.frames == 1 }) else {
      throw ReadError(
        code: .unsupported,
        message: "the folder holds \(slices.count) objects, some with several frames; give the file of one.")
    }
    let planes = try slices.enumerated().map { number, slice in
      guard let place = try slice.place() else {
        throw ReadError(
          code: .unsupported,
          message: "image \(number + 1) of \(slices.count) has no place in the patient (\(DICOMTag.imagePosition), "
            + "\(DICOMTag.imageOrientation), \(DICOMTag.pixelSpacing)), so that the slices have no order.")
      }
      return place
    }
    self.slices = slices
    (grid, order, discrepancies) = try Self.ordered(
      try SliceStack(planes), slices[0].format, slices.indices.map { Source(file: $0, frame: 0) },
      isCopy: { slices[$0.file].instance == slices[$1.file].instance })
  }

  /// A picture that does not say where it lies.
  private init(picture slice: SeriesSlice) throws {
    let spacing =
      try slice.dataset.vector(.pixelSpacing, count: 2) ?? slice.dataset.vector(.imagerPixelSpacing, count: 2)
    let lengths = spacing.map { SIMD3($0[1], $0[0], 1) }
    if let lengths, !Grid.isUsable(lengths) {
      throw ReadError(code: .damaged, message: "\(DICOMTag.pixelSpacing) is not above 0. Export it again.")
    }
    slices = [slice]
    grid = Grid(size: VoxelIndex(slice.format.columns, slice.format.rows, 1), spacing: lengths)
    order = [Source(file: 0, frame: 0)]
    discrepancies = []
  }

  private static func ordered(
    _ stack: SliceStack, _ format: PixelFormat, _ sources: [Source], isCopy: (Source, Source) -> Bool
  ) throws -> (Grid, [Source?], [HeaderDiscrepancy.Readings]) {
    var order = [Source?](repeating: nil, count: stack.count)
    var doubled = 0
    for (source, index) in zip(sources, stack.indices) {
      if order[index] == nil { order[index] = source } else { doubled += 1 }
    }
    let filled = stack.count - stack.missing.count
    guard doubled == 0 || doubled % filled != 0 else {
      // Every slice as often as every other: several volumes, or the same files twice.
      let copies = zip(sources, stack.indices).allSatisfy { source, index in
        order[index].map { isCopy($0, source) } ?? false
      }
      guard copies else {
        throw ReadError(
          code: .unsupported,
          message: "every slice is there \(doubled / filled + 1) times: these are several volumes (phases, echoes, "
            + "directions). Put the one that was segmented into a folder of its own.")
      }
      return (
        try stack.grid(columns: format.columns, rows: format.rows), order,
        stack.discrepancies + [.slices(.doubled(doubled))]
      )
    }
    var faults = stack.discrepancies
    if !stack.missing.isEmpty { faults.append(.slices(.missing(stack.missing.count, of: stack.count))) }
    if doubled > 0 { faults.append(.slices(.doubled(doubled))) }
    return (try stack.grid(columns: format.columns, rows: format.rows), order, faults)
  }

  var header: FileHeader {
    FileHeader(grid: grid, discrepancies: discrepancies.map { HeaderDiscrepancy($0) }, series: identity)
  }

  /// What other objects call the series.
  var identity: SeriesIdentity {
    SeriesIdentity(
      series: slices[0].series, frameOfReference: slices[0].dataset.string(.frameOfReference),
      instances: Set(slices.map(\.instance)))
  }
}

extension PixelFormat {
  /// Whether images with two formats can be slices of one volume.
  fileprivate func isLike(_ other: PixelFormat) -> Bool {
    rows == other.rows && columns == other.columns && samples == other.samples
  }

  fileprivate var words: String {
    "\(columns) × \(rows) pixels" + (samples > 1 ? " in colour" : "")
  }
}
