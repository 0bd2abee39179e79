internal import CTIFFCodec

/// The pages of a TIFF in memory, one after the other.
struct TIFFPages: ~Copyable {
  /// The file's bytes, which libtiff reads as it goes.
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let codec: OpaquePointer

  /// Opens a file. Throws `ReadError` for what is none.
  init(_ contents: [UInt8], budget: ReadBudget) throws {
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, contents.count))
    _ = bytes.initialize(from: contents)
    var message = [CChar](repeating: 0, count: 256)
    var status = TIFF_CODEC_OK
    let opened = bytes.baseAddress.flatMap {
      tiff_codec_open($0, contents.count, UInt64(max(0, budget.left)), &status, &message, message.count)
    }
    guard let opened else {
      bytes.deallocate()
      throw Self.error(status, message)
    }
    self.bytes = bytes
    codec = opened
  }

  deinit {
    tiff_codec_close(codec)
    bytes.deallocate()
  }

  /// The next page; nil after the last. What a page's pointers lead to is gone with the next one.
  mutating func next() throws -> tiff_codec_page? {
    var page = tiff_codec_page()
    var message = [CChar](repeating: 0, count: 256)
    let status = tiff_codec_next(codec, &page, &message, message.count)
    if status == TIFF_CODEC_END { return nil }
    guard status == TIFF_CODEC_OK else { throw Self.error(status, message) }
    return page
  }

  /// The samples of the page at hand, appended to others.
  mutating func decode(_ page: tiff_codec_page, into samples: inout [UInt8]) throws {
    let count = Int(page.width) * Int(page.height) * Int(page.channels) * Int(page.sample_bytes)
    let old = samples.count
    samples.append(contentsOf: repeatElement(0, count: count))
    var message = [CChar](repeating: 0, count: 256)
    let status = samples.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { tiff_codec_decode(codec, $0 + old, &message, message.count) } ?? TIFF_CODEC_DAMAGED
    }
    guard status == TIFF_CODEC_OK else { throw Self.error(status, message) }
  }

  private static func error(_ status: tiff_codec_status, _ words: [CChar]) -> ReadError {
    let reason = ReadError.text(words)
    return switch status {
    case TIFF_CODEC_UNSUPPORTED, TIFF_CODEC_NO_MEMORY:
      ReadError(code: .unsupported, message: "the TIFF cannot be read: \(reason).")
    default:
      ReadError(code: .damaged, message: "the TIFF is damaged or cut off (\(reason)); copy or export it again.")
    }
  }
}
