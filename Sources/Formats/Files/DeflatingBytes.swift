internal import CISAL

/// Bytes on their way into a file, as gzip or as they are. Memory: one buffer. The gzip header holds neither a name nor
/// a time, so that the same contents give the same file.
struct DeflatingBytes: ~Copyable {
  private var file: FileWriting
  private let stream: UnsafeMutablePointer<isal_zstream>?
  private let output: UnsafeMutableRawBufferPointer

  init(file: consuming FileWriting, gzip: Bool) {
    self.file = file
    output = .allocate(byteCount: 1 << 16, alignment: 16)
    if gzip {
      let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
      isal_deflate_init(stream)
      stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
      self.stream = stream
    } else {
      stream = nil
    }
  }

  deinit {
    output.deallocate()
    stream?.deallocate()
  }

  mutating func write(_ bytes: [UInt8]) throws {
    guard stream != nil else { return try file.write(bytes) }
    try deflate(bytes, last: false)
  }

  /// Writes what is still held back, closes the file and gives it its final name.
  mutating func finish() throws {
    if stream != nil { try deflate([], last: true) }
    try file.finish()
  }

  private mutating func deflate(_ bytes: [UInt8], last: Bool) throws {
    guard let stream else { return }
    var input = bytes
    try input.withUnsafeMutableBufferPointer { input in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = UInt32(input.count)
      stream.pointee.end_of_stream = last ? 1 : 0
      repeat {
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(output.count)
        guard isal_deflate(stream) == COMP_OK else {
          throw WriteError(code: .refused, message: "the contents cannot be compressed; write a file without .gz.")
        }
        try file.write(.init(rebasing: output[..<(output.count - Int(stream.pointee.avail_out))]))
      } while stream.pointee.avail_out == 0
    }
  }
}
