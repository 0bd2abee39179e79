/// A frame compressed with run lengths (PS3.5, annex G): a header of sixteen numbers, then a segment for each byte of a
/// sample, the highest first, each packed on its own.
enum RunLengthFrame {
  private static let header = 64

  /// Unpacks a frame into samples in the byte order of this machine, those of one pixel adjacent. Throws `.damaged`
  /// where segments are missing or do not fill the frame.
  static func decode(_ frame: [UInt8], _ format: PixelFormat, into buffer: UnsafeMutableRawBufferPointer) throws {
    let segments = format.samples * format.width
    let reader = ElementReader(encoding: .implicit)
    guard frame.count >= header, Int(reader.number32(frame, 0)) == segments else {
      throw damage("it has no \(segments) segments, one for each byte of a pixel")
    }
    let offsets = (0..<segments).map { Int(reader.number32(frame, 4 + 4 * $0)) } + [frame.count]
    let pixels = format.rows * format.columns
    for segment in 0..<segments {
      let (first, end) = (offsets[segment], offsets[segment + 1])
      guard header <= first, first <= end, end <= frame.count else {
        throw damage("segment \(segment + 1) of \(segments) lies outside of it")
      }
      // Samples of a pixel side by side, and in each the lowest byte first.
      let (sample, byte) = (segment / format.width, format.width - 1 - segment % format.width)
      let place = sample * format.width + byte
      let filled = unpack(frame, first..<end, pixels: pixels, into: buffer, from: place, stride: segments)
      guard filled == pixels else {
        throw damage("segment \(segment + 1) of \(segments) holds \(filled) pixels instead of \(pixels)")
      }
    }
  }

  /// Unpacks one segment to the bytes of a stride; returns how many there are in it, of which no more are written than
  /// there are pixels.
  private static func unpack(
    _ frame: [UInt8], _ range: Range<Int>, pixels: Int, into buffer: UnsafeMutableRawBufferPointer, from place: Int,
    stride: Int
  ) -> Int {
    var (at, filled) = (range.lowerBound, 0)
    while at < range.upperBound {
      let control = Int(frame[at])
      at += 1
      // 128 stands for nothing. The byte that makes a segment even has nothing behind it.
      if control < 128 {
        let count = min(control + 1, range.upperBound - at)
        for step in 0..<max(0, min(count, pixels - filled)) {
          buffer[place + (filled + step) * stride] = frame[at + step]
        }
        filled += count
        at += count
      } else if control > 128, at < range.upperBound {
        let count = 257 - control
        for step in 0..<max(0, min(count, pixels - filled)) { buffer[place + (filled + step) * stride] = frame[at] }
        filled += count
        at += 1
      }
    }
    return filled
  }

  private static func damage(_ what: String) -> ReadError {
    ReadError(
      code: .damaged,
      message: "a frame of \(DICOMTag.pixelData) cannot be unpacked (RLE Lossless): \(what). Copy or export the file "
        + "again.")
  }
}
