internal import CPNGCodec

extension RasterImage {
  /// Decodes a PNG in memory; checksums are checked. At most 65535 pixels a side, within the budget of its file. Throws
  /// `ReadError`.
  init(png bytes: [UInt8], for file: InputFile) throws {
    // The colour type stands in the header chunk, which comes first.
    let isPalette = bytes.count > 25 && bytes[25] == 3
    var image = png_codec_image()
    var message = [CChar](repeating: 0, count: 256)
    let status = png_codec_decode(
      bytes, bytes.count, file.remaining.mostSamples(palette: isPalette), &image, &message, message.count)
    if status == PNG_CODEC_TOO_LARGE { throw file.remaining.refusal(samples: image.byte_count, palette: isPalette) }
    guard status == PNG_CODEC_OK, let stored = image.samples else { throw Self.pngError(status, message) }
    defer { png_codec_free_image(&image) }
    try file.claim(image.byte_count, ReadBudget.bytesPerSample(palette: isPalette), for: "the picture's samples")
    let count = Int(image.width) * Int(image.height) * Int(image.channels)
    let samples = [UInt16](unsafeUninitializedCapacity: count) { buffer, initialised in
      if image.bytes_per_sample == 2 {
        let raw = UnsafeRawPointer(stored)
        for at in 0..<count { buffer[at] = raw.load(fromByteOffset: 2 * at, as: UInt16.self) }
      } else {
        for at in 0..<count { buffer[at] = UInt16(stored[at]) }
      }
      initialised = count
    }
    let colours: Colours
    switch image.colour_type {
    case 3:
      colours = withUnsafeBytes(of: image.palette) { entries in
        .palette(
          (0..<Int(image.palette_count)).map { SIMD3(entries[3 * $0], entries[3 * $0 + 1], entries[3 * $0 + 2]) })
      }
    case 2, 6: colours = .rgb
    default: colours = .grey
    }
    self.init(
      width: Int(image.width), height: Int(image.height), colours: colours, bitDepth: Int(image.bit_depth),
      channels: Int(image.channels), samples: samples)
  }

  private static func pngError(_ status: png_codec_status, _ words: [CChar]) -> ReadError {
    switch status {
    case PNG_CODEC_TRUNCATED: .codec("PNG", .truncated, words)
    case PNG_CODEC_UNSUPPORTED, PNG_CODEC_NO_MEMORY: .codec("PNG", .unsupported, words)
    default: .codec("PNG", .damaged, words)
    }
  }
}
