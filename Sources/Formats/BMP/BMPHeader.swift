/// The headers of a bitmap. Fields follow Microsoft's BITMAPFILEHEADER and BITMAPINFOHEADER to BITMAPV5HEADER.
struct BMPHeader {
  let width: Int
  let height: Int
  /// Rows stand from the bottom up unless the height is negative.
  let isTopDown: Bool
  let bits: Int
  /// 0 plain, 1 run lengths of 8 bits, 2 of 4 bits, 3 masks of bits.
  let compression: Int
  let palette: [SIMD3<UInt8>]
  /// The bits of red, green, blue and opacity in a pixel of 16 or 32 bits.
  let masks: [UInt32]
  /// The byte of the first pixel.
  let offset: Int

  init(_ bytes: [UInt8]) throws {
    let h = HeaderBytes(bytes: bytes, isBigEndian: false)
    guard BMP.recognises(head: bytes) else {
      throw ReadError(
        code: .notRecognised,
        message: bytes.isEmpty
          ? "the file is empty; check what wrote it."
          : "the file starts like no BMP, which begins with the letters BM and a header of known length.")
    }
    let length = Int(h.int32(14))
    guard bytes.count >= 14 + length else {
      throw ReadError(code: .truncated, message: "the file ends inside its header. Copy or export it again.")
    }
    let isOld = length == 12
    width = isOld ? Int(h.integer(18, as: UInt16.self)) : Int(h.int32(18))
    let rows = isOld ? Int(h.integer(20, as: UInt16.self)) : Int(h.int32(22))
    (height, isTopDown) = (abs(rows), rows < 0)
    bits = Int(h.integer(isOld ? 24 : 28, as: UInt16.self))
    let planes = Int(h.integer(isOld ? 22 : 26, as: UInt16.self))
    compression = isOld || length < 40 ? 0 : Int(h.int32(30))
    try VoxelLayout.checkSize([width, height, 1])
    guard planes == 1 else {
      throw ReadError(code: .damaged, message: "the header counts \(planes) planes (byte 26); a bitmap has one.")
    }
    guard [1, 4, 8, 16, 24, 32].contains(bits) else {
      throw ReadError(code: .damaged, message: "the header gives \(bits) bits per pixel, which bitmaps do not have.")
    }
    let fits = [0: true, 1: bits == 8, 2: bits == 4, 3: bits == 16 || bits == 32, 6: bits == 16 || bits == 32]
    guard let known = fits[compression] else {
      throw ReadError(
        code: .unsupported,
        message: "the bitmap is packed with method \(compression), which is not read; save it plainly, or as PNG.")
    }
    guard known, !isTopDown || compression == 0 || compression == 3 || compression == 6 else {
      throw ReadError(
        code: .damaged, message: "the header's packing (\(compression)) does not go with \(bits) bits per pixel.")
    }
    offset = Int(h.integer(10, as: UInt32.self))
    // Behind a header of 40 bytes the masks follow; longer ones hold them.
    let masksFollow = length == 40 && (compression == 3 || compression == 6)
    let end = 14 + length + (masksFollow ? compression == 6 ? 16 : 12 : 0)
    masks = Self.masks(h, bits, compression, hasAlpha: length >= 56 || compression == 6)
    let used = length >= 40 ? Int(h.integer(46, as: UInt32.self)) : 0
    let entry = isOld ? 3 : 4
    let most = bits <= 8 ? 1 << bits : 0
    let declared = bits <= 8 ? used == 0 ? most : used : 0
    guard declared <= most, end + declared * entry <= bytes.count, offset >= end, offset <= bytes.count else {
      throw ReadError(
        code: declared <= most && offset >= end ? .truncated : .damaged,
        message: "the header places \(declared) colours and the first pixel (byte \(offset)) where the file, "
          + "\(bytes.count) bytes, does not have them.")
    }
    // A short palette reaches to the pixels at most.
    let count = min(declared, (offset - end) / entry)
    palette = (0..<count).map { place in
      let at = end + place * entry
      return SIMD3(bytes[at + 2], bytes[at + 1], bytes[at])
    }
    guard bits > 8 || !palette.isEmpty else {
      throw ReadError(code: .damaged, message: "the pixels are colour numbers, and the file has no palette for them.")
    }
  }

  private static func masks(_ h: HeaderBytes, _ bits: Int, _ compression: Int, hasAlpha: Bool) -> [UInt32] {
    if compression == 3 || compression == 6 {
      return (0..<(hasAlpha ? 4 : 3)).map { h.integer(54 + 4 * $0, as: UInt32.self) }
    }
    return bits == 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0xff00, 0xff]
  }
}
