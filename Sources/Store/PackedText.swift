internal import CISAL

/// Text as the store keeps it: gzip (RFC 1952), UTF-8 inside. A record of 840 findings takes a tenth of its length.
enum PackedText {
  /// The most that a text may unpack to: no record is as long, and a damaged or hostile store may promise anything.
  private static let mostBytes = 1 << 29

  /// Nil where there is no memory for it.
  static func pack(_ text: String) -> [UInt8]? {
    var text = text
    return text.withUTF8 { bytes -> [UInt8]? in
      guard bytes.count < Int(UInt32.max) else { return nil }
      let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
      defer { stream.deallocate() }
      isal_deflate_init(stream)
      stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
      stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
      stream.pointee.avail_in = UInt32(bytes.count)
      stream.pointee.end_of_stream = 1
      return filled { buffer, count in
        stream.pointee.next_out = buffer
        stream.pointee.avail_out = UInt32(count)
        guard isal_deflate(stream) == COMP_OK else { return nil }
        return count - Int(stream.pointee.avail_out)
      }
    }
  }

  /// Nil for bytes that are no gzip of UTF-8, or whose checksum is another.
  static func unpack(_ bytes: [UInt8]) -> String? {
    guard bytes.count < Int(UInt32.max) else { return nil }
    let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    defer { state.deallocate() }
    isal_inflate_init(state)
    state.pointee.crc_flag = UInt32(ISAL_GZIP)
    let unpacked = bytes.withUnsafeBufferPointer { input -> [UInt8]? in
      state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      state.pointee.avail_in = UInt32(input.count)
      return filled { buffer, count in
        state.pointee.next_out = buffer
        state.pointee.avail_out = UInt32(count)
        guard isal_inflate(state) == ISAL_DECOMP_OK else { return nil }
        return count - Int(state.pointee.avail_out)
      }
    }
    guard let unpacked, state.pointee.block_state == ISAL_BLOCK_FINISH else { return nil }
    return String(validating: unpacked, as: UTF8.self)
  }

  /// Bytes from a source that fills a buffer, until it fills one no more.
  private static func filled(_ fill: (UnsafeMutablePointer<UInt8>, Int) -> Int?) -> [UInt8]? {
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
    defer { buffer.deallocate() }
    guard let start = buffer.baseAddress else { return nil }
    var bytes: [UInt8] = []
    while bytes.count <= mostBytes {
      guard let count = fill(start, buffer.count) else { return nil }
      bytes.append(contentsOf: buffer[..<count])
      if count < buffer.count { return bytes }
    }
    return nil
  }
}
