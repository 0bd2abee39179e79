extension FrameReader {
  /// Memory for a frame that is decompressed as a whole, to be deallocated by the caller; bytes behind it are zero.
  func frameBuffer(padding: Int = 0) throws -> UnsafeMutableRawBufferPointer {
    // Decoders keep a copy of their own, in wider numbers.
    try file.claim(
      format.frameBytes + padding, 5, for: "a compressed frame of \(format.columns) × \(format.rows) pixels")
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: format.frameBytes + padding, alignment: 16)
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
    return buffer
  }

  /// Hands over rows of all frames in the order of the file, some whole rows of one frame at a time. Memory: one buffer
  /// of about 256 KiB, or a frame where frames are compressed.
  ///
  /// - Parameter take: takes the frame, its first row at hand and the rows' bytes.
  mutating func readRows(
    _ take: (_ frame: Int, _ row: Int, _ bytes: UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let stride = format.columns * format.samples * format.width
    // An even number of rows, so that words in the other byte order are whole.
    let together = isCompressed ? format.rows : min(format.rows, max(2, (1 << 18) / stride & ~1))
    let buffer =
      isCompressed
      ? try frameBuffer() : UnsafeMutableRawBufferPointer.allocate(byteCount: together * stride, alignment: 16)
    defer { buffer.deallocate() }
    for frame in 0..<format.frames {
      var row = 0
      while row < format.rows {
        let rows = min(together, format.rows - row)
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(rows * stride)])
        try read(into: part)
        try take(frame, row, UnsafeRawBufferPointer(part))
        row += rows
      }
    }
    try finish()
  }
}
