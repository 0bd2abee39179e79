/// Frames of single bits that follow one another without borders, the lowest bit of a byte first (PS3.5, 8.1.1): where
/// a frame has no whole number of bytes, the next one begins within a byte.
enum BitFrames {
  /// Takes a frame, a row of it, and the first column of a run and the one behind it.
  typealias Take = (_ frame: Int, _ row: Int, _ start: Int, _ end: Int) throws -> Void

  /// Finds the runs of all frames while their bytes go by; background costs one comparison for 64 pixels. Memory: one
  /// buffer, or a frame where frames are compressed.
  static func encode(_ frames: inout FrameReader, _ take: Take) throws {
    if frames.isCompressed { try encodeSingly(&frames, take) } else { try encodeStream(&frames, take) }
  }

  private static func encodeStream(_ frames: inout FrameReader, _ take: Take) throws {
    let format = frames.format
    let (width, height) = (format.columns, format.rows)
    let capacity = 1 << 18
    // Eight more, since words are read at any byte.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity + 8, alignment: 16)
    defer { buffer.deallocate() }
    var left = format.allBytes
    // Bytes in the buffer, the bit at which the next row begins, and that row's number in all frames.
    var (held, bit, row) = (0, 0, 0)
    let rows = height * format.frames
    while row < rows {
      // Words of the other byte order are swapped in pairs of bytes.
      let first = (bit >> 3) & ~1
      if first > 0 {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[first..<held]))
        held -= first
        bit -= first << 3
      }
      let more = min(left, (capacity - held) & ~1)
      try frames.readNative(into: .init(rebasing: buffer[held..<(held + more)]))
      left -= more
      held += more
      for at in held..<(held + 8) { buffer[at] = 0 }
      let ready = min(rows - row, (held * 8 - bit) / width)
      guard ready > 0 else { throw DICOMBytes.cutOff("the pixels") }
      try scan(UnsafeRawBufferPointer(buffer), from: bit, rows: row..<(row + ready), width, height, take)
      bit += ready * width
      row += ready
    }
  }

  private static func encodeSingly(_ frames: inout FrameReader, _ take: Take) throws {
    let format = frames.format
    let buffer = try frames.frameBuffer(padding: 8)
    defer { buffer.deallocate() }
    for frame in 0..<format.frames {
      try frames.read(into: .init(rebasing: buffer[..<format.frameBytes]))
      let rows = (frame * format.rows)..<((frame + 1) * format.rows)
      try scan(UnsafeRawBufferPointer(buffer), from: 0, rows: rows, format.columns, format.rows, take)
    }
    try frames.finish()
  }

  /// - Parameters:
  ///   - first: the bit at which the first of the rows begins.
  ///   - rows: their numbers in all frames.
  private static func scan(
    _ buffer: UnsafeRawBufferPointer, from first: Int, rows: Range<Int>, _ width: Int, _ height: Int, _ take: Take
  ) throws {
    let end = first + rows.count * width
    var at = next(buffer, first, end, inverted: 0)
    while at < end {
      let row = (at - first) / width
      let start = first + row * width
      let last = next(buffer, at, start + width, inverted: ~0)
      let number = rows.lowerBound + row
      try take(number / height, number % height, at - start, last - start)
      at = next(buffer, last, end, inverted: 0)
    }
  }

  /// The next bit that is set, or with inverted words that is not; `end` where there is none before.
  @inline(__always)
  private static func next(_ buffer: UnsafeRawBufferPointer, _ from: Int, _ end: Int, inverted: UInt64) -> Int {
    var at = from
    while at < end {
      let raw = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: at >> 3, as: UInt64.self))
      let word = (raw ^ inverted) >> UInt64(at & 7)
      if word != 0 { return min(at + word.trailingZeroBitCount, end) }
      at += 64 - (at & 7)
    }
    return end
  }
}
