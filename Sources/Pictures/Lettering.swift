/// A built-in font of 5 × 7 dots with the characters that pictures need; a row is five bits, the leftmost dot first.
enum Lettering {
  static let width = 5
  static let height = 7

  /// The width of a text in pixels when a dot is `scale` pixels wide; a dot lies between characters.
  static func width(of text: String, scale: Int) -> Int { max(0, text.count * (width + 1) - 1) * scale }

  static let rows: [Character: [UInt8]] = [
    "R": [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
    "L": [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
    "A": [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
    "P": [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
    "S": [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
    "I": [0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
    "0": [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
    "1": [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
    "2": [0b01110, 0b10001, 0b00001, 0b00010, 0b00100, 0b01000, 0b11111],
    "3": [0b11111, 0b00010, 0b00100, 0b00010, 0b00001, 0b10001, 0b01110],
    "4": [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
    "5": [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
    "6": [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
    "7": [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
    "8": [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
    "9": [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
    "i": [0b00100, 0b00000, 0b01100, 0b00100, 0b00100, 0b00100, 0b01110],
    "j": [0b00010, 0b00000, 0b00110, 0b00010, 0b00010, 0b10010, 0b01100],
    "k": [0b10000, 0b10000, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010],
    "m": [0b00000, 0b00000, 0b11010, 0b10101, 0b10101, 0b10101, 0b10101],
    "c": [0b00000, 0b00000, 0b01110, 0b10000, 0b10000, 0b10001, 0b01110],
    ".": [0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b01100, 0b01100],
    " ": [0, 0, 0, 0, 0, 0, 0],
  ]
}

extension Canvas {
  /// A text in white with a black rim of one pixel, its top left dot at (x, y). Characters that the font lacks are left
  /// out.
  mutating func write(_ text: String, x: Int, y: Int, scale: Int = 2) {
    for (rim, colour) in [(1, Self.black), (0, Self.white)] {
      var left = x
      for character in text {
        for (v, row) in (Lettering.rows[character] ?? []).enumerated() {
          for u in 0..<Lettering.width where row >> (Lettering.width - 1 - u) & 1 == 1 {
            let (x0, y0) = (left + u * scale, y + v * scale)
            fill(x0: x0 - rim, y0: y0 - rim, x1: x0 + scale - 1 + rim, y1: y0 + scale - 1 + rim, colour)
          }
        }
        left += (Lettering.width + 1) * scale
      }
    }
  }

  /// Writes a text with its middle at (x, y).
  mutating func write(_ text: String, centreX: Int, centreY: Int, scale: Int = 2) {
    write(
      text, x: centreX - Lettering.width(of: text, scale: scale) / 2, y: centreY - Lettering.height * scale / 2,
      scale: scale)
  }
}
