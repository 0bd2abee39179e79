internal import Volume

/// The header of an MGH file: 284 bytes, big-endian. Fields follow FreeSurfer's description
/// (surfer.nmr.mgh.harvard.edu/fswiki/FsTutorial/MghFormat).
struct MGHHeader {
  let layout: VoxelLayout
  let notes: [String]

  private static let length = 284

  /// Whether the first bytes are a version of 1, sizes and a known type: the format has no signature.
  static func recognises(_ head: [UInt8]) -> Bool {
    let h = HeaderBytes(bytes: head, isBigEndian: true)
    guard head.count >= 30, h.int32(0) == 1 else { return false }
    return (1...3).allSatisfy { (1..<(1 << 24)).contains(h.int32(4 * $0)) } && (0...20).contains(h.int32(20))
  }

  init(reading bytes: inout InflatingBytes) throws {
    let head = try bytes.read(count: Self.length)
    let h = HeaderBytes(bytes: head, isBigEndian: true)
    guard head.count >= 4, h.int32(0) == 1 else {
      throw ReadError(
        code: .notRecognised,
        message: head.isEmpty
          ? "the file is empty; check what wrote it."
          : "the file starts like no MGH file; MGH begins with the number 1. Check what wrote it.")
    }
    guard head.count == Self.length else {
      throw ReadError(code: .truncated, message: "the file ends inside the MGH header. Copy or export it again.")
    }
    let size = (1...3).map { Int(h.int32(4 * $0)) }
    try VoxelLayout.checkSize(size)
    let frames = Int(h.int32(16))
    guard frames == 1 else {
      throw ReadError(
        code: frames > 1 ? .notAMask : .damaged,
        message:
          "the header counts \(frames) frames (byte 16); a label mask and an image have one. Save one volume per file.")
    }
    let storage = try Self.storage(Int(h.int32(20)))
    let (grid, notes) = try Self.grid(h, size)
    layout = VoxelLayout(storage: storage, isBigEndian: true, grid: grid.withSliceLast)
    self.notes = notes
  }

  private static func storage(_ code: Int) throws -> VoxelStorage {
    switch code {
    case 0: return .uint8
    case 1: return .int32
    case 3: return .float32
    case 4: return .int16
    case 10: return .uint16
    default:
      throw ReadError(
        code: (0...20).contains(code) ? .unsupported : .damaged,
        message: "the header names the type \(code) (byte 20), which is not read; types are 0 (uint8), 1 (int32), "
          + "3 (float), 4 (int16) and 10 (uint16).")
    }
  }

  /// `vox2ras`: the directions of the axes times their spacing, around the place of the middle voxel (size / 2).
  private static func grid(_ h: HeaderBytes, _ size: [Int]) throws -> (Grid, [String]) {
    let voxels = VoxelIndex(size[0], size[1], size[2])
    let isGood = h.int16(28)
    guard isGood == 1 else {
      guard isGood == 0 else {
        throw ReadError(
          code: .damaged, message: "the header's flag for positions (byte 28) is \(isGood), neither 0 nor 1.")
      }
      return (
        Grid(size: voxels, spacing: nil), ["The header says that it has neither spacing nor positions (goodRASFlag 0)."]
      )
    }
    let numbers = (0..<15).map { Double(h.float32(30 + 4 * $0)) }
    var columns: [SIMD3<Double>] = []
    var middle = SIMD3<Double>.zero
    for axis in 0..<3 {
      let at = 3 + 3 * axis
      columns.append(SIMD3(numbers[at], numbers[at + 1], numbers[at + 2]) * numbers[axis])
      middle += columns[axis] * (Double(size[axis]) / 2)
    }
    let affine = Affine(columns: columns, origin: SIMD3(numbers[12], numbers[13], numbers[14]) - middle)
    let scale = affine.spacing.x * affine.spacing.y * affine.spacing.z
    guard numbers.allSatisfy(\.isFinite), (0..<3).allSatisfy({ numbers[$0] > 0 }), scale > 0, scale.isFinite,
      abs(affine.determinant) > 1e-6 * scale
    else {
      throw ReadError(
        code: .damaged,
        message:
          "the header's spacing and directions (from byte 30 on) are no invertible transform, so positions in the "
          + "patient are undefined.")
    }
    // Directions are one long; a longer one is damage that moves all voxels.
    let long = (0..<3).first { abs(affine.spacing[$0] - numbers[$0]) > 0.01 * numbers[$0] }
    if let axis = long {
      throw ReadError(
        code: .damaged,
        message: "the header's direction of axis \(axis) (byte \(42 + 12 * axis)) is "
          + "\(affine.spacing[axis] / numbers[axis]) long instead of 1.")
    }
    return (Grid(size: voxels, affine: affine), [])
  }
}
