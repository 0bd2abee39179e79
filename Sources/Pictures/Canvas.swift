/// RGB pixels to draw on. Whatever lies outside is left out.
struct Canvas {
  static let black = SIMD3<UInt8>(0, 0, 0)
  static let white = SIMD3<UInt8>(255, 255, 255)

  let width: Int
  let height: Int
  /// Red, green and blue, row after row.
  private(set) var bytes: [UInt8]

  init(width: Int, height: Int, colour: SIMD3<UInt8>) {
    self.width = width
    self.height = height
    bytes = [UInt8](repeating: colour.x, count: 3 * width * height)
    for pixel in 0..<width * height {
      bytes[3 * pixel + 1] = colour.y
      bytes[3 * pixel + 2] = colour.z
    }
  }

  mutating func set(_ x: Int, _ y: Int, _ colour: SIMD3<UInt8>) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let at = 3 * (x + y * width)
    bytes[at] = colour.x
    bytes[at + 1] = colour.y
    bytes[at + 2] = colour.z
  }

  /// Lays `percent` of a colour over a pixel.
  mutating func tint(_ x: Int, _ y: Int, _ colour: SIMD3<UInt8>, percent: Int) {
    let at = 3 * (x + y * width)
    for channel in 0..<3 {
      let mixed = (Int(bytes[at + channel]) * (100 - percent) + Int(colour[channel]) * percent) / 100
      bytes[at + channel] = UInt8(clamping: mixed)
    }
  }

  /// A filled rectangle, ends included.
  mutating func fill(x0: Int, y0: Int, x1: Int, y1: Int, _ colour: SIMD3<UInt8>) {
    guard x0 <= x1, y0 <= y1 else { return }
    for y in y0...y1 { for x in x0...x1 { set(x, y, colour) } }
  }

  /// A dashed rectangle, one pixel white beside one pixel black, so that it shows on any ground.
  mutating func dashedRectangle(x0: Int, y0: Int, x1: Int, y1: Int) {
    for (inset, colour) in [(0, Self.white), (-1, Self.black)] {
      let (left, top, right, bottom) = (x0 + inset, y0 + inset, x1 - inset, y1 - inset)
      for x in left...max(left, right) where (x - left) % 10 < 6 {
        set(x, top, colour)
        set(x, bottom, colour)
      }
      for y in top...max(top, bottom) where (y - top) % 10 < 6 {
        set(left, y, colour)
        set(right, y, colour)
      }
    }
  }

  /// A dashed line from left to right, or from top to bottom, white above or beside black.
  mutating func dashedLine(at place: Int, isUpright: Bool) {
    for along in 0..<(isUpright ? height : width) where along % 10 < 5 {
      for (offset, colour) in [(0, Self.white), (1, Self.black)] {
        if isUpright { set(place + offset, along, colour) } else { set(along, place + offset, colour) }
      }
    }
  }

  /// Copies another canvas, which must fit, to a place on this one.
  mutating func place(_ other: Canvas, x: Int, y: Int) {
    let stride = 3 * other.width
    for row in 0..<other.height {
      let at = 3 * (x + (y + row) * width)
      bytes.replaceSubrange(at..<(at + stride), with: other.bytes[(row * stride)..<((row + 1) * stride)])
    }
  }
}
