internal import CZstd

/// Bytes on their way into a Zstandard frame (RFC 8878), piece by piece.
final class ZstdCompressor {
  /// Fast, and small enough for records, which repeat themselves.
  private static let level: Int32 = 6

  private let context: OpaquePointer

  init() throws(FileError) {
    guard let context = ZSTD_createCCtx() else { throw ZstdCompressor.failure("there is no memory for it") }
    self.context = context
    // So that damage is noticed when it is read.
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Self.level)
  }

  deinit { ZSTD_freeCCtx(context) }

  /// What comes out of some bytes; with `isLast` the rest, and the frame's end.
  func compressed(_ bytes: [UInt8], isLast: Bool) throws(FileError) -> [UInt8] {
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())
    var taken = 0
    var code = 0
    repeat {
      let written = bytes.withUnsafeBytes { source in
        block.withUnsafeMutableBytes { target in
          var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: taken)
          var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          code = ZSTD_compressStream2(context, &output, &input, isLast ? ZSTD_e_end : ZSTD_e_continue)
          taken = input.pos
          return output.pos
        }
      }
      guard ZSTD_isError(code) == 0 else { throw Self.failure(String(cString: ZSTD_getErrorName(code))) }
      result += block[..<written]
    } while isLast ? code != 0 : taken < bytes.count
    return result
  }

  static func failure(_ reason: String) -> FileError {
    FileError(code: .other, message: "the compression failed: \(reason)")
  }
}

/// The bytes of Zstandard frames.
enum Zstd {
  /// Throws for damage, and for a frame without its end.
  static func decompressed(_ bytes: [UInt8]) throws(FileError) -> [UInt8] {
    guard let context = ZSTD_createDCtx() else { throw ZstdCompressor.failure("there is no memory for it") }
    defer { ZSTD_freeDCtx(context) }
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: ZSTD_DStreamOutSize())
    var taken = 0
    var code = 1
    while taken < bytes.count {
      let written = bytes.withUnsafeBytes { source in
        block.withUnsafeMutableBytes { target in
          var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: taken)
          var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          code = ZSTD_decompressStream(context, &output, &input)
          taken = input.pos
          return output.pos
        }
      }
      guard ZSTD_isError(code) == 0 else {
        throw FileError(code: .other, message: "it is damaged: \(String(cString: ZSTD_getErrorName(code)))")
      }
      result += block[..<written]
    }
    guard code == 0 else { throw FileError(code: .other, message: "it ends too early") }
    return result
  }
}
