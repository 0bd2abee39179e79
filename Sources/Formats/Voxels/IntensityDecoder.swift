/// Turns stored voxel values into intensities.
struct IntensityDecoder {
  let storage: VoxelStorage
  let isBigEndian: Bool
  var scaling: (slope: Double, intercept: Double)?

  /// Appends the values of some rows, scaled.
  func append(_ bytes: UnsafeRawBufferPointer, to values: inout [Float]) {
    switch storage {
    case .uint8: append(bytes, as: UInt8.self, to: &values) { Double($0) }
    case .int8: append(bytes, as: UInt8.self, to: &values) { Double(Int8(bitPattern: $0)) }
    case .uint16: append(bytes, as: UInt16.self, to: &values) { Double($0) }
    case .int16: append(bytes, as: UInt16.self, to: &values) { Double(Int16(bitPattern: $0)) }
    case .uint32: append(bytes, as: UInt32.self, to: &values) { Double($0) }
    case .int32: append(bytes, as: UInt32.self, to: &values) { Double(Int32(bitPattern: $0)) }
    case .uint64: append(bytes, as: UInt64.self, to: &values) { Double($0) }
    case .int64: append(bytes, as: UInt64.self, to: &values) { Double(Int64(bitPattern: $0)) }
    case .float32: append(bytes, as: UInt32.self, to: &values) { Double(Float(bitPattern: $0)) }
    case .float64: append(bytes, as: UInt64.self, to: &values) { Double(bitPattern: $0) }
    }
  }

  @inline(__always)
  private func append<Raw: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, as type: Raw.Type, to values: inout [Float], _ number: (Raw) -> Double
  ) {
    let (slope, intercept) = scaling ?? (1, 0)
    for at in stride(from: 0, to: bytes.count, by: MemoryLayout<Raw>.size) {
      let raw = bytes.loadUnaligned(fromByteOffset: at, as: Raw.self)
      values.append(Float(number(isBigEndian ? raw.bigEndian : raw) * slope + intercept))
    }
  }
}
