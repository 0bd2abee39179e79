internal import Formats
internal import JSON
internal import Volume

/// What our side finds in an image series, for the comparison with the peers' answers.
struct ImageAnswers {
  let volume: IntensityVolume

  init(path: String) throws {
    guard let volume = try ReadImage(path: path, intensities: true).volume else {
      throw Complaint("the series holds no intensities.")
    }
    self.volume = volume
  }

  /// The size, and for each slice the sum of its intensities and that of their products with their places: equal only
  /// where the slices, and most likely their pixels, are in the same order.
  func json() -> JSONValue {
    let size = volume.grid.size
    let area = size.i * size.j
    let slices = (0..<size.k).map { k in
      var (sum, moment) = (0, 0)
      for at in 0..<area {
        let value = Int(volume.values[k * area + at])
        sum += value
        moment += value * at
      }
      return JSONValue.array([.integer(sum), .integer(moment)])
    }
    return [
      "structures": [
        "image": ["size": .array((0..<3).map { .integer(size[$0]) }), "intensities": .array(slices)]
      ], "contacts": [:],
    ]
  }
}
