internal import Volume

/// One panel on its way to being drawn.
struct Panel {
  /// The ground where there is no image.
  static let dark = SIMD3<UInt8>(22, 24, 28)

  let slice: SliceView
  private(set) var canvas: Canvas

  init(slice: SliceView) {
    self.slice = slice
    canvas = Canvas(width: slice.width, height: slice.height, colour: Self.dark)
  }

  mutating func draw(_ values: [Float], channels: Int, window: ClosedRange<Float>) {
    for y in 0..<slice.height {
      for x in 0..<slice.width {
        let at = (x + y * slice.width) * channels
        if channels == 1 {
          let grey = Ground.grey(values[at], in: window)
          canvas.set(x, y, SIMD3(grey, grey, grey))
        } else {
          canvas.set(
            x, y,
            SIMD3(
              Ground.level(values[at], in: window), Ground.level(values[at + 1], in: window),
              Ground.level(values[at + 2], in: window)))
        }
      }
    }
  }

  /// The outlines of structures, two pixels inside of each, with a black rim of one pixel outside, so that they show on
  /// bright and on dark ground; and translucent fillings where no image is under them.
  mutating func draw(_ outlines: [(coverage: PanelPixels, style: ContourStyle)], isFilled: Bool) {
    if isFilled {
      for (coverage, style) in outlines {
        for y in coverage.rows {
          for x in coverage.columns where coverage.covers(x, y) { canvas.tint(x, y, style.colour, percent: 35) }
        }
      }
    }
    for (coverage, _) in outlines { coverage.forEachRim { canvas.set($0, $1, Canvas.black) } }
    for (coverage, style) in outlines {
      for y in coverage.rows {
        for x in coverage.columns where style.isInked(x, y) && coverage.isContour(x, y) {
          canvas.set(x, y, style.colour)
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

  /// Where slices cross the panel: a dashed line each, with the slice's number where there is room.
  mutating func draw(_ marks: [SliceMark]) {
    var last: (x: Int, y: Int)?
    for mark in marks {
      let place = slice.rectangle(of: [mark.point])
      let isUpright = abs((mark.normal * slice.plane.right).sum()) > abs((mark.normal * slice.plane.down).sum())
      canvas.dashedLine(at: isUpright ? place.x0 : place.y0, isUpright: isUpright)
      let (x, y) = isUpright ? (place.x0, slice.height * 3 / 4) : (slice.width * 3 / 4, place.y0)
      if let last, abs(x - last.x) < 14, abs(y - last.y) < 17 { continue }
      last = (x, y)
      canvas.write(
        mark.number, centreX: min(slice.width - 10, max(10, x)), centreY: min(slice.height - 10, max(10, y)))
    }
  }

  /// The letters of the patient's directions at the edges.
  mutating func drawLetters() {
    guard let edges = slice.plane.edges else { return }
    func letters(_ directions: [PatientDirection]) -> String { String(directions.map(\.letter)) }
    let (inset, middle) = (8, slice.height / 2 - Lettering.height)
    let right = letters(edges.right)
    canvas.write(letters(edges.left), x: inset, y: middle)
    canvas.write(right, x: slice.width - inset - Lettering.width(of: right, scale: 2), y: middle)
    // On a flat panel the letters at top and bottom would run into each other.
    guard slice.height >= 64 else { return }
    canvas.write(letters(edges.top), centreX: slice.width / 2, centreY: 14)
    canvas.write(letters(edges.bottom), centreX: slice.width / 2, centreY: slice.height - 14)
  }

  /// The panel with its text above and its scale bar below, as far as there are strips for them.
  func framed(_ strips: Layout.Strips, text: String?, bar: ScaleBar?) -> Canvas {
    var framed = Canvas(width: slice.width, height: slice.height + strips.both, colour: Canvas.black)
    framed.place(canvas, x: 0, y: strips.above)
    if let text, strips.above > 0 {
      let scale = Lettering.width(of: text, scale: 2) + 4 <= slice.width ? 2 : 1
      framed.write(text, x: 2, y: (strips.above - Lettering.height * scale) / 2, scale: scale)
    }
    if let bar, strips.below > 0 { framed.draw(bar, x: 2, y: strips.above + slice.height + strips.below / 2 - 2) }
    return framed
  }
}

/// Where a slice of a sheet crosses another panel.
struct SliceMark {
  /// The slice's number on the sheet.
  let number: String
  let point: SIMD3<Double>
  /// Across the slice.
  let normal: SIMD3<Double>
}
