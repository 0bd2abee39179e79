internal import CJPEGCodec

extension RasterImage {
  /// Decodes a JPEG in memory to grey or RGB in 8 bits, pixels in the order of the file. At most 65500 pixels a side,
  /// within the budget of its file.
  ///
  /// Throws `ReadError`; missing and damaged data, which other readers fill with grey, are errors.
  init(jpeg bytes: [UInt8], for file: InputFile) throws {
    var image = jpeg_codec_image()
    var message = [CChar](repeating: 0, count: 256)
    let status = jpeg_codec_decode(
      bytes, bytes.count, file.remaining.mostSamples(palette: false), &image, &message, message.count)
    if status == JPEG_CODEC_TOO_LARGE { throw file.remaining.refusal(samples: image.byte_count, palette: false) }
    guard status == JPEG_CODEC_OK, let stored = image.samples else { throw Self.jpegError(status, message) }
    defer { jpeg_codec_free_image(&image) }
    try file.claim(image.byte_count, ReadBudget.bytesPerSample(palette: false), for: "the picture's samples")
    let samples = UnsafeBufferPointer(start: stored, count: image.byte_count).map { UInt16($0) }
    self.init(
      width: Int(image.width), height: Int(image.height), colours: image.channels == 3 ? .rgb : .grey, bitDepth: 8,
      channels: Int(image.channels), samples: samples)
  }

  private static func jpegError(_ status: jpeg_codec_status, _ words: [CChar]) -> ReadError {
    switch status {
    case JPEG_CODEC_TRUNCATED: .codec("JPEG", .truncated, words)
    case JPEG_CODEC_UNSUPPORTED, JPEG_CODEC_NO_MEMORY: .codec("JPEG", .unsupported, words)
    default: .codec("JPEG", .damaged, words)
    }
  }
}
