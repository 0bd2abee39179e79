/// How a picture asks to be shown: the orientation tag of EXIF, 2 to 8 (JEITA CP-3451, tag 0x0112). Nothing else of
/// EXIF is read; it may name people and places.
struct RasterOrientation: Hashable {
  let value: Int

  /// The orientation in a block of EXIF, which is a small TIFF file. Nil when it has no such tag, or the tag asks for
  /// no turn.
  init?(tiff bytes: some Collection<UInt8>) {
    let bytes = Array(bytes.prefix(1 << 16))
    let isBigEndian: Bool
    switch Array(bytes.prefix(4)) {
    case [0x49, 0x49, 42, 0]: isBigEndian = false
    case [0x4d, 0x4d, 0, 42]: isBigEndian = true
    default: return nil
    }
    // Twelve bytes an entry; all offsets count from the first byte.
    let tiff = HeaderBytes(bytes: bytes, isBigEndian: isBigEndian)
    let directory = Int(tiff.integer(4, as: UInt32.self))
    for entry in 0..<Int(tiff.integer(directory, as: UInt16.self)) {
      let at = directory + 2 + 12 * entry
      guard tiff.integer(at, as: UInt16.self) == 0x0112 else { continue }
      self.init(Int(tiff.integer(at + 8, as: UInt16.self)))
      return
    }
    return nil
  }

  /// Nil for 1, which asks for no turn, and for what EXIF does not define.
  init?(_ value: Int) {
    guard (2...8).contains(value) else { return nil }
    self.value = value
  }

  /// Whether width and height change places.
  var swapsSides: Bool { value >= 5 }

  /// A sentence for a person.
  var note: String {
    "The file asks to be shown turned or mirrored (EXIF orientation \(value)); it was read as it is shown."
  }

  /// The stored pixel that is shown at a place, for a stored picture of some width and height.
  func stored(_ x: Int, _ y: Int, width: Int, height: Int) -> (x: Int, y: Int) {
    switch value {
    case 2: (width - 1 - x, y)
    case 3: (width - 1 - x, height - 1 - y)
    case 4: (x, height - 1 - y)
    case 5: (y, x)
    case 6: (y, height - 1 - x)
    case 7: (width - 1 - y, height - 1 - x)
    case 8: (width - 1 - y, x)
    default: (x, y)
    }
  }
}

extension RasterImage {
  /// The picture as it asks to be shown. Memory: its samples once more.
  func shown(_ orientation: RasterOrientation?) -> RasterImage {
    orientation.map { pagesShown($0, pages: 1) } ?? self
  }

  /// Pages of one size, one below the other, each as it asks to be shown.
  func pagesShown(_ orientation: RasterOrientation, pages: Int) -> RasterImage {
    let page = height / pages
    let (w, h) = orientation.swapsSides ? (page, width) : (width, page)
    var turned: [UInt16] = []
    turned.reserveCapacity(samples.count)
    for k in 0..<pages {
      for y in 0..<h {
        for x in 0..<w {
          let from = orientation.stored(x, y, width: width, height: page)
          let at = (from.x + (from.y + k * page) * width) * channels
          for channel in 0..<channels { turned.append(samples[at + channel]) }
        }
      }
    }
    return RasterImage(
      width: w, height: h * pages, colours: colours, bitDepth: bitDepth, channels: channels, samples: turned)
  }
}
