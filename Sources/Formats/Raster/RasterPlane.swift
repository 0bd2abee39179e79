/// One value per pixel of a grey or colour picture, and what these values are: labels, a smoothed mask, or a picture.
struct RasterPlane {
  enum Interpretation: Hashable {
    /// Every value is a label (in colour: every colour).
    case labels
    /// Label 1 where the value reaches the threshold; the note says what was assumed.
    case binary(threshold: UInt16, note: String?)
  }

  /// The grey level; in colour the largest channel; the alpha channel when all colours are equal.
  let values: [UInt16]
  /// Whether the channels differ anywhere.
  let isColoured: Bool
  /// The name of the colour with the largest channel value.
  let brightest: String?
  let notes: [String]

  private let width: Int
  private let height: Int
  /// The largest possible level; in colour the largest one present.
  private let fullScale: UInt16
  /// Whether all colours lie on the line from black to the brightest one.
  private let isOneShade: Bool

  static let mostLevels = 32

  /// - Precondition: no palette.
  init(_ image: RasterImage) {
    width = image.width
    height = image.height
    let count = width * height
    let channels = image.channels
    // Constant alpha says nothing: an opaque black picture is an empty mask.
    let alpha = channels - 1
    if image.hasAlpha, Self.isConstant(image, in: 0..<alpha), !Self.isConstant(image, in: alpha..<channels) {
      values = (0..<count).map { image.samples[$0 * channels + alpha] }
      (isColoured, isOneShade, brightest, fullScale) = (false, true, nil, image.fullScale)
      notes = ["All pixels have one colour; the mask was read from the alpha channel."]
      return
    }
    notes = []
    guard image.colours == .rgb else {
      values = channels == 1 ? image.samples : (0..<count).map { image.samples[$0 * channels] }
      (isColoured, isOneShade, brightest, fullScale) = (false, true, nil, image.fullScale)
      return
    }
    let colours = (0..<count).lazy.map { RasterColour(image, $0) }
    let values = Array(colours.map { max($0.red, $0.green, $0.blue) })
    self.values = values
    isColoured = colours.contains { $0.red != $0.green || $0.green != $0.blue }
    let peak = values.indices.max { values[$0] < values[$1] }.map { RasterColour(image, $0) }
    brightest = peak?.name
    fullScale = isColoured ? values.max() ?? image.fullScale : image.fullScale
    isOneShade = peak.map { peak in colours.allSatisfy { $0.isShade(of: peak) } } ?? true
  }

  private static func isConstant(_ image: RasterImage, in some: Range<Int>) -> Bool {
    let channels = image.channels
    return (1..<max(1, image.width * image.height)).allSatisfy { pixel in
      some.allSatisfy { image.samples[pixel * channels + $0] == image.samples[$0] }
    }
  }

  /// What the values are. Throws `.notAMask` for a picture.
  func interpretation() throws -> Interpretation {
    if isColoured, !isOneShade { return .labels }
    var seen = [Bool](repeating: false, count: Int(fullScale) + 1)
    for value in values { seen[Int(value)] = true }
    let levels = seen.indices.filter { seen[$0] }
    let half = fullScale / 2 + 1
    if levels.allSatisfy({ $0 == 0 || $0 == fullScale }) { return .binary(threshold: max(1, half), note: nil) }
    let note =
      "The mask holds \(levels.count) grey levels (smoothed edges or lossy compression); "
      + "label 1 was taken where the level is at least \(half) of \(fullScale)."
    if levels.count > Self.mostLevels {
      guard let brightest = levels.last, brightest >= high, shareNearExtremes >= 0.9 else {
        throw ReadError(
          code: .notAMask,
          message: "not a mask: \(levels.count) grey levels spread over the whole range, as in a picture. "
            + "Save one level per structure.")
      }
      try refuseClasses(isExact: true)
      return .binary(threshold: half, note: note)
    }
    // Fewer than three levels between the extremes are rather labels (a one-pixel wall between cavity and background)
    // than smoothing.
    let between = levels.filter { $0 > 0 && $0 < fullScale }
    if levels.first == 0, levels.last == Int(fullScale), between.count >= 3, liesOnBoundary {
      try refuseClasses(isExact: true)
      return .binary(threshold: half, note: note)
    }
    return .labels
  }

  /// The threshold of label 1 in a picture from lossy compression, which holds one structure or none. Throws
  /// `.notAMask` for anything else: grey levels or colours that compression smears into one another are no labels.
  func lossyThreshold() throws -> UInt16 {
    let half = fullScale / 2 + 1
    guard let brightest = values.max(), let darkest = values.min() else { return half }
    if brightest <= 2, brightest == darkest { return half }
    guard brightest >= high else {
      throw ReadError(
        code: .notAMask,
        message:
          "not a mask: the brightest pixel is \(brightest) of \(fullScale). Lossy compression destroys small label "
          + "values; save labels as PNG.")
    }
    let (between, onBoundary) = boundary(reach: 2)
    guard shareNearExtremes >= 0.9, (between - onBoundary) * 20 <= values.count(where: { $0 >= half }) else {
      throw ReadError(
        code: .notAMask,
        message:
          "not a mask of one structure: too many grey levels lie away from any border, as in a picture or between "
          + "several labels. Save one level per structure, as PNG.")
    }
    try refuseClasses(isExact: false)
    return half
  }

  /// Throws `.notAMask` where levels between the extremes belong to classes of their own, however smooth their edges:
  /// an edge falls from one extreme to the other within some pixels, a class stays on its level.
  ///
  /// - Parameter isExact: whether levels are what was saved, so that their frequencies count too.
  private func refuseClasses(isExact: Bool) throws {
    // Compression with loss leaves plateaus beside the extremes.
    let level = isExact ? plateau(margin: fullScale / 32) ?? frequentLevel : plateau(margin: fullScale / 8)
    guard let level else { return }
    throw ReadError(
      code: .notAMask,
      message:
        "not a mask of one structure: many pixels lie near grey level \(level), between 0 and \(fullScale), so there "
        + "are several classes with smoothed edges. Save one level per structure, without smoothing.")
  }

  /// A level between the extremes that squares of two by two pixels keep, within a thirty-second of full scale; nil
  /// where there are no more of them than chance makes on an edge (a hundredth of the levels between).
  ///
  /// - Parameter margin: how far from an extreme levels count as that extreme.
  private func plateau(margin: UInt16) -> UInt16? {
    let slack = fullScale / 32
    let (floor, ceiling) = (margin, fullScale - margin)
    var counts: [UInt16: Int] = [:]
    var (between, flat) = (0, 0)
    for y in 0..<max(0, height - 1) {
      for x in 0..<max(0, width - 1) {
        let at = x + y * width
        let (a, b, c, d) = (values[at], values[at + 1], values[at + width], values[at + width + 1])
        if a > floor, a < ceiling { between += 1 }
        let (least, most) = (min(a, b, c, d), max(a, b, c, d))
        guard least > floor, most < ceiling, most - least <= slack else { continue }
        flat += 1
        counts[a, default: 0] += 1
      }
    }
    guard flat > max(8, between / 100) else { return nil }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// A level between the extremes that far more pixels have than have those around it: two neighbouring sixteenths of
  /// full scale with two and a half times as many as twice the fullest sixteenth next to them. An edge passes its
  /// middle fastest, so that the fewest pixels are there.
  private var frequentLevel: UInt16? {
    var counts = [Int](repeating: 0, count: 16)
    for value in values { counts[min(15, Int(value) * 16 / (Int(fullScale) + 1))] += 1 }
    for place in 3..<12 {
      let pair = counts[place] + counts[place + 1]
      let around = 2 * [place - 2, place - 1, place + 2, place + 3].map { counts[$0] }.reduce(0, max)
      if 2 * pair > 5 * around, pair - around >= 24 { return UInt16((place + 1) * (Int(fullScale) + 1) / 16) }
    }
    return nil
  }

  private var low: UInt16 { fullScale / 8 }
  private var high: UInt16 { fullScale - fullScale / 8 }

  /// Smoothing and compression touch few pixels: the rest of a mask stays near 0 or full scale.
  private var shareNearExtremes: Double {
    let near = values.reduce(0) { $0 + ($1 <= low || $1 >= high ? 1 : 0) }
    return Double(near) / Double(max(1, values.count))
  }

  /// Whether most pixels between the extremes have both extremes among their eight neighbours.
  private var liesOnBoundary: Bool {
    let (between, onBoundary) = boundary(reach: 1)
    return between > 0 && 2 * onBoundary > between
  }

  /// How many pixels lie between the extremes, and how many of them have both extremes within `reach` columns and rows.
  private func boundary(reach: Int) -> (between: Int, onBoundary: Int) {
    var between = 0
    var onBoundary = 0
    for y in 0..<height {
      for x in 0..<width where values[x + y * width] > low && values[x + y * width] < high {
        between += 1
        var (dark, bright) = (false, false)
        for v in max(0, y - reach)...min(height - 1, y + reach) {
          for u in max(0, x - reach)...min(width - 1, x + reach) {
            dark = dark || values[u + v * width] <= low
            bright = bright || values[u + v * width] >= high
          }
        }
        if dark && bright { onBoundary += 1 }
      }
    }
    return (between, onBoundary)
  }
}
