/// Hands over the frames of an object one after the other, decompressed.
struct FrameReader: ~Copyable {
  let format: PixelFormat
  private let syntax: TransferSyntax
  /// Whether the bytes of the file lie in words of the other byte order.
  private let swapsWords: Bool
  private var bytes: DICOMBytes
  private var fragments: FragmentReader?
  /// Bytes that the pixels have more than the frames need.
  private(set) var leftOver = 0

  /// Throws `.damaged` or `.truncated` where the pixel data cannot hold the frames.
  init(_ file: consuming DICOMFile, format: PixelFormat) throws {
    let pixels = try file.neededPixels()
    try Self.check(pixels, file.syntax, format)
    try file.checkFrames(format)
    self.format = format
    syntax = file.syntax
    swapsWords = file.syntax.isBigEndian && (pixels.representation == "OW" || format.width == 2)
    // An even number of bytes is the rule.
    let more = pixels.length.map { $0 - format.allBytes } ?? 0
    leftOver = more <= 1 ? 0 : more
    fragments = pixels.length == nil ? FragmentReader(syntax: file.syntax, frames: format.frames) : nil
    bytes = file.bytes
  }

  private static func check(_ pixels: DICOMFile.Pixels, _ syntax: TransferSyntax, _ format: PixelFormat) throws {
    guard pixels.tag == DICOMTag.pixelData.number else {
      throw ReadError(
        code: .unsupported, message: "\(DICOMTag.floatPixelData) and its like are not read; integers in Pixel Data are."
      )
    }
    let isNative = syntax.pixels == .native
    guard isNative == (pixels.length != nil) else {
      throw ReadError(
        code: .damaged,
        message:
          "\(DICOMTag.pixelData) is \(isNative ? "in fragments, and \(syntax.name) has none" : "in one piece, and \(syntax.name) has fragments"). "
          + "Export it again.")
    }
    // The last byte of an odd number lies behind the one that fills its word.
    guard !syntax.isBigEndian || pixels.representation != "OW" || format.frameBytes.isMultiple(of: 2) else {
      throw ReadError(
        code: .unsupported,
        message: "\(syntax.name) with frames of an odd number of bytes is not read; store the object little-endian.")
    }
  }

  /// Where the pixels come from.
  var file: InputFile { bytes.file }

  /// Whether each frame is in fragments of its own.
  var isCompressed: Bool { fragments != nil }

  /// The next bytes of frames that are stored without borders, whatever frame they belong to; `count` is even except at
  /// the end.
  mutating func readNative(into buffer: UnsafeMutableRawBufferPointer) throws {
    guard try bytes.read(into: buffer) == buffer.count else { throw DICOMBytes.cutOff("the pixels") }
    guard swapsWords else { return }
    for at in stride(from: 0, to: buffer.count - 1, by: 2) { buffer.swapAt(at, at + 1) }
  }

  /// The next frame: `format.frameBytes` bytes; samples in the byte order of this machine.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws {
    guard fragments != nil else { return try readNative(into: buffer) }
    guard let frame = try fragments?.next(&bytes) else { return }
    switch syntax.pixels {
    case .native: return
    case .encapsulated:
      guard frame.count >= buffer.count, frame.count <= buffer.count + 1 else { throw wrongSize(frame.count) }
      buffer.copyBytes(from: frame.prefix(buffer.count))
    case .deflated:
      let inflated = try RawDeflate.inflate(frame[...], limit: buffer.count + 1, what: "frames")
      guard inflated.count >= buffer.count else { throw wrongSize(inflated.count) }
      buffer.copyBytes(from: inflated.prefix(buffer.count))
    case .runLengths: try RunLengthFrame.decode(frame, format, into: buffer)
    case .jpeg2000: try FrameDecoding.jpeg2000(frame, format, into: buffer)
    case .compressed(let kind): try FrameDecoding.dcmtk(frame, kind, syntax.name, format, into: buffer)
    }
  }

  /// Throws where fragments are left behind the last frame.
  mutating func finish() throws { try fragments?.finish(&bytes) }

  private func wrongSize(_ count: Int) -> ReadError {
    ReadError(
      code: .damaged,
      message:
        "a frame of \(DICOMTag.pixelData) has \(count) bytes, and \(format.rows) × \(format.columns) pixels need "
        + "\(format.frameBytes). Copy or export the file again.")
  }
}
