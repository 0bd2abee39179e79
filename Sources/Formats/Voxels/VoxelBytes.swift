/// Something that hands over the stored bytes of voxels in the file's order.
protocol VoxelBytes: ~Copyable {
  /// Fills the buffer; returns fewer bytes only where the voxels end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension VoxelBytes where Self: ~Copyable {
  /// Hands over `rows` rows of `stride` bytes each, some whole rows at a time. Throws `.truncated` when there are
  /// fewer. Memory: one buffer of about 256 KiB, or one row where that is longer.
  mutating func readRows(_ rows: Int, stride: Int, _ take: (UnsafeRawBufferPointer) throws -> Void) throws {
    let together = min(rows, max(1, (1 << 18) / stride))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: together * stride, alignment: 16)
    defer { buffer.deallocate() }
    var left = rows
    while left > 0 {
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(min(together, left) * stride)])
      let count = try read(into: part)
      guard count == part.count else {
        let got = (rows - left) * stride + count
        throw ReadError(
          code: .truncated,
          message: "the header promises \(rows * stride) bytes of voxels, the file has \(got). Copy or export it again."
        )
      }
      try take(UnsafeRawBufferPointer(part))
      left -= min(together, left)
    }
  }
}
