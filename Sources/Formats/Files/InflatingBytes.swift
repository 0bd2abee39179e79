internal import CISAL

/// The contents of a file, inflated on the way when the file is gzip; plain bytes otherwise.
///
/// What comes before the compressed part (a text header) is read plainly until `startInflating`.
///
/// Several gzip members follow one another as one stream (RFC 1952, section 2.2), and every member's CRC-32 and length
/// are checked. Memory: two buffers, whatever the size of the file.
struct InflatingBytes: ~Copyable, VoxelBytes {
  private var file: FileBytes
  private let state: UnsafeMutablePointer<inflate_state>
  private let input: UnsafeMutableRawBufferPointer
  private var fileEnded = false
  private var finished = false
  /// Whether what is read now comes out of gzip data.
  private(set) var isGzip: Bool
  /// How many bytes of the contents were handed over.
  private(set) var position = 0

  /// Opens a file at its beginning.
  /// - Parameter asStored: leaves the bytes alone even when they start with the signature of gzip.
  init(path: String, asStored: Bool = false) throws {
    var file = try FileBytes(path: path)
    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    let count: Int
    do {
      count = try file.read(into: input)
    } catch {
      input.deallocate()
      throw error
    }
    self.file = file
    self.input = input
    state = .allocate(capacity: 1)
    isal_inflate_init(state)
    state.pointee.crc_flag = UInt32(ISAL_GZIP)
    state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(count)
    fileEnded = count < input.count
    isGzip = !asStored && count >= 2 && input[0] == 0x1f && input[1] == 0x8b
  }

  deinit {
    input.deallocate()
    state.deallocate()
  }

  /// Fills the buffer; returns fewer bytes only at the end of the contents.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard buffer.count > 0 else { return 0 }
    let count = isGzip ? try inflate(into: buffer) : try copy(into: buffer)
    position += count
    return count
  }

  /// Takes what follows for gzip data. Throws `.unsupported` when the file is compressed as a whole already.
  mutating func startInflating() throws {
    guard !isGzip else {
      throw ReadError(
        code: .unsupported, message: "the file is compressed twice; decompress it once with gunzip.")
    }
    isGzip = true
  }

  /// Reads to the end and forgets, so that the last CRC is checked. Returns the number of bytes.
  mutating func drain() throws -> Int {
    let scrap = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { scrap.deallocate() }
    var total = 0
    while true {
      let count = try read(into: scrap)
      total += count
      if count < scrap.count { return total }
    }
  }

  /// The next `count` bytes, fewer at the end.
  mutating func read(count: Int) throws -> [UInt8] {
    // A damaged header may ask for any offset; never trust it with one allocation.
    var bytes: [UInt8] = []
    var left = count
    while left > 0 {
      let piece = min(left, 1 << 20)
      let old = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: piece))
      let got = try bytes.withUnsafeMutableBytes { try read(into: .init(rebasing: $0[old...])) }
      bytes.removeLast(piece - got)
      left -= got
      if got < piece { break }
    }
    return bytes
  }

  /// Passes over the next `count` bytes; false when the contents end before.
  mutating func skip(_ count: Int) throws -> Bool {
    let scrap = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { scrap.deallocate() }
    var left = count
    while left > 0 {
      let piece = min(left, scrap.count)
      guard try read(into: .init(rebasing: scrap[..<piece])) == piece else { return false }
      left -= piece
    }
    return true
  }

  /// The next line without its end, which is a line feed with or without a carriage return before it; nil at the end of
  /// the contents.
  /// - Parameter limit: the longest line in bytes that is believed; a longer one throws `.damaged`.
  mutating func readLine(limit: Int) throws -> [UInt8]? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while try withUnsafeMutableBytes(of: &byte, { try read(into: $0) }) == 1 {
      if byte == UInt8(ascii: "\n") {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
      }
      guard line.count < limit else {
        throw ReadError(
          code: .damaged, message: "a line of text is longer than \(limit) bytes; the file is damaged or no text.")
      }
      line.append(byte)
    }
    return line.isEmpty ? nil : line
  }

  private mutating func copy(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let held = min(Int(state.pointee.avail_in), buffer.count)
    if held > 0, let next = state.pointee.next_in {
      buffer.copyMemory(from: UnsafeRawBufferPointer(start: next, count: held))
      state.pointee.next_in = next + held
      state.pointee.avail_in -= UInt32(held)
    }
    return held + (try file.read(into: .init(rebasing: buffer[held...])))
  }

  private mutating func refill() throws {
    guard state.pointee.avail_in == 0, !fileEnded else { return }
    let count = try file.read(into: input)
    state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(count)
    fileEnded = count < input.count
  }

  private mutating func inflate(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count, !finished {
      try refill()
      if state.pointee.block_state == ISAL_BLOCK_FINISH {
        guard try startNextMember() else { break }
      }
      let room = min(buffer.count - filled, 1 << 30)
      state.pointee.next_out = buffer.baseAddress?.advanced(by: filled).assumingMemoryBound(to: UInt8.self)
      state.pointee.avail_out = UInt32(room)
      let before = (state.pointee.avail_in, state.pointee.block_state)
      let status = isal_inflate(state)
      let produced = room - Int(state.pointee.avail_out)
      filled += produced
      guard status == ISAL_DECOMP_OK || status == ISAL_END_INPUT else { throw Self.error(status) }
      let stuck = produced == 0 && state.pointee.avail_in == before.0 && state.pointee.block_state == before.1
      if state.pointee.block_state != ISAL_BLOCK_FINISH, state.pointee.avail_in == 0, fileEnded, produced == 0 || stuck
      {
        throw ReadError(
          code: .truncated,
          message: "the gzip data end in the middle; the file was cut off. Copy or export it again.")
      }
    }
    return filled
  }

  /// Goes on with the next gzip member; false when the file ends here. Zero bytes after the last member are padding.
  private mutating func startNextMember() throws -> Bool {
    while true {
      try refill()
      guard state.pointee.avail_in > 0, let next = state.pointee.next_in else {
        finished = true
        return false
      }
      if next.pointee == 0 {
        state.pointee.next_in = next + 1
        state.pointee.avail_in -= 1
        continue
      }
      guard next.pointee == 0x1f else {
        throw ReadError(
          code: .damaged, message: "other bytes follow the end of the gzip data. Copy or export the file again.")
      }
      isal_inflate_reset(state)
      state.pointee.crc_flag = UInt32(ISAL_GZIP)
      return true
    }
  }

  private static func error(_ status: Int32) -> ReadError {
    let what =
      switch status {
      case ISAL_INCORRECT_CHECKSUM: "the gzip checksum does not match its contents"
      case ISAL_INVALID_WRAPPER: "the gzip header is damaged"
      case ISAL_UNSUPPORTED_METHOD: "the gzip header names an unknown compression"
      default: "the gzip data are damaged"
      }
    return ReadError(code: .damaged, message: "\(what). Copy or export the file again.")
  }
}
