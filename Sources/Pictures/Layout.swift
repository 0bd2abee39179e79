/// Where the panels of a picture stand, and their common scale: as large as the bounds allow.
struct Layout {
  /// The longer side of a picture in pixels is never more.
  static let longestSide = 1024
  /// A picture never has more pixels.
  static let mostPixels = 720_000
  /// The longer side of a panel is never more.
  static let longestPanelSide = 768
  /// Pixels between panels.
  static let gap = 8

  /// Room above each panel for its text and below it for its scale bar, in pixels, so that neither hides anything.
  struct Strips: Hashable {
    var above = 0
    var below = 0
    var both: Int { above + below }
  }

  /// Where a panel stands: its top left pixel, with its strips, and the size of what it shows, without them.
  struct Place: Hashable {
    var row: Int
    var column: Int
    var x: Int
    var y: Int
    var width: Int
    var height: Int
  }

  let width: Int
  let height: Int
  /// The side of a pixel, in mm or index steps.
  let pixel: Double
  /// In the order of the panels: row by row, each in the middle of its column.
  let places: [Place]

  /// - Parameters:
  ///   - extents: the panels' widths and heights, in mm or index steps, above zero.
  ///   - columns: panels in a row; nil for a number that shows them large.
  ///   - strips: around each panel.
  init(_ extents: [SIMD2<Double>], columns: Int? = nil, strips: Strips = Strips()) {
    let candidates = columns.map { [$0] } ?? Array((1...max(1, extents.count)).reversed())
    let scales = candidates.map { Self.scale(extents, columns: $0, strips) }
    // Nearly the largest will do when fewer cells stay empty or the picture is wider, as screens are.
    let enough = (scales.max() ?? 1) / 1.3
    func empty(_ columns: Int) -> Int { (columns - extents.count % columns) % columns }
    let best =
      scales.indices.filter { scales[$0] >= enough }
      .min { (empty(candidates[$0]), -candidates[$0]) < (empty(candidates[$1]), -candidates[$1]) } ?? 0
    var scale = scales[best]
    var laid = Self.lay(extents, columns: candidates[best], scale: scale, strips)
    // Rounding to whole pixels may pass the bounds by some.
    while max(laid.width, laid.height) > Self.longestSide || laid.width * laid.height > Self.mostPixels {
      scale *= 0.998
      laid = Self.lay(extents, columns: candidates[best], scale: scale, strips)
    }
    (width, height, places) = laid
    pixel = 1 / scale
  }

  /// The extents of columns and rows.
  private static func cells(_ extents: [SIMD2<Double>], columns: Int) -> (widths: [Double], heights: [Double]) {
    var widths = [Double](repeating: 0, count: min(columns, max(1, extents.count)))
    var heights = [Double](repeating: 0, count: max(1, (extents.count + columns - 1) / columns))
    for (at, extent) in extents.enumerated() {
      widths[at % columns] = max(widths[at % columns], extent.x)
      heights[at / columns] = max(heights[at / columns], extent.y)
    }
    return (widths, heights)
  }

  /// The most pixels a unit that keep within the bounds.
  private static func scale(_ extents: [SIMD2<Double>], columns: Int, _ strips: Strips) -> Double {
    let (widths, heights) = cells(extents, columns: columns)
    let (w, h) = (widths.reduce(0, +), heights.reduce(0, +))
    let gaps = (Double(gap * (widths.count - 1)), Double(gap * (heights.count - 1) + strips.both * heights.count))
    guard w > 0, h > 0 else { return 1 }
    // (w·s + g)(h·s + f) = mostPixels, solved for s.
    let b = w * gaps.1 + h * gaps.0
    let c = gaps.0 * gaps.1 - Double(mostPixels)
    let byArea = (-b + (b * b - 4 * w * h * c).squareRoot()) / (2 * w * h)
    let longest = extents.map { $0.max() }.max() ?? 1
    return min(
      byArea, (Double(longestSide) - gaps.0) / w, (Double(longestSide) - gaps.1) / h,
      Double(longestPanelSide) / longest)
  }

  private static func lay(
    _ extents: [SIMD2<Double>], columns: Int, scale: Double, _ strips: Strips
  ) -> (width: Int, height: Int, places: [Place]) {
    func count(_ extent: Double) -> Int { max(16, Int((extent * scale).rounded())) }
    let (widths, heights) = cells(extents, columns: columns)
    let (w, h) = (widths.map(count), heights.map { count($0) + strips.both })
    let places = extents.enumerated().map { at, extent in
      let (column, row) = (at % columns, at / columns)
      let (width, height) = (count(extent.x), count(extent.y))
      return Place(
        row: row, column: column, x: w[..<column].reduce(column * gap, +) + (w[column] - width) / 2,
        y: h[..<row].reduce(row * gap, +), width: width, height: height)
    }
    return (w.reduce(gap * (w.count - 1), +), h.reduce(gap * (h.count - 1), +), places)
  }
}
