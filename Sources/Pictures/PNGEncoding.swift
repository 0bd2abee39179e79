internal import CPNGCodec

extension Canvas {
  /// The canvas as a PNG file without text or time chunks: the same pixels always give the same bytes.
  ///
  /// Up to 256 colours, which grey images with outlines never exceed, are stored as indices of a palette; more, as
  /// those of colour images, as RGB.
  func png() throws -> [UInt8] {
    var encoded: UnsafeMutablePointer<UInt8>?
    var count = 0
    var message = [CChar](repeating: 0, count: 256)
    let status =
      if let indexed = Indexed(self) {
        png_codec_encode_indexed(
          indexed.indices, UInt32(width), UInt32(height), indexed.palette, Int32(indexed.palette.count / 3), &encoded,
          &count, &message, message.count)
      } else {
        png_codec_encode(bytes, UInt32(width), UInt32(height), 3, &encoded, &count, &message, message.count)
      }
    guard status == PNG_CODEC_OK, let encoded else {
      let reason = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw PictureError(code: .notEncoded, message: "The picture cannot be encoded: \(reason).")
    }
    defer { png_codec_free_bytes(encoded) }
    return Array(UnsafeBufferPointer(start: encoded, count: count))
  }
}

/// A canvas as indices of a palette.
private struct Indexed {
  private(set) var indices: [UInt8] = []
  /// Red, green and blue of each colour, in ascending order.
  private(set) var palette: [UInt8] = []

  /// Nil for more than 256 colours.
  init?(_ canvas: Canvas) {
    let keys = (0..<canvas.width * canvas.height).map { (pixel: Int) -> UInt32 in
      let at = 3 * pixel
      let (red, green) = (UInt32(canvas.bytes[at]), UInt32(canvas.bytes[at + 1]))
      return red << 16 | green << 8 | UInt32(canvas.bytes[at + 2])
    }
    var places: [UInt32: UInt8] = [:]
    var last: UInt32?
    for key in keys where key != last {
      last = key
      guard places[key] == nil else { continue }
      guard places.count < 256 else { return nil }
      places[key] = 0
    }
    for (place, key) in places.keys.sorted().enumerated() {
      places[key] = UInt8(place)
      palette += [UInt8(key >> 16), UInt8(key >> 8 & 255), UInt8(key & 255)]
    }
    indices.reserveCapacity(keys.count)
    var known: (key: UInt32, place: UInt8)?
    for key in keys {
      if key != known?.key { known = (key, places[key] ?? 0) }
      indices.append(known?.place ?? 0)
    }
  }
}
