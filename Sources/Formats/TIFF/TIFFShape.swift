internal import CTIFFCodec

/// What the pages of a stack have in common.
struct TIFFShape: Hashable {
  let width: Int
  let height: Int
  let bits: Int
  /// Samples per pixel.
  let channels: Int
  /// TIFF's own number: 1 unsigned, 2 signed, 3 floating point.
  let format: Int
  /// TIFF's own number: 0 white is zero, 1 black is zero, 2 RGB, 3 palette.
  let photometric: Int
  /// The bytes of a sample after decoding.
  let sampleBytes: Int
  let palette: [SIMD3<UInt8>]
}

extension TIFFShape {
  init(_ page: tiff_codec_page) {
    var palette: [SIMD3<UInt8>] = []
    if let red = page.red, let green = page.green, let blue = page.blue {
      let count = 1 << Int(page.bits)
      // Some programs write colours of 8 bits where the format has 16.
      let isWide = (0..<count).contains { max(red[$0], green[$0], blue[$0]) > 255 }
      let shift: UInt16 = isWide ? 8 : 0
      palette = (0..<count).map {
        SIMD3(
          UInt8(truncatingIfNeeded: red[$0] >> shift), UInt8(truncatingIfNeeded: green[$0] >> shift),
          UInt8(truncatingIfNeeded: blue[$0] >> shift))
      }
    }
    self.init(
      width: Int(page.width), height: Int(page.height), bits: Int(page.bits), channels: Int(page.channels),
      format: Int(page.format), photometric: Int(page.photometric), sampleBytes: Int(page.sample_bytes),
      palette: palette)
  }

  /// How a sample is stored after decoding.
  var storage: VoxelStorage {
    get throws {
      switch (format, bits) {
      case (1, 32): .uint32
      case (1, 64): .uint64
      case (2, 8): .int8
      case (2, 16): .int16
      case (2, 32): .int32
      case (2, 64): .int64
      case (3, 32): .float32
      case (3, 64): .float64
      default:
        throw ReadError(
          code: .unsupported,
          message: "the samples have \(bits) bits in TIFF's format \(format), which is not read; save them as uint8 or "
            + "uint16.")
      }
    }
  }
}
