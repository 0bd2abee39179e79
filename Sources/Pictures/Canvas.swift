/// RGB pixels to draw on. Whatever lies outside is left out.
struct Canvas {
  let width: Int
  let height: Int
  /// Red, green and blue, row after row.
  private(set) var bytes: [UInt8]

  init(width: Int, height: Int, colour: SIMD3<UInt8>) {
    self.width = width
    self.height = height
    bytes = [UInt8](repeating: colour.x, count: 3 * width * height)
    for at in stride(from: 0, to: bytes.count, by: 3) {
      bytes[at + 1] = colour.y
      bytes[at + 2] = colour.z
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

  /// A dashed rectangle, one pixel white beside one pixel black, so that it shows on any ground.
  mutating func dashedRectangle(x0: Int, y0: Int, x1: Int, y1: Int) {
    func ink(_ step: Int) -> SIMD3<UInt8>? { step % 10 < 6 ? SIMD3(255, 255, 255) : nil }
    for (inset, isShadow) in [(0, false), (-1, true)] {
      let (left, top, right, bottom) = (x0 + inset, y0 + inset, x1 - inset, y1 - inset)
      for x in left...max(left, right) {
        guard let colour = ink(x - left) else { continue }
        set(x, top, isShadow ? SIMD3(0, 0, 0) : colour)
        set(x, bottom, isShadow ? SIMD3(0, 0, 0) : colour)
      }
      for y in top...max(top, bottom) {
        guard let colour = ink(y - top) else { continue }
        set(left, y, isShadow ? SIMD3(0, 0, 0) : colour)
        set(right, y, isShadow ? SIMD3(0, 0, 0) : colour)
      }
    }
  }

  /// A letter of the built-in font with its middle at (x, y), white with a black rim.
  mutating func letter(_ letter: Character, centreX: Int, centreY: Int) {
    guard let rows = Lettering.rows[letter] else { return }
    let scale = Lettering.scale
    let (left, top) = (centreX - Lettering.width * scale / 2, centreY - Lettering.height * scale / 2)
    for isRim in [true, false] {
      for (v, row) in rows.enumerated() {
        for u in 0..<Lettering.width where row >> (Lettering.width - 1 - u) & 1 == 1 {
          let rim = isRim ? 1 : 0
          for y in (top + v * scale - rim)..<(top + (v + 1) * scale + rim) {
            for x in (left + u * scale - rim)..<(left + (u + 1) * scale + rim) {
              set(x, y, isRim ? SIMD3(0, 0, 0) : SIMD3(255, 255, 255))
            }
          }
        }
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

/// The six letters of the body's directions, 5 × 7 dots; a row is five bits, the leftmost dot first.
enum Lettering {
  static let width = 5
  static let height = 7
  static let scale = 2
  static let rows: [Character: [UInt8]] = [
    "R": [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
    "L": [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
    "A": [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
    "P": [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
    "S": [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
    "I": [0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
  ]
}
