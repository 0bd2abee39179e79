internal import Agreement

/// Shares of groups as bars with their intervals, one row each, as static SVG.
struct ShareBars {
  struct Row {
    let name: String
    /// One for each predictor.
    let figures: [Figure]
  }

  let title: String
  let rows: [Row]

  private static let (nameWidth, width, noteWidth, bar, gap) = (180.0, 420.0, 150.0, 14.0, 10.0)

  var markup: Markup {
    var top = 4.0
    var drawn: [Markup] = []
    for row in rows {
      let height = Double(row.figures.count) * (Self.bar + 3)
      drawn.append(
        "<text class=\"name\" x=\"\(at(Self.nameWidth - 10))\" y=\"\(at(top + height / 2 + 3))\" text-anchor=\"end\">\(Self.cut(row.name))<title>\(row.name)</title></text>\n"
      )
      for (place, figure) in row.figures.enumerated() {
        drawn.append(markup(figure, place: place, top: top + Double(place) * (Self.bar + 3)))
      }
      top += height + Self.gap
    }
    let grid: [Markup] = [0, 0.25, 0.5, 0.75, 1].map { share in
      """
      <path class="grid" d="M\(at(x(share))) 0V\(at(top))"/>
      <text class="tick" x="\(at(x(share)))" y="\(at(top + 14))" text-anchor="middle">\(Decimal.fixed(share * 100, places: 0)) %</text>

      """
    }
    let width = Self.nameWidth + Self.width + Self.noteWidth
    return """
      <svg class="chart bars" viewBox="0 0 \(at(width)) \(at(top + 20))" role="img" aria-label="\(title)">
      \(grid)\(drawn)</svg>
      """
  }

  private func markup(_ figure: Figure, place: Int, top: Double) -> Markup {
    let text = FigureText(figure)
    let middle = top + Self.bar / 2
    let note: Markup =
      "<text class=\"tick\" x=\"\(at(Self.nameWidth + Self.width + 10))\" y=\"\(at(middle + 4))\">\(text.short)</text>\n"
    guard let value = figure.value else { return note }
    let whisker: Markup? = figure.interval.map {
      "<path class=\"whisker\" d=\"M\(at(x($0.lowerBound))) \(at(middle))H\(at(x($0.upperBound)))\"/>"
    }
    return """
      <rect class="bar p\(place % 6)" x="\(at(x(0)))" y="\(at(top))" width="\(at(x(value) - x(0)))" height="\(at(Self.bar))"/>\(whisker)
      \(note)
      """
  }

  private static func cut(_ name: String) -> String { name.count > 26 ? name.prefix(25) + "…" : name }

  private func x(_ share: Double) -> Double { Self.nameWidth + share * Self.width }

  private func at(_ coordinate: Double) -> String {
    let text = Decimal.fixed(max(coordinate, 0), places: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
