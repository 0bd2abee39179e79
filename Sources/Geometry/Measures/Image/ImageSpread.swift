internal import Volume

/// Mean and standard deviation (divisor n) of the whole image in one channel, its finite voxels alone; nil when it
/// cannot be used, has no such channel, or no finite voxel. Cost: one pass over the image.
package struct ImageSpread: Measure {
  package let channel: ImageChannel

  package init(channel: ImageChannel = .luminance) { self.channel = channel }

  package static let isOfImageAlone = true

  package struct Spread: Hashable, Sendable {
    package let mean: Double
    package let deviation: Double
  }

  package func value(in scene: Scene) -> Spread? {
    guard let reader = ChannelReader(channel, in: scene) else { return nil }
    var moments = IntensityMoments()
    for voxel in 0..<scene.grid.count {
      let value = reader.value(voxel)
      if value.isFinite { moments.add(value) }
    }
    guard let mean = moments.mean, let deviation = moments.deviation else { return nil }
    return Spread(mean: mean, deviation: deviation)
  }
}
