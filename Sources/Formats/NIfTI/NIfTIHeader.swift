internal import Volume

/// The header of a NIfTI-1 or NIfTI-2 file, in either byte order. Field offsets follow nifti1.h and nifti2.h.
struct NIfTIHeader {
  let isBigEndian: Bool
  let storage: VoxelStorage
  let grid: Grid
  /// How many axes the header counts, of two or three.
  let axes: Int
  /// Byte offset of the first voxel in the file that holds the data.
  let voxelOffset: Int
  /// Whether the data are in a separate `.img` file.
  let isPair: Bool
  /// Value = slope × stored + intercept; nil when the header asks for no scaling.
  let scaling: (slope: Double, intercept: Double)?
  /// The length of the header proper: 348 or 540.
  let length: Int
  /// Where the header contradicts itself.
  let discrepancies: [HeaderDiscrepancy]
  /// What a person should know about how the header was read.
  let notes: [String]

  static let firstLength = 348
  static let secondLength = 540

  /// Whether the first bytes of a file can be a NIfTI header.
  static func recognises(_ head: [UInt8]) -> Bool {
    head.count >= 4
      && [firstLength, secondLength].contains { length in
        let n = UInt32(length)
        return Array(head[0..<4]) == n.littleEndianBytes || Array(head[0..<4]) == Array(n.littleEndianBytes.reversed())
      }
  }

  /// Reads a header from its first 348 (NIfTI-1) or 540 (NIfTI-2) bytes.
  init(_ bytes: [UInt8]) throws {
    let little = HeaderBytes(bytes: bytes, isBigEndian: false)
    let isBig = little.int32(0) != Int32(Self.firstLength) && little.int32(0) != Int32(Self.secondLength)
    let h = HeaderBytes(bytes: bytes, isBigEndian: isBig)
    let version = h.int32(0) == Int32(Self.secondLength) ? 2 : 1
    isBigEndian = isBig
    length = version == 2 ? Self.secondLength : Self.firstLength
    guard bytes.count >= length else {
      throw ReadError(code: .truncated, message: "the file ends inside the NIfTI header. Copy or export it again.")
    }

    let magic = String(decoding: version == 2 ? bytes[4..<7] : bytes[344..<347], as: UTF8.self)
    switch magic {
    case "n+1", "n+2": isPair = false
    case "ni1", "ni2": isPair = true
    default:
      throw ReadError(
        code: .damaged,
        message: "the header's signature (byte \(version == 2 ? 4 : 344)) is not NIfTI's; an ANALYZE file has no "
          + "orientation and is not read. Convert it to NIfTI.")
    }

    let code = Int(version == 2 ? h.int16(12) : h.int16(70))
    storage = try Self.storage(code)

    let dim = (0..<8).map { version == 2 ? Int(h.int64(16 + 8 * $0)) : Int(h.int16(40 + 2 * $0)) }
    let size = try Self.size(dim)
    axes = min(3, max(2, dim[0]))
    var pixdim = (0..<8).map { version == 2 ? h.float64(104 + 8 * $0) : Double(h.float32(76 + 4 * $0)) }
    // Beyond the dimensions in use the spacing is undefined, often 0, and would spoil what is known of the others.
    for axis in 1...3 where axis > dim[0] && !(pixdim[axis] > 0) { pixdim[axis] = 1 }
    let unit = NIfTIUnit(code: version == 2 ? Int(h.int32(500)) : Int(bytes[123]))

    let offset = version == 2 ? Double(h.int64(168)) : Double(h.float32(108))
    guard offset.isFinite, offset < Double(1 << 31), offset >= 0 else {
      throw ReadError(
        code: .damaged, message: "the header places the first voxel at byte \(offset), which no file has.")
    }
    // Behind the header four bytes say whether extensions follow; no voxel can lie before their end.
    let least = isPair ? 0 : length + 4
    voxelOffset = max(least, Int(offset))
    notes =
      offset > 0 && Int(offset) < least
      ? ["The header places the first voxel at byte \(Int(offset)), inside itself; it was read from byte \(least) on."]
      : []

    let slope = version == 2 ? h.float64(176) : Double(h.float32(112))
    let intercept = version == 2 ? h.float64(184) : Double(h.float32(116))
    guard !slope.isFinite || slope == 0 || intercept.isFinite else {
      throw ReadError(
        code: .damaged,
        message: "the header scales the voxels with slope \(slope) and an intercept that is no number, so their values "
          + "are undefined. Save the mask without scaling.")
    }
    let scales = slope.isFinite && slope != 0 && !(slope == 1 && intercept == 0)
    scaling = scales ? (slope, intercept) : nil

    let transforms = Transforms(header: h, version: version, pixdim: pixdim, unit: unit)
    let stored = try transforms.grid(size: size)
    grid = stored.withSliceLast
    discrepancies =
      transforms.discrepancies(of: stored, axes: axes)
      + Self.datatype(code, storage, stated: Int(version == 2 ? h.int16(14) : h.int16(72)))
  }

  private static func storage(_ code: Int) throws -> VoxelStorage {
    switch code {
    case 2: return .uint8
    case 4: return .int16
    case 8: return .int32
    case 16: return .float32
    case 64: return .float64
    case 256: return .int8
    case 512: return .uint16
    case 768: return .uint32
    case 1024: return .int64
    case 1280: return .uint64
    case 128, 2304:
      throw ReadError(
        code: .notAMask,
        message: "the voxels are RGB colours (NIfTI datatype \(code)): this is a rendered picture, not a label mask.")
    case 32, 1792, 2048:
      throw ReadError(
        code: .notAMask, message: "the voxels are complex numbers (NIfTI datatype \(code)), not labels.")
    case 1, 1536:
      throw ReadError(
        code: .unsupported, message: "NIfTI datatype \(code) is not read; save the mask as uint8 or int16.")
    default:
      throw ReadError(code: .damaged, message: "the header names datatype \(code), which NIfTI does not define.")
    }
  }

  private static func size(_ dim: [Int]) throws -> VoxelIndex {
    guard (1...7).contains(dim[0]) else {
      throw ReadError(code: .damaged, message: "the header gives \(dim[0]) dimensions; NIfTI allows 1 to 7.")
    }
    let used = dim[1...dim[0]]
    guard used.allSatisfy({ $0 >= 1 }) else {
      throw ReadError(
        code: .damaged,
        message:
          "the header gives the size \(used.map(String.init).joined(separator: " × ")); every number must be at least 1."
      )
    }
    // Not their product, which may wrap around to 1.
    let further = used.dropFirst(3).filter { $0 > 1 }
    guard further.isEmpty else {
      throw ReadError(
        code: .notAMask,
        message: "the file holds \(further.map(String.init).joined(separator: " × ")) volumes in \(dim[0]) dimensions; "
          + "a label mask has one. Save one volume per file.")
    }
    let size = VoxelIndex(used[1], dim[0] > 1 ? dim[2] : 1, dim[0] > 2 ? dim[3] : 1)
    guard size.i < 1 << 24, size.j < 1 << 24, size.k < 1 << 24, size.j * size.k < 1 << 31 else {
      throw ReadError(
        code: .damaged, message: "the header gives the size \(size.i) × \(size.j) × \(size.k), which no scan has.")
    }
    return size
  }

  private static func datatype(_ code: Int, _ storage: VoxelStorage, stated: Int) -> [HeaderDiscrepancy] {
    let bits = 8 * storage.width
    return bits == stated ? [] : [HeaderDiscrepancy(.datatype(code: code, bits: bits, stated: stated))]
  }
}

extension UInt32 {
  var littleEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> UInt32(8 * $0)) } }
}
