internal import CBZip2

/// Unpacks bzip2, several streams one after the other as one. Memory: less than 4 MB, whatever the data.
struct BZip2Stream: ~Copyable {
  private let stream: UnsafeMutablePointer<bz_stream>
  /// Whether all streams that began have ended.
  private(set) var isBetweenStreams = true

  init() throws {
    stream = .allocate(capacity: 1)
    stream.initialize(to: bz_stream())
  }

  deinit {
    if !isBetweenStreams { BZ2_bzDecompressEnd(stream) }
    stream.deallocate()
  }

  /// Unpacks what fits. Returns how much was taken and made; a stream's checksums are checked as it ends.
  mutating func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws -> (taken: Int, made: Int) {
    guard !input.isEmpty || !isBetweenStreams else { return (0, 0) }
    if isBetweenStreams {
      stream.pointee = bz_stream()
      guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
        throw ReadError(code: .tooLarge, message: "there is not enough memory to unpack bzip2 data.")
      }
      isBetweenStreams = false
    }
    let room = min(output.count, 1 << 30)
    // The library reads from it and has no word for that.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    stream.pointee.avail_out = UInt32(room)
    let status = BZ2_bzDecompress(stream)
    let done = (input.count - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out))
    switch status {
    case BZ_OK: return done
    case BZ_STREAM_END:
      BZ2_bzDecompressEnd(stream)
      isBetweenStreams = true
      return done
    case BZ_MEM_ERROR: throw ReadError(code: .tooLarge, message: "there is not enough memory to unpack bzip2 data.")
    default:
      throw ReadError(code: .damaged, message: "the bzip2 data are damaged. Copy or export the file again.")
    }
  }
}
