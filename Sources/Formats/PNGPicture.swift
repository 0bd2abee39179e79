package import Volume

/// A PNG as an image: grey in one channel, colour in three, in stored levels (0…255, or 0…65535).
package struct PNGPicture: Sendable {
  /// Reads a picture; alpha is ignored, a palette is resolved. Throws `ReadError`. Memory: four bytes per pixel and channel.
  package static func read(bytes: [UInt8]) throws -> IntensityVolume {
    let image = try PNGImage(bytes: bytes)
    let pixels = 0..<(image.width * image.height)
    switch image.colours {
    case .grey:
      return IntensityVolume(grid: image.grid, values: pixels.map { Float(image.samples[$0 * image.channels]) })
    case .rgb:
      var values: [Float] = []
      values.reserveCapacity(pixels.count * 3)
      for pixel in pixels {
        for channel in 0..<3 { values.append(Float(image.samples[pixel * image.channels + channel])) }
      }
      return IntensityVolume(grid: image.grid, channels: 3, values: values)
    case .palette(let entries):
      var values: [Float] = []
      values.reserveCapacity(pixels.count * 3)
      for pixel in pixels {
        let index = Int(image.samples[pixel])
        let colour = index < entries.count ? entries[index] : SIMD3(0, 0, 0)
        values.append(contentsOf: [Float(colour.x), Float(colour.y), Float(colour.z)])
      }
      return IntensityVolume(grid: image.grid, channels: 3, values: values)
    }
  }
}
