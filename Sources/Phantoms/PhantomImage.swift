internal import Numerics
package import Volume

/// The image of a phantom: one intensity per structure, and noise. Drawn from the shapes as the recipe has them, so
/// that a mask that is spoilt afterwards no longer fits.
package struct PhantomImage: Hashable, Sendable {
  /// Where no structure is.
  package var background: Double
  /// By label; labels left out are like the background.
  package var values: [String: Double]
  /// Standard deviation of the noise.
  package var noise: Double
  /// What red, green and blue have of the intensity, 0…1 each; empty: the image is grey.
  package var colour: [Double] = []
}

extension PhantomRecipe {
  /// The intensities, where the recipe has an image. Cost: the voxels.
  package func intensities() -> IntensityVolume? {
    guard let image else { return nil }
    var drawn = self
    drawn.grid = imageGrid ?? grid
    let grid = drawn.grid
    var values = [Float](repeating: Float(image.background), count: grid.count)
    let structures = Dictionary(drawn.segmentation().structures.map { ($0.value, $0.runs) }) { first, _ in first }
    for label in labels {
      guard let value = image.values[label.name], let runs = structures[label.value] else { continue }
      for run in runs.all {
        let row = Int(run.row) * grid.size.i
        for i in Int(run.start)..<Int(run.end) { values[row + i] = Float(value) }
      }
    }
    if image.noise > 0 {
      var random = SplitMix64(seed: 0x9E37_79B9_7F4A_7C15)
      for at in values.indices { values[at] += Float(image.noise * random.bell()) }
    }
    guard !image.colour.isEmpty else { return IntensityVolume(grid: grid, values: values) }
    let coloured = values.flatMap { value in image.colour.map { value * Float($0) } }
    return IntensityVolume(grid: grid, channels: image.colour.count, values: coloured)
  }
}
