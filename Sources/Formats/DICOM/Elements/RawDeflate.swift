internal import CISAL

/// Deflated data without a wrapper (RFC 1951), as DICOM holds them.
enum RawDeflate {
  /// Inflates what a part of some bytes holds. Throws `.damaged` or `.truncated`, and `.tooLarge` for more than the
  /// budget has. Memory: what comes out, twice while it grows.
  ///
  /// - Parameter limit: what is to be there at most; more is `.damaged`.
  static func inflate(
    _ bytes: ArraySlice<UInt8>, limit: Int = .max, budget: ReadBudget = .standard, what: String
  ) throws -> [UInt8] {
    let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    defer { state.deallocate() }
    isal_inflate_init(state)
    state.pointee.crc_flag = UInt32(ISAL_DEFLATE)
    var input = Array(bytes)
    var output: [UInt8] = []
    try input.withUnsafeMutableBufferPointer { input in
      guard input.count < Int(UInt32.max) else {
        throw ReadError(
          code: .unsupported, message: "the deflated \(what) take more than 4 GiB, which is not read.")
      }
      state.pointee.next_in = input.baseAddress
      state.pointee.avail_in = UInt32(input.count)
      let piece = 1 << 18
      while state.pointee.block_state != ISAL_BLOCK_FINISH {
        let old = output.count
        output.append(contentsOf: repeatElement(0, count: piece))
        let status = output.withUnsafeMutableBufferPointer { buffer in
          state.pointee.next_out = buffer.baseAddress?.advanced(by: old)
          state.pointee.avail_out = UInt32(piece)
          return isal_inflate(state)
        }
        output.removeLast(Int(state.pointee.avail_out))
        guard status == ISAL_DECOMP_OK || status == ISAL_END_INPUT else {
          throw ReadError(code: .damaged, message: "the deflated \(what) are damaged. Copy or export the file again.")
        }
        guard output.count <= limit else {
          throw ReadError(
            code: .damaged,
            message:
              "the deflated \(what) hold more than the \(limit) bytes that are due. Copy or export the file again.")
        }
        if output.count >= 1 << 22 {
          try budget.check(ReadBudget.product(output.count, 2), for: "the deflated \(what)")
        }
        guard state.pointee.block_state == ISAL_BLOCK_FINISH || output.count > old else {
          throw ReadError(
            code: .truncated,
            message: "the deflated \(what) end in the middle; the file was cut off. Copy or export it again.")
        }
      }
    }
    return output
  }
}
