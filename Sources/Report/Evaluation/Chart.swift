/// A plot over shares from 0 to 1 as static SVG: axes, grid, lines, dots and whiskers. A picture for those who see it;
/// what it says stands in a table or a sentence beside it too.
struct Chart {
  /// A line through points, of a predictor by its place: each has a colour and a dash of its own.
  struct Line {
    let place: Int
    let points: [(x: Double, y: Double)]
    /// Whether the line goes on level until the next point.
    var isStepped = false
  }

  struct Dot {
    let place: Int
    let x: Double
    let y: Double
    /// From and to, along y; nil without one.
    var whisker: ClosedRange<Double>?
    /// What a pointer that rests on it is told.
    let words: String
  }

  let title: String
  let xTitle: String
  let yTitle: String
  var lines: [Line] = []
  var dots: [Dot] = []
  /// Where a predictor without any skill lies; nil without such a line.
  var reference: [(x: Double, y: Double)]?

  private static let size = (width: 340.0, height: 320.0)
  private static let frame = (left: 46.0, top: 12.0, right: 12.0, bottom: 44.0)

  var markup: Markup {
    let (width, height) = Self.size
    let ticks = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    let (left, right, top, bottom) = (x(0), x(1), y(1), y(0))
    let grid: [Markup] = ticks.map { tick in
      """
      <path class="grid" d="M\(at(x(tick))) \(at(top))V\(at(bottom))M\(at(left)) \(at(y(tick)))H\(at(right))"/>
      <text class="tick" x="\(at(x(tick)))" y="\(at(bottom + 16))" text-anchor="middle">\(Decimal.fixed(tick, places: 1))</text>
      <text class="tick" x="\(at(left - 7))" y="\(at(y(tick) + 4))" text-anchor="end">\(Decimal.fixed(tick, places: 1))</text>

      """
    }
    let drawn: [Markup] = lines.map {
      "<path class=\"line p\($0.place % 6)\" d=\"\(path($0.points, isStepped: $0.isStepped))\"/>\n"
    }
    return """
      <svg class="chart" viewBox="0 0 \(at(width)) \(at(height))" role="img" aria-label="\(title)">
      \(grid)\(reference.map { "<path class=\"reference\" d=\"\(path($0, isStepped: false))\"/>" as Markup })
      \(drawn)\(dots.map(markup))<text class="axis" x="\(at((left + right) / 2))" y="\(at(height - 8))" text-anchor="middle">\(xTitle)</text>
      <text class="axis" transform="translate(12 \(at((top + bottom) / 2))) rotate(-90)" text-anchor="middle">\(yTitle)</text>
      </svg>
      """
  }

  private func markup(_ dot: Dot) -> Markup {
    let whisker: Markup? = dot.whisker.map {
      "<path class=\"whisker p\(dot.place % 6)\" d=\"M\(at(x(dot.x))) \(at(y($0.lowerBound)))V\(at(y($0.upperBound)))\"/>"
    }
    return """
      \(whisker)<circle class="dot p\(dot.place % 6)" cx="\(at(x(dot.x)))" cy="\(at(y(dot.y)))" r="4"><title>\(dot.words)</title></circle>

      """
  }

  private func path(_ points: [(x: Double, y: Double)], isStepped: Bool) -> String {
    var text = ""
    for (place, point) in points.enumerated() {
      if place == 0 {
        text += "M\(at(x(point.x))) \(at(y(point.y)))"
      } else if isStepped {
        text += "H\(at(x(point.x)))V\(at(y(point.y)))"
      } else {
        text += "L\(at(x(point.x))) \(at(y(point.y)))"
      }
    }
    return text
  }

  private func x(_ share: Double) -> Double {
    Self.frame.left + share * (Self.size.width - Self.frame.left - Self.frame.right)
  }

  private func y(_ share: Double) -> Double {
    Self.size.height - Self.frame.bottom - share * (Self.size.height - Self.frame.top - Self.frame.bottom)
  }

  /// A coordinate; a tenth of a pixel is as fine as anybody sees.
  private func at(_ coordinate: Double) -> String {
    let text = Decimal.fixed(max(coordinate, 0), places: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
