/// What an object with many frames says of each (PS3.3, C.7.6.16): in the frame's own groups, or in those that all
/// share.
struct FunctionalGroups {
  private let shared: DICOMDataset?
  private let perFrame: [DICOMDataset]
  private let root: DICOMDataset
  /// What frames share of the groups that each is asked for.
  private let common: [DICOMTag: DICOMDataset]

  /// The groups that each frame is asked for.
  private static let asked: [DICOMTag] = [
    .pixelMeasures, .planeOrientation, .planePosition, .planePositionSlide, .segmentIdentification,
    .pixelValueTransformation,
  ]

  init(_ root: DICOMDataset, frames: Int) throws {
    self.root = root
    let shared = try root.item(.sharedGroups)
    self.shared = shared
    common = try Self.asked.reduce(into: [:]) { $0[$1] = try shared?.item($1) }
    perFrame = try root.items(.perFrameGroups)
    // Frames that are described and not there are told; a frame that is not described lies nowhere.
    guard perFrame.isEmpty || perFrame.count >= frames else {
      throw ReadError(
        code: .damaged,
        message:
          "\(DICOMTag.perFrameGroups) describes \(perFrame.count) frames, \(DICOMTag.numberOfFrames) is \(frames). "
          + "Export it again.")
    }
  }

  var isEmpty: Bool { shared == nil && perFrame.isEmpty }

  /// The number of frames that are described one by one.
  var described: Int { perFrame.count }

  /// A frame's item of one of the groups that each is asked for, which the frame or all frames give.
  func group(_ tag: DICOMTag, of frame: Int) throws -> DICOMDataset? {
    if perFrame.indices.contains(frame), let own = try perFrame[frame].item(tag) { return own }
    return common[tag]
  }

  /// All items of a group that some frames have: those of their own, and what the others share once.
  func groups(_ tag: DICOMTag, ofAll frames: Int) throws -> [DICOMDataset] {
    let own = perFrame.prefix(frames).filter { $0.has(tag) }
    return try own.flatMap { try $0.items(tag) } + (own.count < frames ? shared?.items(tag) ?? [] : [])
  }

  /// The planes of all frames; nil where nothing says of any how it lies in the patient, as of a radiograph. Throws
  /// `.damaged` where that is said of some.
  func planes(_ frames: Int) throws -> [FramePlane]? {
    let givers = [root, shared].compactMap(\.self) + perFrame
    guard givers.contains(where: { $0.has(.planePosition) || $0.has(.imagePosition) || $0.has(.planePositionSlide) })
    else {
      return nil
    }
    var last: (bytes: [Double], plane: SlicePlane)?
    return try (0..<frames).map { frame in
      let measures = try group(.pixelMeasures, of: frame)
      let orientation = try group(.planeOrientation, of: frame)
      let position = try group(.planePosition, of: frame)
      if position == nil, try group(.planePositionSlide, of: frame) != nil { throw Self.microscopy }
      let spacing = try measures?.vector(.pixelSpacing, count: 2)
      let directions = try orientation?.vector(.imageOrientation, count: 6)
      let place = try position?.vector(.imagePosition, count: 3)
      guard let spacing = try spacing ?? root.vector(.pixelSpacing, count: 2) else {
        throw Self.missing(.pixelSpacing, frame)
      }
      guard let directions = try directions ?? root.vector(.imageOrientation, count: 6) else {
        throw Self.missing(.imageOrientation, frame)
      }
      guard let place = try place ?? root.vector(.imagePosition, count: 3) else {
        throw Self.missing(.imagePosition, frame)
      }
      let key = directions + spacing
      let plane =
        try last.flatMap { $0.bytes == key ? $0.plane : nil } ?? SlicePlane(orientation: directions, spacing: spacing)
      last = (key, plane)
      return FramePlane(
        plane: plane, position: SIMD3(place[0], place[1], place[2]),
        stated: try [DICOMTag.spacingBetweenSlices, .sliceThickness].compactMap {
          try measures?.number($0) ?? root.number($0)
        })
    }
  }

  static let microscopy = ReadError(
    code: .unsupported,
    message: "the object is of a slide under a microscope (\(DICOMTag.planePositionSlide)), which is not read.")

  private static func missing(_ tag: DICOMTag, _ frame: Int) -> ReadError {
    ReadError(
      code: .damaged,
      message: "frame \(frame + 1) has no \(tag), neither of its own nor shared; nobody knows where it lies. Export it "
        + "again.")
  }
}

/// Where a frame lies.
struct FramePlane {
  let plane: SlicePlane
  /// The centre of its first pixel in mm (LPS).
  let position: SIMD3<Double>
  /// Spacing Between Slices and Slice Thickness, as far as they are given.
  let stated: [Double]
}

extension SliceStack {
  /// The stack of some frames. Throws `.unsupported` where they are not parallel or of one pixel size.
  init(_ frames: [FramePlane]) throws {
    guard let first = frames.first else {
      throw ReadError(code: .damaged, message: "\(DICOMTag.numberOfFrames) is 0; there is nothing to read.")
    }
    for (number, frame) in frames.enumerated() where frame.plane != first.plane {
      let angle = frame.plane.angle(to: first.plane)
      let ratio = frame.plane.spacing / first.plane.spacing
      guard angle <= 0.1, abs(ratio.x - 1) <= 0.001, abs(ratio.y - 1) <= 0.001 else {
        throw ReadError(
          code: .unsupported,
          message:
            "slices are not of one lattice: slice \(number + 1) is turned by \(angle)° against the first, its pixels "
            + "are \(frame.plane.spacing.x) × \(frame.plane.spacing.y) mm, those of the first \(first.plane.spacing.x) × "
            + "\(first.plane.spacing.y). Export one orientation at a time.")
      }
    }
    try self.init(positions: frames.map(\.position), plane: first.plane, stated: first.stated)
  }
}
