internal import Volume

/// A picture as a label mask: one slice, i the column, j the row, no lengths.
///
/// - Grey of 0 and full scale only (0/1, 0/255, 0/65535): label 1.
/// - Grey of at most 32 levels: the levels are the labels. Anti-aliased or compressed grey: label 1 from half of full
///   scale on, and a note says so.
/// - Palette: its colours count, as below; an index says nothing, since programs that make palettes number as they
///   like. Where the first entry is black and no two colours are the same, a palette of several colours keeps its
///   indices as label values.
/// - Colour: shades of one colour on black are label 1; else every colour is a label whose value is `0xRRGGBB` (stable
///   across files) and whose name is `#rrggbb`; black is background.
/// - Alpha is ignored unless all colours are equal.
/// - From lossy compression: label 1 where the largest channel reaches half of full scale, and a note says so.
enum RasterMask {
  /// More colours than this are a picture.
  static let mostColours = 64

  /// Reads a picture whose pixels are what was saved. Throws `ReadError` with `.notAMask` for a picture. Cost: a few
  /// passes over the pixels.
  static func exact(_ image: RasterImage, budget: ReadBudget = .standard, notes: [String] = []) throws -> MaskReading {
    if case .palette(let entries) = image.colours {
      let palette = RasterPalette(entries)
      guard !palette.keepsIndices else {
        try palette.check(image)
        return try indices(image, budget, notes)
      }
      return try exact(palette.resolved(image), budget: budget, notes: notes)
    }
    let plane = RasterPlane(image)
    let notes = plane.notes + notes
    switch try plane.interpretation() {
    case .labels where plane.isColoured: return try colourClasses(image, budget, notes)
    case .labels: return try reading(image, budget, notes: notes) { Int(plane.values[$0]) }
    case .binary(let threshold, let note):
      let name = plane.isColoured ? plane.brightest : nil
      return try reading(
        image, budget, notes: (note.map { [$0] } ?? []) + notes, names: name.map { [1: $0] } ?? [:]
      ) { plane.values[$0] >= threshold ? 1 : 0 }
    }
  }

  /// Reads a grey picture with more levels than a mask of smoothed edges or a few classes has, and in long stretches of
  /// one level each, as only label maps have them; nil for other pictures. Cost: a pass over the pixels.
  static func labels(_ image: RasterImage, budget: ReadBudget, notes: [String]) throws -> MaskReading? {
    guard image.colours == .grey, image.channels == 1 else { return nil }
    var levels: Set<UInt16> = []
    var (pixels, stretches, last) = (0, 0, UInt16(0))
    for (at, value) in image.samples.enumerated() {
      if value != 0 {
        pixels += 1
        if value != last || at % image.width == 0 { stretches += 1 }
      }
      if value != last { levels.insert(value) }
      last = value
    }
    guard levels.count > RasterPlane.mostLevels, levels.count <= LabelDecoder.mostLabels, pixels >= 4 * stretches
    else { return nil }
    // Most pixels of a smoothed mask have its two levels.
    let extremes = image.samples.count { $0 == 0 || $0 == image.fullScale }
    guard extremes < image.samples.count * 9 / 10 || levels.max() != image.fullScale else { return nil }
    return try reading(image, budget, notes: notes) { Int(image.samples[$0]) }
  }

  /// Reads a picture from lossy compression. Throws `ReadError` with `.notAMask` for a picture or for several
  /// structures. Cost: a few passes over the pixels.
  static func lossy(_ image: RasterImage, budget: ReadBudget = .standard, notes: [String]) throws -> MaskReading {
    let plane = RasterPlane(image)
    let threshold = try plane.lossyThreshold()
    try refuseSeveralColours(image, from: threshold)
    let note =
      "The file is compressed with loss, which smears labels at their borders; label 1 was taken where the largest channel "
      + "is at least \(threshold) of \(image.fullScale). Save masks as PNG."
    return try reading(image, budget, notes: [note] + notes) { plane.values[$0] >= threshold ? 1 : 0 }
  }

  /// A mask of one structure has one colour; its borders may take others, its inside may not.
  private static func refuseSeveralColours(_ image: RasterImage, from threshold: UInt16) throws {
    guard image.colours == .rgb else { return }
    let bright = (0..<(image.width * image.height)).lazy.map { RasterColour(image, $0) }
      .filter { max($0.red, $0.green, $0.blue) >= threshold }
    guard let peak = bright.max(by: { $0.sum < $1.sum }) else { return }
    let (all, odd) = bright.reduce((0, 0)) { ($0.0 + 1, $0.1 + ($1.isShade(of: peak, within: 96) ? 0 : 1)) }
    guard odd * 20 <= all else {
      throw ReadError(
        code: .notAMask,
        message:
          "not a mask of one structure: bright pixels have several colours, and lossy compression mixes colours at "
          + "their borders. Save one colour per structure, as PNG.")
    }
  }

  private static func indices(_ image: RasterImage, _ budget: ReadBudget, _ notes: [String]) throws -> MaskReading {
    let count = Set(image.samples).count
    guard count <= mostColours else { throw tooMany(count) }
    return try reading(image, budget, notes: notes) { Int(image.samples[$0]) }
  }

  private static func colourClasses(
    _ image: RasterImage, _ budget: ReadBudget, _ notes: [String]
  ) throws -> MaskReading {
    var names: [Int: String] = [:]
    var last = 0
    for pixel in 0..<(image.width * image.height) {
      let value = RasterColour(image, pixel).value
      guard value != last else { continue }
      last = value
      if value != 0, names[value] == nil { names[value] = RasterColour(image, pixel).name }
    }
    guard names.count <= mostColours else { throw tooMany(names.count) }
    return try reading(image, budget, notes: notes, names: names) { RasterColour(image, $0).value }
  }

  private static func tooMany(_ colours: Int) -> ReadError {
    ReadError(
      code: .notAMask,
      message: "not a mask: \(colours) colours. Save one colour per structure, "
        + "without smoothing and without lossy compression.")
  }

  /// Encodes runs row by row; 0 is background.
  private static func reading(
    _ image: RasterImage, _ budget: ReadBudget, notes: [String], names: [Int: String] = [:], label: (Int) -> Int
  ) throws -> MaskReading {
    var allowance = RunAllowance(budget)
    var runs: [Int: [Run]] = [:]
    for row in 0..<image.height {
      let first = row * image.width
      var start = 0
      while start < image.width {
        let value = label(first + start)
        var end = start + 1
        while end < image.width, label(first + end) == value { end += 1 }
        if value != 0 {
          try allowance.add()
          runs[value, default: []].append(
            Run(
              row: Int32(truncatingIfNeeded: row), start: Int32(truncatingIfNeeded: start),
              end: Int32(truncatingIfNeeded: end)))
        }
        start = end
      }
    }
    let structures = runs.map { Structure(value: $0.key, name: names[$0.key], runs: Runs(ordered: $0.value)) }
    return MaskReading(segmentation: Segmentation(grid: image.grid, structures: structures), notes: notes)
  }
}

extension RasterColour {
  fileprivate var sum: Int { Int(red) + Int(green) + Int(blue) }
}
