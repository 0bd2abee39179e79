internal import Volume

/// The shares of the whole image's voxels whose intensity lies below or above a window; nil when the image cannot be
/// used or none of its voxels is finite.
///
/// A question for policies: whether an image's values are what its modality has (the fat and air of a CT). Both ends
/// belong to the window; of colour images the luminance. Voxels that are not finite are left out of the shares and
/// counted.
///
/// Unit: share (0…1). Cost: one pass over the image.
package struct ImageWindow: StoredMeasure {
  package static let storedName = "image_window"
  package let low: Double
  package let high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  package func value(in scene: Scene) -> IntensityWindow.Shares? {
    guard let reader = ChannelReader(.luminance, in: scene) else { return nil }
    var count = WindowCount(low: low, high: high)
    for voxel in 0..<scene.grid.count { count.add(reader.value(voxel)) }
    return count.shares
  }
}
