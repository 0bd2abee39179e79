/// The colours of a palette, and what its indices are worth.
struct RasterPalette {
  private let entries: [SIMD3<UInt8>]

  init(_ entries: [SIMD3<UInt8>]) { self.entries = entries }

  /// Whether indices are label values: several colours that are neither greys nor shades of one, none of them twice, on
  /// black, which is the first. Such palettes are made for labels; others are made by programs that count colours.
  var keepsIndices: Bool {
    guard entries.first == .zero, Set(entries).count == entries.count, !isGrey else { return false }
    let colours = entries.map { RasterColour($0) }
    guard let peak = colours.max(by: { $0.brightness < $1.brightness }) else { return false }
    return !colours.allSatisfy { $0.isShade(of: peak) }
  }

  private var isGrey: Bool { entries.allSatisfy { $0.x == $0.y && $0.y == $0.z } }

  /// The picture in grey or in colour. Throws `.damaged` for an index that the palette does not have.
  func resolved(_ image: RasterImage) throws -> RasterImage {
    try check(image)
    let isGrey = isGrey
    var samples: [UInt16] = []
    samples.reserveCapacity(image.samples.count * (isGrey ? 1 : 3))
    for index in image.samples {
      let colour = entries[Int(index)]
      samples.append(UInt16(colour.x))
      if !isGrey {
        samples.append(UInt16(colour.y))
        samples.append(UInt16(colour.z))
      }
    }
    return RasterImage(
      width: image.width, height: image.height, colours: isGrey ? .grey : .rgb, bitDepth: 8, channels: isGrey ? 1 : 3,
      samples: samples)
  }

  /// Throws `.damaged` for an index that the palette does not have.
  func check(_ image: RasterImage) throws {
    guard let at = image.samples.firstIndex(where: { Int($0) >= entries.count }) else { return }
    throw ReadError(
      code: .damaged,
      message: "the pixel in column \(at % image.width) of row \(at / image.width) has the colour number "
        + "\(image.samples[at]), and the palette has \(entries.count) colours.")
  }
}

extension RasterColour {
  /// A colour of a palette.
  fileprivate init(_ entry: SIMD3<UInt8>) {
    self.init(red: UInt16(entry.x), green: UInt16(entry.y), blue: UInt16(entry.z), bitDepth: 8)
  }

  fileprivate var brightness: UInt16 { max(red, green, blue) }
}
