/// A bar of a round length on a panel whose lengths are known.
struct ScaleBar {
  /// In mm: 1, 2 or 5 times a power of ten.
  let millimetres: Double
  /// The bar's length in pixels, to the nearest.
  let length: Int

  /// The longest round length up to 30 % of the panel's width.
  /// - Parameter pixel: the side of a pixel in mm, above zero.
  init?(width: Int, pixel: Double) {
    let most = Double(width) * pixel * 0.3
    guard most.isFinite, most > 1e-3 else { return nil }
    var unit = 1e-3
    while unit * 10 <= most { unit *= 10 }
    // Powers of ten are made anew, so that 1e-3 times ten thrice is 1.
    unit = unit >= 0.999 ? unit.rounded() : unit
    millimetres = [5, 2, 1].map { $0 * unit }.first { $0 <= most } ?? unit
    length = Int((millimetres / pixel).rounded())
    guard length >= 8 else { return nil }
  }

  /// `5 cm`, `2 mm`, `0.5 mm`.
  var text: String {
    if millimetres >= 10 { return "\(Int((millimetres / 10).rounded())) cm" }
    if millimetres >= 1 { return "\(Int(millimetres.rounded())) mm" }
    let micrometres = String(Int((millimetres * 1000).rounded()))
    let digits = String(repeating: "0", count: 3 - micrometres.count) + micrometres
    let end = digits.lastIndex { $0 != "0" } ?? digits.startIndex
    return "0.\(digits[...end]) mm"
  }
}

extension Canvas {
  /// The bar from (x, y) to the right, four pixels high, white with a black rim, its length written behind it.
  mutating func draw(_ bar: ScaleBar, x: Int, y: Int) {
    fill(x0: x - 1, y0: y - 1, x1: x + bar.length, y1: y + 4, Self.black)
    fill(x0: x, y0: y, x1: x + bar.length - 1, y1: y + 3, Self.white)
    write(bar.text, x: x + bar.length + 8, y: y + 2 - Lettering.height)
  }
}
