import Formats
import Pictures
import Volume

/// The pixels of a rendered picture, read back from its PNG.
struct DecodedPicture {
  let width: Int
  let height: Int
  private let values: [Float]

  init(_ picture: Picture) throws {
    let volume = try PNG.readImage(InputFile(bytes: picture.png))
    width = volume.grid.size.i
    height = volume.grid.size.j
    values = volume.values
  }

  func colour(_ x: Int, _ y: Int) -> SIMD3<UInt8> {
    let at = 3 * (x + y * width)
    return SIMD3(UInt8(values[at]), UInt8(values[at + 1]), UInt8(values[at + 2]))
  }

  /// The pixels of a colour in some columns.
  func places(of colour: SIMD3<UInt8>, columns: Range<Int>) -> [(x: Int, y: Int)] {
    let red = Float(colour.x)
    var found: [(x: Int, y: Int)] = []
    for y in 0..<height {
      for x in columns where values[3 * (x + y * width)] == red && self.colour(x, y) == colour { found.append((x, y)) }
    }
    return found
  }
}
