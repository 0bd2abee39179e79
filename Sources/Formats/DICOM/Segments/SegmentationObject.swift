internal import Volume

/// A DICOM segmentation object (PS3.3, A.51): segments of single bits, of fractions, or as a label map.
struct SegmentationObject: ~Copyable {
  /// How its pixels stand for segments.
  enum Kind: Hashable {
    case bits
    /// A pixel belongs to the segment from this stored value on.
    case fractions(from: Int, of: Int, type: String)
    case labels
  }

  static let storage = "1.2.840.10008.5.1.4.1.1.66.4"
  static let labelMapStorage = "1.2.840.10008.5.1.4.1.1.66.7"

  private let dataset: DICOMDataset
  private let groups: FunctionalGroups
  private let kind: Kind
  private let descriptions: [SegmentDescription]
  private let lattice: FrameLattice
  private let references: [HeaderDiscrepancy.Readings]
  private var frames: FrameReader

  /// Reads all but the pixels.
  ///
  /// - Parameter request: with the image that the segments belong to, on whose grid they are put where they lie on its
  ///   slices, and the least fraction.
  init(_ file: consuming DICOMFile, _ request: MaskRequest) throws {
    let image = request.image
    let dataset = file.dataset
    try Self.refuseTiles(dataset)
    let format = try PixelFormat(dataset)
    guard format.samples == 1 else {
      throw ReadError(
        code: .damaged, message: "\(DICOMTag.samplesPerPixel) is 3; a segmentation has 1. Export it again.")
    }
    try file.claimFrames(format)
    let groups = try FunctionalGroups(dataset, frames: format.frames)
    let kind = try Self.kind(dataset, format, request.leastFraction)
    let lattice = try FrameLattice(
      groups.planes(format.frames), of: format,
      spacing: groups.group(.pixelMeasures, of: 0)?.vector(.pixelSpacing, count: 2), image: image)
    let descriptions = try SegmentDescription.all(in: dataset)
    var references: [HeaderDiscrepancy.Readings] = []
    if let image, image.series != nil {
      references = try ObjectReferences(segmentation: dataset, groups, frames: format.frames).discrepancies(from: image)
    }
    frames = try FrameReader(file, format: format)
    self.dataset = dataset
    self.groups = groups
    self.kind = kind
    self.lattice = lattice
    self.descriptions = descriptions
    self.references = references
  }

  private static func refuseTiles(_ dataset: DICOMDataset) throws {
    let type = dataset.string(.dimensionOrganizationType) ?? ""
    guard type.hasPrefix("TILED") || dataset.has(.containerIdentifier) else { return }
    throw ReadError(
      code: .unsupported,
      message: type.hasPrefix("TILED")
        ? "the frames are tiles (\(DICOMTag.dimensionOrganizationType) is \(type == "TILED_FULL" ? "TILED_FULL" : "TILED_SPARSE")), "
          + "as of a slide under a microscope, which are not read."
        : FunctionalGroups.microscopy.message)
  }

  private static func kind(
    _ dataset: DICOMDataset, _ format: PixelFormat, _ leastFraction: Double
  ) throws -> Kind {
    let name = dataset.string(.segmentationType)
    switch (name, format.allocated) {
    case ("BINARY", 1): return .bits
    case ("FRACTIONAL", 8), ("FRACTIONAL", 16):
      let most = try dataset.integer(.maximumFractionalValue) ?? (1 << format.allocated - 1)
      guard most > 0, most < 1 << format.allocated else {
        throw ReadError(
          code: .damaged,
          message: "\(DICOMTag.maximumFractionalValue) is \(most), and must be 1 to \(1 << format.allocated - 1).")
      }
      let type = dataset.string(.segmentationFractionalType) == "OCCUPANCY" ? "OCCUPANCY" : "PROBABILITY"
      // A share such as 0.55 is no number of a computer's: what it misses by is no level more.
      let least = max(1, Int((leastFraction * Double(most) - 1e-9).rounded(.up)))
      return .fractions(from: least, of: most, type: type)
    case ("LABELMAP", 8), ("LABELMAP", 16): return .labels
    case ("BINARY", _), ("FRACTIONAL", _), ("LABELMAP", _):
      throw ReadError(
        code: .damaged,
        message:
          "\(DICOMTag.segmentationType) is \(name ?? ""), which does not go with \(format.allocated) bits a pixel "
          + "(\(DICOMTag.bitsAllocated)). Export it again.")
    default:
      throw ReadError(
        code: .damaged,
        message: "\(DICOMTag.segmentationType) is none of BINARY, FRACTIONAL and LABELMAP. Export it again.")
    }
  }

  /// Reads the pixels straight into runs. Memory: the runs, and one buffer.
  consuming func read() throws -> MaskReading {
    var found: SegmentFrames
    switch kind {
    case .bits:
      let places: [Int]
      (found, places) = try segmentsOfFrames()
      let slices = lattice.slices
      try BitFrames.encode(&frames) { frame, row, start, end in
        try found.append(places[frame], slice: slices[frame], row: row, start, end)
      }
    case .fractions(let least, _, _):
      let places: [Int]
      (found, places) = try segmentsOfFrames()
      let slices = lattice.slices
      try FractionFrames.encode(&frames, from: least) { frame, row, start, end in
        try found.append(places[frame], slice: slices[frame], row: row, start, end)
      }
    case .labels:
      found = try labels()
    }
    let leftOver = frames.leftOver
    let summary = SegmentSummary(
      found: found, descriptions: descriptions, lattice: lattice, isLabelMap: kind == .labels)
    var notes = summary.notes + lattice.notes
    if case .fractions(let least, let most, let type) = kind {
      notes.append(
        "The segments hold fractions (\(type)); a pixel belongs to its segment from \(least) of \(most) on.")
    }
    var discrepancies = references.map { HeaderDiscrepancy($0) } + summary.discrepancies + lattice.discrepancies
    if groups.described > frames.format.frames {
      discrepancies.append(
        HeaderDiscrepancy(.segments(.framesDescribed(groups.described, held: frames.format.frames))))
    }
    if leftOver > 0 {
      discrepancies.append(
        HeaderDiscrepancy(
          .dataLeftOver(promised: frames.format.allBytes, left: leftOver, slice: max(1, frames.format.frameBytes))))
    }
    return MaskReading(
      segmentation: Segmentation(
        grid: lattice.grid, structures: summary.structures, discrepancies: discrepancies, axes: 3, isListing: true,
        numbering: .object),
      notes: notes)
  }

  /// The segment of each frame, by its place, with an entry for each segment that has one.
  private func segmentsOfFrames() throws -> (SegmentFrames, [Int]) {
    var found = SegmentFrames(height: frames.format.rows, budget: frames.file.remaining)
    let slices = lattice.slices
    let places = try (0..<frames.format.frames).map { frame in
      let group = try groups.group(.segmentIdentification, of: frame)
      guard let number = try group?.integer(.referencedSegmentNumber) else {
        throw ReadError(
          code: .damaged,
          message: "frame \(frame + 1) does not say to which segment it belongs "
            + "(\(DICOMTag.referencedSegmentNumber)). Export it again.")
      }
      let place = found.place(of: number)
      found.begin(place, slice: slices[frame])
      return place
    }
    return (found, places)
  }

  /// The labels of a label map; its background, and what fills it up, are none.
  private mutating func labels() throws -> SegmentFrames {
    let format = frames.format
    guard format.rows * format.frames < Int(Int32.max) else {
      throw ReadError(
        code: .unsupported,
        message: "\(format.frames) frames of \(format.rows) × \(format.columns) pixels are more than is read.")
    }
    let storage: VoxelStorage = format.width == 1 ? .uint8 : .uint16
    // The rows of all frames in the order of the file; they are put on their slices below.
    let all = Grid(size: VoxelIndex(format.columns, format.rows, format.frames), spacing: nil)
    var encoder = RunEncoder(
      decoder: LabelDecoder(storage: storage, isBigEndian: false), grid: all,
      budget: frames.file.remaining)
    try frames.readRows { _, _, bytes in try encoder.encode(rows: bytes) }
    var background: Set<Int> = Set(descriptions.filter(\.isBackground).map(\.number))
    if let padding = try dataset.integer(.pixelPaddingValue) { background.insert(padding) }
    var found = SegmentFrames(height: format.rows, budget: frames.file.remaining)
    for label in encoder.structures() where !background.contains(label.value) {
      let place = found.place(of: label.value)
      var last = -1
      for run in label.runs.all {
        let (frame, row) = (Int(run.row) / format.rows, Int(run.row) % format.rows)
        let slice = lattice.slices[frame]
        if frame != last { found.begin(place, slice: slice) }
        last = frame
        try found.append(place, slice: slice, row: row, Int(run.start), Int(run.end))
      }
    }
    return found
  }
}
