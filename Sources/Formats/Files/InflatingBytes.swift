internal import CISAL

/// The contents of a file, unpacked on the way: as gzip when the file is gzip as a whole, else plain bytes until
/// `startInflating`, since a header in text may come before what is packed.
///
/// Several gzip members follow one another as one stream (RFC 1952, section 2.2), and every member's CRC-32 and length
/// are checked. Memory: two buffers, whatever the size of the file.
struct InflatingBytes: ~Copyable, VoxelBytes {
  /// How bytes are packed: gzip (RFC 1952), zlib (RFC 1950), bzip2.
  enum Packing: Hashable {
    case gzip, zlib, bzip2

    /// How many bytes one packed byte can stand for at most: deflate's longest copies, bzip2's runs of runs.
    var largestRatio: Int { self == .bzip2 ? 1 << 21 : 1032 }
  }

  /// Where the bytes come from.
  let file: InputFile
  private let state: UnsafeMutablePointer<inflate_state>
  private let input: UnsafeMutableRawBufferPointer
  private var fileEnded = false
  private var finished = false
  /// What unpacks what is read now; nil for plain bytes.
  private(set) var packing: Packing?
  private var bzip2: BZip2Stream?
  /// How many bytes of the contents were handed over.
  private(set) var position = 0

  /// A file from where it is now, usually its beginning.
  ///
  /// - Parameters:
  ///   - asStored: leaves the bytes alone even when they start with the signature of gzip.
  ///   - piece: how many bytes are taken from the file at a time, and at once.
  init(_ file: InputFile, asStored: Bool = false, piece: Int = 1 << 17) throws {
    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 16)
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
    packing = !asStored && count >= 2 && input[0] == 0x1f && input[1] == 0x8b ? .gzip : nil
  }

  deinit {
    input.deallocate()
    state.deallocate()
  }

  /// Fills the buffer; returns fewer bytes only at the end of the contents.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard buffer.count > 0 else { return 0 }
    let count: Int
    switch packing {
    case nil: count = try copy(into: buffer)
    case .bzip2: count = try unpack(into: buffer)
    case .gzip, .zlib: count = try inflate(into: buffer)
    }
    position += count
    return count
  }

  /// Throws `.truncated` when the contents cannot be as long as a header promises.
  func expect(_ bytes: Int, of what: String = "voxels") throws {
    // What was taken from a packed file may still be on its way out.
    let left = max(0, file.size - file.position) + Int(state.pointee.avail_in)
    let stored = packing == nil ? left : file.size
    let most = ReadBudget.product(stored, packing?.largestRatio ?? 1)
    guard bytes > most else { return }
    let held =
      packing == nil
      ? "the file has \(stored)" : "and the \(stored) packed bytes of the file can inflate to at most \(most)"
    throw ReadError(
      code: .truncated,
      message: "the header promises \(bytes) bytes of \(what), \(held). Copy or export it again.")
  }

  /// Takes what follows for packed data. Throws `.unsupported` when the file is compressed as a whole already.
  mutating func startInflating(_ packing: Packing = .gzip) throws {
    guard self.packing == nil else {
      throw ReadError(
        code: .unsupported, message: "the file is compressed twice; decompress it once with gunzip.")
    }
    self.packing = packing
    if packing == .zlib { state.pointee.crc_flag = UInt32(ISAL_ZLIB) }
    if packing == .bzip2 { bzip2 = try BZip2Stream() }
  }

  /// Reads to the end and forgets, so that the last checksum is checked. Returns the number of bytes.
  ///
  /// - Parameter promised: the bytes of voxels before, of which a file may hold some times as many; throws `.damaged`
  ///   where there is far more, since a small file may unpack to more than can be looked at.
  mutating func drain(behind promised: Int = 0) throws -> Int {
    let scrap = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { scrap.deallocate() }
    let most = Self.mostLeft(behind: promised)
    var total = 0
    while true {
      let count = try read(into: scrap)
      total += count
      if count < scrap.count { return total }
      guard total <= most else { throw Self.tooMuchLeft(behind: promised, most) }
    }
  }

  /// Eight times as much as was promised, and 256 MiB.
  static func mostLeft(behind promised: Int) -> Int {
    let (sum, overflows) = ReadBudget.product(promised, 8).addingReportingOverflow(1 << 28)
    return overflows ? .max : sum
  }

  static func tooMuchLeft(behind promised: Int, _ most: Int) -> ReadError {
    ReadError(
      code: .damaged,
      message:
        "the header promises \(promised) bytes of voxels, and more than \(most) follow them, so one of the two is "
        + "wrong. Copy or export the file again.")
  }

  /// The next `count` bytes, fewer at the end. Throws `.tooLarge` where the budget has no room for them.
  mutating func read(count: Int) throws -> [UInt8] {
    // A damaged header may ask for any offset; never trust it with one allocation.
    if count > 1 << 20 { try file.remaining.check(count, for: "what stands before the voxels") }
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
    while let byte = try nextByte() {
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

  @inline(__always)
  private mutating func nextByte() throws -> UInt8? {
    if packing == nil {
      try refill()
      guard state.pointee.avail_in > 0, let next = state.pointee.next_in else { return nil }
      state.pointee.next_in = next + 1
      state.pointee.avail_in -= 1
      position += 1
      return next.pointee
    }
    var byte: UInt8 = 0
    return try withUnsafeMutableBytes(of: &byte) { try read(into: $0) } == 1 ? byte : nil
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

  private mutating func unpack(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count, !finished {
      try refill()
      let isLast = fileEnded
      let (taken, made) =
        try bzip2?.unpack(
          .init(start: state.pointee.next_in, count: Int(state.pointee.avail_in)),
          into: .init(rebasing: buffer[filled...])) ?? (0, 0)
      if let next = state.pointee.next_in { state.pointee.next_in = next + taken }
      state.pointee.avail_in -= UInt32(taken)
      filled += made
      if taken == 0, made == 0, state.pointee.avail_in == 0, isLast {
        guard bzip2?.isBetweenStreams == true else { throw Self.cutOff("bzip2") }
        finished = true
      }
    }
    return filled
  }

  private static func cutOff(_ packing: String) -> ReadError {
    ReadError(
      code: .truncated,
      message: "the \(packing) data end in the middle; the file was cut off. Copy or export it again.")
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
      let status = isal_inflate(state)
      let produced = room - Int(state.pointee.avail_out)
      filled += produced
      guard status == ISAL_DECOMP_OK || status == ISAL_END_INPUT else {
        throw Self.error(status, packing == .zlib ? "zlib" : "gzip")
      }
      if state.pointee.block_state != ISAL_BLOCK_FINISH, state.pointee.avail_in == 0, fileEnded, produced == 0 {
        throw Self.cutOff(packing == .zlib ? "zlib" : "gzip")
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
      guard packing == .gzip, next.pointee == 0x1f else {
        throw ReadError(
          code: .damaged, message: "other bytes follow the end of the compressed data. Copy or export the file again.")
      }
      isal_inflate_reset(state)
      state.pointee.crc_flag = UInt32(ISAL_GZIP)
      return true
    }
  }

  private static func error(_ status: Int32, _ packing: String) -> ReadError {
    let what =
      switch status {
      case ISAL_INCORRECT_CHECKSUM: "the \(packing) checksum does not match its contents"
      case ISAL_INVALID_WRAPPER: "the \(packing) header is damaged"
      case ISAL_UNSUPPORTED_METHOD: "the \(packing) header names an unknown compression"
      default: "the \(packing) data are damaged"
      }
    return ReadError(code: .damaged, message: "\(what). Copy or export the file again.")
  }
}
