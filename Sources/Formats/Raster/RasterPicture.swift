internal import Volume

extension RasterImage {
  /// The picture as an image: grey in one channel, colour in three, in stored levels (0…255, or 0…65535). Alpha is
  /// ignored, a palette is resolved. Memory: four bytes per pixel and channel. Throws `.damaged` for an index that the
  /// palette does not have.
  func intensities() throws -> IntensityVolume {
    let pixels = 0..<(width * height)
    switch colours {
    case .grey:
      return IntensityVolume(grid: grid, values: pixels.map { Float(samples[$0 * channels]) })
    case .rgb:
      var values: [Float] = []
      values.reserveCapacity(pixels.count * 3)
      for pixel in pixels {
        for channel in 0..<3 { values.append(Float(samples[pixel * channels + channel])) }
      }
      return IntensityVolume(grid: grid, channels: 3, values: values)
    case .palette(let entries):
      var values: [Float] = []
      values.reserveCapacity(pixels.count * 3)
      try RasterPalette(entries).check(self)
      for pixel in pixels {
        let colour = entries[Int(samples[pixel])]
        values.append(contentsOf: [Float(colour.x), Float(colour.y), Float(colour.z)])
      }
      return IntensityVolume(grid: grid, channels: 3, values: values)
    }
  }
}
