/// How a viewer would turn a JPEG: the orientation tag of its EXIF segment, 2 to 8. Nothing else of EXIF is read; it
/// may name people and places.
struct JPEGOrientation: Hashable {
  let value: Int

  /// Nil when the file has no such tag, or the tag asks for no turn.
  init?(_ bytes: [UInt8]) {
    guard let start = Self.exif(in: bytes), start + 8 <= bytes.count else { return nil }
    let isBigEndian: Bool
    switch Array(bytes[start..<(start + 4)]) {
    case [0x49, 0x49, 42, 0]: isBigEndian = false
    case [0x4d, 0x4d, 0, 42]: isBigEndian = true
    default: return nil
    }
    // Twelve bytes an entry; all offsets count from the TIFF header. What lies outside the file reads as 0.
    let tiff = HeaderBytes(bytes: Array(bytes[start..<min(bytes.count, start + 1 << 16)]), isBigEndian: isBigEndian)
    let directory = Int(tiff.integer(4, as: UInt32.self))
    for entry in 0..<Int(tiff.integer(directory, as: UInt16.self)) {
      let at = directory + 2 + 12 * entry
      guard tiff.integer(at, as: UInt16.self) == 0x0112 else { continue }
      let value = Int(tiff.integer(at + 8, as: UInt16.self))
      guard (2...8).contains(value) else { return nil }
      self.value = value
      return
    }
    return nil
  }

  /// The place of the TIFF header behind `Exif\0\0`, looking through the segments before the picture's data.
  private static func exif(in bytes: [UInt8]) -> Int? {
    var at = 2
    while at + 10 <= bytes.count, bytes[at] == 0xff {
      let length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
      if bytes[at + 1] == 0xe1, bytes[(at + 4)..<(at + 10)].elementsEqual(Array("Exif\0\0".utf8)) { return at + 10 }
      // From the start of a scan on there are no segments.
      guard bytes[at + 1] != 0xda, length >= 2 else { return nil }
      at += 2 + length
    }
    return nil
  }
}
