internal import Volume

/// Turns stored voxel values into labels, and says which voxel spoils a mask.
///
/// A label is an integer of at least 0 after the header's scaling; floating-point values may miss an integer by a
/// thousandth.
struct LabelDecoder {
  let storage: VoxelStorage
  let isBigEndian: Bool
  var scaling: (slope: Double, intercept: Double)?

  /// More distinct values than this are an image, not a label map.
  static let mostLabels = 4096
  static let tolerance = 1e-3

  /// The label that the raw bits stand for.
  func label(_ bits: UInt64, at voxel: @autoclosure () -> VoxelIndex) throws -> Int {
    let value: Double
    switch storage {
    case .uint8, .uint16, .uint32, .uint64, .int8, .int16, .int32, .int64:
      let signed = integer(bits)
      if scaling == nil {
        guard let signed else { throw outOfRange(String(native(bits)), voxel()) }
        guard signed >= 0 else { throw negative("\(signed)", voxel()) }
        return signed
      }
      value = signed.map(Double.init) ?? Double(native(bits))
    case .float32: value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: native(bits))))
    case .float64: value = Double(bitPattern: native(bits))
    }
    return try label(scaling.map { value * $0.slope + $0.intercept } ?? value, voxel())
  }

  private func label(_ value: Double, _ voxel: VoxelIndex) throws -> Int {
    guard value.isFinite else { throw outOfRange("\(value)", voxel) }
    let nearest = value.rounded()
    guard abs(value - nearest) <= Self.tolerance else {
      throw ReadError(
        code: .notAMask,
        message: "voxel (\(voxel.i), \(voxel.j), \(voxel.k)) holds \(value), which is no whole number: this looks like "
          + "probabilities or an image, not labels. Threshold it first.")
    }
    guard nearest >= 0 else { throw negative("\(value)", voxel) }
    guard nearest < 9e15 else { throw outOfRange("\(value)", voxel) }
    return Int(nearest)
  }

  private func native(_ bits: UInt64) -> UInt64 {
    guard isBigEndian else { return bits }
    return bits.byteSwapped >> UInt64(64 - 8 * storage.width)
  }

  /// Nil when a 64-bit unsigned value exceeds what an `Int` holds.
  private func integer(_ bits: UInt64) -> Int? {
    let n = native(bits)
    return switch storage {
    case .int8: Int(Int8(truncatingIfNeeded: n))
    case .int16: Int(Int16(truncatingIfNeeded: n))
    case .int32: Int(Int32(truncatingIfNeeded: n))
    case .int64: Int(Int64(bitPattern: n))
    default: Int(exactly: n)
    }
  }

  private func negative(_ value: String, _ v: VoxelIndex) -> ReadError {
    ReadError(
      code: .notAMask,
      message:
        "voxel (\(v.i), \(v.j), \(v.k)) holds \(value); labels are never negative, so this looks like an image, not a mask."
    )
  }

  private func outOfRange(_ value: String, _ v: VoxelIndex) -> ReadError {
    ReadError(code: .notAMask, message: "voxel (\(v.i), \(v.j), \(v.k)) holds \(value), which is no label.")
  }
}
