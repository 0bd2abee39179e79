internal import Volume

/// A picture as a label mask: one slice, i the column, j the row, no lengths.
///
/// - Grey of 0 and full scale only (0/1, 0/255, 0/65535): label 1.
/// - Grey of at most 32 levels: the levels are the labels. Anti-aliased or compressed grey: label 1 from half of full
///   scale on, and a note says so.
/// - Palette: the indices are the labels.
/// - Colour: shades of one colour on black are label 1; else every colour is a label whose value is `0xRRGGBB` (stable
///   across files) and whose name is `#rrggbb`; black is background.
/// - Alpha is ignored unless all colours are equal.
/// - From lossy compression: label 1 where the largest channel reaches half of full scale, and a note says so.
enum RasterMask {
  /// More colours than this are a picture.
  static let mostColours = 64

  /// Reads a picture whose pixels are what was saved. Throws `ReadError` with `.notAMask` for a picture. Cost: a few
  /// passes over the pixels.
  static func exact(_ image: RasterImage) throws -> MaskReading {
    if case .palette = image.colours {
      return reading(image, notes: []) { Int(image.samples[$0 * image.channels]) }
    }
    let plane = RasterPlane(image)
    switch try plane.interpretation() {
    case .labels where plane.isColoured: return try colourClasses(image)
    case .labels: return reading(image, notes: plane.notes) { Int(plane.values[$0]) }
    case .binary(let threshold, let note):
      let name = plane.isColoured ? plane.brightest : nil
      return reading(image, notes: plane.notes + (note.map { [$0] } ?? []), names: name.map { [1: $0] } ?? [:]) {
        plane.values[$0] >= threshold ? 1 : 0
      }
    }
  }

  /// Reads a picture from lossy compression. Throws `ReadError` with `.notAMask` for a picture or for several
  /// structures. Cost: a few passes over the pixels.
  static func lossy(_ image: RasterImage, notes: [String]) throws -> MaskReading {
    let plane = RasterPlane(image)
    let threshold = try plane.lossyThreshold()
    try refuseSeveralColours(image, from: threshold)
    let note =
      "The file is compressed with loss, which smears labels at their borders; label 1 was taken where the largest channel "
      + "is at least \(threshold) of \(image.fullScale). Save masks as PNG."
    return reading(image, notes: [note] + notes) { plane.values[$0] >= threshold ? 1 : 0 }
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
          + "their borders. Save one colour (or one palette index) per structure, as PNG.")
    }
  }

  private static func colourClasses(_ image: RasterImage) throws -> MaskReading {
    var names: [Int: String] = [:]
    var last = 0
    for pixel in 0..<(image.width * image.height) {
      let value = RasterColour(image, pixel).value
      guard value != last else { continue }
      last = value
      if value != 0, names[value] == nil { names[value] = RasterColour(image, pixel).name }
    }
    guard names.count <= mostColours else {
      throw ReadError(
        code: .notAMask,
        message: "not a mask: \(names.count) colours. Save one colour (or one palette index) per structure, "
          + "without smoothing and without lossy compression.")
    }
    return reading(image, notes: [], names: names) { RasterColour(image, $0).value }
  }

  /// Encodes runs row by row; 0 is background.
  private static func reading(
    _ image: RasterImage, notes: [String], names: [Int: String] = [:], label: (Int) -> Int
  ) -> MaskReading {
    var runs: [Int: [Run]] = [:]
    for row in 0..<image.height {
      let first = row * image.width
      var start = 0
      while start < image.width {
        let value = label(first + start)
        var end = start + 1
        while end < image.width, label(first + end) == value { end += 1 }
        if value != 0 {
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
