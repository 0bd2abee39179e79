/// Typed access to the bytes of a header; what lies outside them reads as 0.
struct HeaderBytes {
  let bytes: [UInt8]
  let isBigEndian: Bool

  func integer<T: FixedWidthInteger>(_ offset: Int, as type: T.Type = T.self) -> T {
    var value: T = 0
    let width = T.bitWidth / 8
    guard offset >= 0, offset + width <= bytes.count else { return 0 }
    for n in 0..<width {
      let byte = bytes[offset + (isBigEndian ? n : width - 1 - n)]
      value = value << 8 | T(truncatingIfNeeded: byte)
    }
    return value
  }

  func int16(_ offset: Int) -> Int16 { integer(offset) }
  func int32(_ offset: Int) -> Int32 { integer(offset) }
  func int64(_ offset: Int) -> Int64 { integer(offset) }
  func float32(_ offset: Int) -> Float { Float(bitPattern: integer(offset)) }
  func float64(_ offset: Int) -> Double { Double(bitPattern: integer(offset)) }
}
