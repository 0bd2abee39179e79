internal import Volume

/// A picture as its file stores it, whatever the file's format: no gamma, no scaling of levels.
struct RasterImage {
  enum Colours: Hashable {
    case grey, rgb
    /// Red, green, blue per index.
    case palette([SIMD3<UInt8>])
  }

  let width: Int
  let height: Int
  let colours: Colours
  /// Bits per stored sample: 1, 2, 4, 8 or 16.
  let bitDepth: Int
  /// Samples per pixel, with alpha.
  let channels: Int
  /// `width * height * channels` samples, row after row, top first.
  let samples: [UInt16]

  /// The samples of a pixel that are colours: 1 or 3.
  var colourChannels: Int { colours == .rgb ? 3 : 1 }
  var hasAlpha: Bool { channels > colourChannels }
  /// The largest value that a sample can take.
  var fullScale: UInt16 { UInt16((1 << bitDepth) - 1) }
  /// i is the column, j the row. Pictures say nothing reliable of lengths.
  var grid: Grid { Grid(size: VoxelIndex(width, height, 1), spacing: nil) }
}

/// The colour of a pixel of an RGB picture.
struct RasterColour: Hashable {
  let red: UInt16
  let green: UInt16
  let blue: UInt16
  let bitDepth: Int

  init(red: UInt16, green: UInt16, blue: UInt16, bitDepth: Int) {
    self.red = red
    self.green = green
    self.blue = blue
    self.bitDepth = bitDepth
  }

  init(_ image: RasterImage, _ pixel: Int) {
    let at = pixel * image.channels
    self.init(
      red: image.samples[at], green: image.samples[at + 1], blue: image.samples[at + 2], bitDepth: image.bitDepth)
  }

  /// `0xRRGGBB`, or `0xRRRRGGGGBBBB` for 16-bit samples.
  var value: Int { (Int(red) << bitDepth | Int(green)) << bitDepth | Int(blue) }

  /// `#rrggbb`, or `#rrrrggggbbbb` for 16-bit samples.
  var name: String {
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: max(0, 3 * bitDepth / 4 - digits.count)) + digits
  }

  /// Whether the colour is a darker step of another one, within `slack` levels (two of rounding; lossy compression
  /// needs more).
  func isShade(of peak: RasterColour, within slack: Int = 2) -> Bool {
    let own = [Int(red), Int(green), Int(blue)]
    let full = [Int(peak.red), Int(peak.green), Int(peak.blue)]
    let largest = full.max() ?? 0
    let level = own.max() ?? 0
    guard largest > 0 else { return level == 0 }
    return zip(own, full).allSatisfy { abs($0 * largest - $1 * level) <= slack * largest }
  }
}

extension ReadBudget {
  /// What a byte of samples takes in all: as it was decoded, as a number of 16 bits, turned, and as an intensity, of
  /// which a colour of a palette has three.
  static func bytesPerSample(palette: Bool) -> Int { 1 + 2 + 2 + 4 * (palette ? 3 : 1) }

  /// How many bytes of samples a picture may have.
  func mostSamples(palette: Bool) -> UInt64 { UInt64(left / Self.bytesPerSample(palette: palette)) }

  func refusal(samples: Int, palette: Bool) -> ReadError {
    ReadError.tooLarge(
      "the picture's samples", Self.product(samples, Self.bytesPerSample(palette: palette)), limit: left, of: bytes)
  }
}
