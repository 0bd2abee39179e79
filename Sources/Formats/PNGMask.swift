package import Volume

/// A PNG as a label mask: one slice, i the column, j the row, no lengths.
///
/// - Grey of 0 and full scale only (0/1, 0/255, 0/65535): label 1.
/// - Grey of at most 32 levels: the levels are the labels. Anti-aliased or compressed grey: label 1 from half of full scale on, and a note says so.
/// - Palette: the indices are the labels.
/// - Colour: shades of one colour on black are label 1; else every colour is a label whose value is `0xRRGGBB` (stable across files) and whose name is
///   `#rrggbb`; black is background.
/// - Alpha is ignored unless all colours are equal.
package struct PNGMask: Sendable {
  package let segmentation: Segmentation
  /// What the reader had to assume, each a sentence for a person.
  package let notes: [String]

  /// More colours than this are a picture.
  static let mostColours = 64

  /// Reads a mask. Throws `ReadError` with `.notAMask` for a picture. Cost: a few passes over the pixels.
  package static func read(bytes: [UInt8]) throws -> PNGMask {
    let image = try PNGImage(bytes: bytes)
    if case .palette = image.colours {
      return PNGMask(image, notes: []) { Int(image.samples[$0 * image.channels]) }
    }
    let plane = PNGPlane(image)
    switch try plane.interpretation() {
    case .labels where plane.isColoured: return try colourClasses(image)
    case .labels: return PNGMask(image, notes: plane.notes) { Int(plane.values[$0]) }
    case .binary(let threshold, let note):
      let name = plane.isColoured ? plane.brightest : nil
      return PNGMask(image, notes: plane.notes + (note.map { [$0] } ?? []), names: name.map { [1: $0] } ?? [:]) {
        plane.values[$0] >= threshold ? 1 : 0
      }
    }
  }

  private static func colourClasses(_ image: PNGImage) throws -> PNGMask {
    var names: [Int: String] = [:]
    var last = 0
    for pixel in 0..<(image.width * image.height) {
      let value = PNGColour(image, pixel).value
      guard value != last else { continue }
      last = value
      if value != 0, names[value] == nil { names[value] = PNGColour(image, pixel).name }
    }
    guard names.count <= mostColours else {
      throw ReadError(
        code: .notAMask,
        message: "not a mask: \(names.count) colours. Save one colour (or one palette index) per structure, "
          + "without smoothing and without lossy compression.")
    }
    return PNGMask(image, notes: [], names: names) { PNGColour(image, $0).value }
  }

  /// Encodes runs row by row; 0 is background.
  private init(_ image: PNGImage, notes: [String], names: [Int: String] = [:], label: (Int) -> Int) {
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
    segmentation = Segmentation(
      grid: image.grid,
      structures: runs.map { Structure(value: $0.key, name: names[$0.key], runs: Runs(ordered: $0.value)) })
    self.notes = notes
  }
}

/// The colour of a pixel of an RGB picture.
struct PNGColour: Hashable {
  let red: UInt16
  let green: UInt16
  let blue: UInt16
  let bitDepth: Int

  init(_ image: PNGImage, _ pixel: Int) {
    let at = pixel * image.channels
    red = image.samples[at]
    green = image.samples[at + 1]
    blue = image.samples[at + 2]
    bitDepth = image.bitDepth
  }

  /// `0xRRGGBB`, or `0xRRRRGGGGBBBB` for 16-bit samples.
  var value: Int { (Int(red) << bitDepth | Int(green)) << bitDepth | Int(blue) }

  /// `#rrggbb`, or `#rrrrggggbbbb` for 16-bit samples.
  var name: String {
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: max(0, 3 * bitDepth / 4 - digits.count)) + digits
  }
}
