/// Turns stored samples into intensities: the bits that belong to the value, with its sign, scaled (PS3.3, C.11.1). The
/// values of MONOCHROME1, which is shown inverted, stay as they are.
struct StoredValues {
  let slope: Double
  let intercept: Double
  private let width: Int
  private let isSigned: Bool
  private let stored: Int
  private let low: Int

  /// - Parameter scaling: the data set or functional group that gives slope and intercept, if there is one.
  init(_ format: PixelFormat, scaling: DICOMDataset?) throws {
    slope = try scaling?.number(.rescaleSlope) ?? 1
    intercept = try scaling?.number(.rescaleIntercept) ?? 0
    guard slope != 0 else {
      throw ReadError(
        code: .damaged, message: "\(DICOMTag.rescaleSlope) is 0, so that all pixels are one. Export it again.")
    }
    width = format.width
    isSigned = format.isSigned
    stored = format.stored
    low = format.high + 1 - format.stored
  }

  /// Writes the intensities of some samples, as many as there is room for.
  func convert(_ bytes: UnsafeRawBufferPointer, to values: UnsafeMutableBufferPointer<Float>) {
    switch (width, isSigned) {
    case (1, false): convert(bytes, UInt8.self, values) { Int32($0) }
    case (1, true): convert(bytes, UInt8.self, values) { Int32(Int8(bitPattern: $0)) }
    case (2, false): convert(bytes, UInt16.self, values) { Int32($0) }
    case (2, true): convert(bytes, UInt16.self, values) { Int32(Int16(bitPattern: $0)) }
    default: convertWide(bytes, to: values)
    }
  }

  /// - Parameter number: the number that all bits of a sample are.
  @inline(__always)
  private func convert<Raw: FixedWidthInteger & UnsignedInteger>(
    _ bytes: UnsafeRawBufferPointer, _ type: Raw.Type, _ values: UnsafeMutableBufferPointer<Float>,
    _ number: (Raw) -> Int32
  ) {
    let raw = bytes.bindMemory(to: Raw.self)
    let count = min(raw.count, values.count)
    // Up to sixteen bits times a slope are rounded once, as a double would be.
    let (slope, intercept) = (slope, intercept)
    if low == 0, stored == Raw.bitWidth {
      for at in 0..<count { values[at] = Float(Double(number(raw[at])) * slope + intercept) }
    } else {
      // The bits above the value may hold anything: they are shifted out, and the sign is shifted in.
      let left = Raw(truncatingIfNeeded: Raw.bitWidth - stored - low)
      let right = Int32(Raw.bitWidth - stored)
      for at in 0..<count { values[at] = Float(Double(number(raw[at] &<< left) &>> right) * slope + intercept) }
    }
  }

  private func convertWide(_ bytes: UnsafeRawBufferPointer, to values: UnsafeMutableBufferPointer<Float>) {
    let raw = bytes.bindMemory(to: UInt32.self)
    let (left, right) = (UInt32(32 - stored - low), 32 - stored)
    for at in 0..<min(raw.count, values.count) {
      let bits = raw[at] &<< left
      let number = isSigned ? Double(Int32(bitPattern: bits) >> Int32(right)) : Double(bits >> UInt32(right))
      values[at] = Float(number * slope + intercept)
    }
  }
}
