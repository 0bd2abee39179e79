internal import CPNGCodec

/// A picture could not be made.
package struct PictureError: Error, Hashable, Sendable {
  /// One sentence: why.
  package let message: String
}

extension Canvas {
  /// The canvas as a PNG file without text or time chunks: the same pixels always give the same bytes.
  func png() throws -> [UInt8] {
    var encoded: UnsafeMutablePointer<UInt8>?
    var count = 0
    var message = [CChar](repeating: 0, count: 256)
    let status = png_codec_encode(
      bytes, UInt32(width), UInt32(height), 3, &encoded, &count, &message, message.count)
    guard status == PNG_CODEC_OK, let encoded else {
      let reason = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw PictureError(message: "The picture cannot be encoded: \(reason).")
    }
    defer { png_codec_free_bytes(encoded) }
    return Array(UnsafeBufferPointer(start: encoded, count: count))
  }
}
