internal import CPNGCodec
internal import Volume

/// A PNG as it is stored: no gamma, no colour conversion, no scaling of levels; an index of a palette stays an index.
struct PNGImage {
  enum Colours: Hashable {
    case grey, rgb
    /// Red, green, blue per index.
    case palette([SIMD3<UInt8>])
  }

  let width: Int
  let height: Int
  let colours: Colours
  /// Bits per stored sample: 1, 2, 4, 8 or 16.
  let bitDepth: Int
  /// Samples per pixel, with alpha.
  let channels: Int
  /// `width * height * channels` samples, row after row, top first.
  let samples: [UInt16]

  /// The samples of a pixel that are colours: 1 or 3.
  var colourChannels: Int { colours == .rgb ? 3 : 1 }
  var hasAlpha: Bool { channels > colourChannels }
  /// The largest value that a sample can take.
  var fullScale: UInt16 { UInt16((1 << bitDepth) - 1) }
  /// i is the column, j the row. A PNG says nothing reliable of lengths.
  var grid: Grid { Grid(size: VoxelIndex(width, height, 1), spacing: nil) }

  /// Decodes a file in memory; checksums are checked. At most 65535 pixels a side and 2 GiB.
  init(bytes: [UInt8]) throws {
    var image = png_codec_image()
    var message = [CChar](repeating: 0, count: 256)
    let status = png_codec_decode(bytes, bytes.count, &image, &message, message.count)
    guard status == PNG_CODEC_OK, let stored = image.samples else { throw Self.error(status, message) }
    defer { png_codec_free_image(&image) }
    width = Int(image.width)
    height = Int(image.height)
    bitDepth = Int(image.bit_depth)
    channels = Int(image.channels)
    let count = width * height * channels
    samples = Array(unsafeUninitializedCapacity: count) { buffer, initialised in
      if image.bytes_per_sample == 2 {
        let raw = UnsafeRawPointer(stored)
        for at in 0..<count { buffer[at] = raw.load(fromByteOffset: 2 * at, as: UInt16.self) }
      } else {
        for at in 0..<count { buffer[at] = UInt16(stored[at]) }
      }
      initialised = count
    }
    switch image.colour_type {
    case 3:
      colours = withUnsafeBytes(of: image.palette) { entries in
        .palette(
          (0..<Int(image.palette_count)).map { SIMD3(entries[3 * $0], entries[3 * $0 + 1], entries[3 * $0 + 2]) })
      }
    case 2, 6: colours = .rgb
    default: colours = .grey
    }
  }

  private static func error(_ status: png_codec_status, _ text: [CChar]) -> ReadError {
    let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return switch status {
    case PNG_CODEC_TRUNCATED:
      ReadError(code: .truncated, message: "the PNG is incomplete (\(reason)); copy or export it again.")
    case PNG_CODEC_UNSUPPORTED, PNG_CODEC_NO_MEMORY:
      ReadError(code: .unsupported, message: "the PNG cannot be read: \(reason).")
    default: ReadError(code: .damaged, message: "the PNG is damaged (\(reason)); copy or export it again.")
    }
  }
}
