/// How a structure is drawn: a colour, and a line where colours repeat.
///
/// The colours are those of Okabe and Ito ("Color Universal Design", 2008), which people with any common colour
/// blindness can tell apart, without black and in an order that keeps neighbours far apart on grey. From the eighth
/// structure on the line changes: dashed, then dotted. Two of them that are hard to tell apart for somebody (orange and
/// yellow without green cones, ΔE 17) are still far beyond what is just noticeable (ΔE 2.3).
package struct ContourStyle: Hashable, Sendable {
  package enum Line: String, Hashable, Sendable, CaseIterable { case solid, dashed, dotted }

  /// Red, green, blue.
  package let colour: SIMD3<UInt8>
  /// The colour in words, as captions name it.
  package let colourName: String
  package let line: Line

  /// Colours times lines.
  package static let count = palette.count * Line.allCases.count

  /// The style of the n-th structure of a case, from 0. After 21 structures styles repeat.
  package init(at index: Int) {
    let entry = Self.palette[index % Self.palette.count]
    colour = entry.colour
    colourName = entry.name
    line = Line.allCases[index / Self.palette.count % Line.allCases.count]
  }

  /// `orange`, or `orange dashed`.
  package var name: String { line == .solid ? colourName : "\(colourName) \(line.rawValue)" }

  private static let palette: [(colour: SIMD3<UInt8>, name: String)] = [
    (SIMD3(230, 159, 0), "orange"),
    (SIMD3(86, 180, 233), "sky blue"),
    (SIMD3(240, 228, 66), "yellow"),
    (SIMD3(0, 158, 115), "green"),
    (SIMD3(204, 121, 167), "pink"),
    (SIMD3(213, 94, 0), "vermilion"),
    (SIMD3(0, 114, 178), "blue"),
  ]

  /// Whether the line is drawn at a pixel. Diagonal stripes break lines of every direction but one.
  func isInked(_ x: Int, _ y: Int) -> Bool {
    switch line {
    case .solid: true
    case .dashed: (x + y) % 8 < 5
    case .dotted: (x + y) % 3 == 0
    }
  }
}
