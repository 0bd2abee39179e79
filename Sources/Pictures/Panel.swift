internal import Volume

/// One slice on its way to being drawn.
struct Panel {
  let slice: SliceView
  private(set) var canvas: Canvas

  init(slice: SliceView) {
    self.slice = slice
    canvas = Canvas(width: slice.width, height: slice.height, colour: SIMD3(22, 24, 28))
  }

  mutating func draw(_ values: [Float], channels: Int, window: ClosedRange<Float>) {
    for y in 0..<slice.height {
      for x in 0..<slice.width {
        let at = (x + y * slice.width) * channels
        let red = Ground.level(values[at], in: window)
        let green = channels == 1 ? red : Ground.level(values[at + 1], in: window)
        let blue = channels == 1 ? red : Ground.level(values[at + 2], in: window)
        canvas.set(x, y, SIMD3(red, green, blue))
      }
    }
  }

  /// The outline of a structure, and a translucent filling where no image is under it.
  mutating func draw(_ coverage: Coverage, _ style: ContourStyle, isFilled: Bool) {
    for y in 0..<slice.height {
      for x in 0..<slice.width where coverage.pixels[x + y * slice.width] {
        if coverage.isContour(x, y), style.isInked(x, y) {
          canvas.set(x, y, style.colour)
        } else if isFilled {
          canvas.tint(x, y, style.colour, percent: 35)
        }
      }
    }
  }

  /// The box that some corners span, a little outside of it and never too small to see.
  mutating func drawBox(_ corners: [SIMD3<Double>]) {
    var r = slice.rectangle(of: corners)
    let (widen, heighten) = (max(0, 12 - (r.x1 - r.x0)) / 2, max(0, 12 - (r.y1 - r.y0)) / 2)
    r = (r.x0 - 2 - widen, r.y0 - 2 - heighten, r.x1 + 1 + widen, r.y1 + 1 + heighten)
    // A box at the edge stays visible on its four sides.
    canvas.dashedRectangle(
      x0: max(1, r.x0), y0: max(1, r.y0), x1: min(slice.width - 2, r.x1), y1: min(slice.height - 2, r.y1))
  }

  mutating func drawLetters() {
    guard let edges = slice.plane.edges else { return }
    let inset = 12
    canvas.letter(edges.left.letter, centreX: inset, centreY: slice.height / 2)
    canvas.letter(edges.right.letter, centreX: slice.width - inset, centreY: slice.height / 2)
    // On a flat panel the letters at top and bottom would run into each other.
    guard slice.height >= 5 * inset else { return }
    canvas.letter(edges.top.letter, centreX: slice.width / 2, centreY: inset)
    canvas.letter(edges.bottom.letter, centreX: slice.width / 2, centreY: slice.height - inset)
  }
}
