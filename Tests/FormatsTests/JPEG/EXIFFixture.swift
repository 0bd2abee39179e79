/// Blocks of EXIF with an orientation and nothing else.
enum EXIFFixture {
  static func tiff(_ orientation: UInt8, isBigEndian: Bool) -> [UInt8] {
    func number(_ value: UInt8, _ width: Int) -> [UInt8] {
      let zeros = [UInt8](repeating: 0, count: width - 1)
      return isBigEndian ? zeros + [value] : [value] + zeros
    }
    let entry = (isBigEndian ? [1, 0x12] : [0x12, 1]) + number(3, 2) + number(1, 4) + number(orientation, 2) + [0, 0]
    return Array((isBigEndian ? "MM" : "II").utf8) + number(42, 2) + number(8, 4) + number(1, 2) + entry + number(0, 4)
  }
}
