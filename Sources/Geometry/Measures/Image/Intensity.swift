internal import Numerics
package import Volume

/// The intensities of an image under a structure; nil when the image cannot be used, has no such channel, or the
/// structure is empty.
///
/// Unit: the image's own (HU for CT). Exact for any values: percentiles are linear between order statistics (Hyndman
/// and Fan 1996, definition 7, numpy's default), the standard deviation has the divisor n, as PyRadiomics' first-order
/// features have it. Values that are not finite are left out and counted.
///
/// Cost: three passes over the structure's voxels; nothing is sorted or copied, but where there are few.
package struct Intensity: StructureMeasure {
  package let structure: StructurePlace
  package let channel: ImageChannel

  package init(structure: StructurePlace, channel: ImageChannel) {
    self.structure = structure
    self.channel = channel
  }

  package init(structure: StructurePlace) { self.init(structure: structure, channel: .luminance) }

  package struct Summary: Hashable, Sendable {
    package let voxels: Int
    package let notFinite: Int
    /// Nil when no voxel is finite.
    package let levels: Levels?

    package var notFiniteShare: Double { Double(notFinite) / Double(voxels) }
  }

  package struct Levels: Hashable, Sendable {
    package let mean: Double
    package let median: Double
    package let deviation: Double
    package let smallest: Double
    package let largest: Double
    package let percentile5: Double
    package let percentile95: Double
  }

  static let numbers: [NumberOf<Self>] = [
    .init("intensity_mean", .intensity, "the mean intensity", [.signed]) { $0?.levels?.mean },
    .init("intensity_median", .intensity, "the median intensity", [.signed]) { $0?.levels?.median },
    .init("intensity_sd", .intensity, "the standard deviation of the intensity") { $0?.levels?.deviation },
    .init("intensity_min", .intensity, "the lowest intensity", [.signed]) { $0?.levels?.smallest },
    .init("intensity_max", .intensity, "the highest intensity", [.signed]) { $0?.levels?.largest },
    .init("intensity_p5", .intensity, "the 5th percentile of the intensity", [.signed]) { $0?.levels?.percentile5 },
    .init("intensity_p95", .intensity, "the 95th percentile of the intensity", [.signed]) { $0?.levels?.percentile95 },
    .init("intensity_score", .ratio, "the standard score of A's mean intensity in the image", [.signed]) {
      measure, scene in
      guard let mean = scene[measure]?.levels?.mean, let image = scene[ImageSpread(channel: measure.channel)],
        image.deviation > 0
      else { return nil }
      return (mean - image.mean) / image.deviation
    },
    .init("non_finite_fraction", .fraction, "the share of A's voxels whose intensity is no finite number") {
      $0?.notFiniteShare
    },
  ]

  package func value(in scene: Scene) -> Summary? {
    let runs = scene.runs(structure)
    guard !runs.isEmpty, let reader = ChannelReader(channel, in: scene) else { return nil }
    var moments = IntensityMoments()
    var voxels = 0
    reader.image.forEachVoxel(of: runs) { voxel in
      let value = reader.value(voxel)
      voxels += 1
      if value.isFinite { moments.add(value) }
    }
    let notFinite = voxels - moments.count
    guard let mean = moments.mean, let deviation = moments.deviation else {
      return Summary(voxels: voxels, notFinite: notFinite, levels: nil)
    }
    let ranks = [0.05, 0.5, 0.95].compactMap { Ranks($0, count: moments.count) }
    let statistics = RankSelection.values(at: ranks.flatMap { [$0.lower, $0.upper] }, among: moments.count) { take in
      reader.image.forEachVoxel(of: runs) { voxel in
        let value = reader.value(voxel)
        if value.isFinite { take(value) }
      }
    }
    let percentiles = ranks.enumerated().map { at, rank in
      rank.between(Double(statistics[2 * at]), Double(statistics[2 * at + 1]))
    }
    return Summary(
      voxels: voxels, notFinite: notFinite,
      levels: Levels(
        mean: mean, median: percentiles[1], deviation: deviation, smallest: Double(moments.smallest),
        largest: Double(moments.largest), percentile5: percentiles[0], percentile95: percentiles[2]))
  }
}

/// Mean, deviation and range in one pass.
struct IntensityMoments {
  private(set) var count = 0
  private(set) var smallest = Float.infinity
  private(set) var largest = -Float.infinity
  /// Sums of differences from the first value, so that a large offset costs no digits.
  private var (origin, sum, squares) = (0.0, 0.0, 0.0)

  @inline(__always)
  mutating func add(_ value: Float) {
    if count == 0 { origin = Double(value) }
    count += 1
    smallest = min(smallest, value)
    largest = max(largest, value)
    let difference = Double(value) - origin
    sum += difference
    squares += difference * difference
  }

  var mean: Double? { count == 0 ? nil : origin + sum / Double(count) }

  /// Divisor n.
  var deviation: Double? {
    guard count > 0 else { return nil }
    let mean = sum / Double(count)
    return max(0, squares / Double(count) - mean * mean).squareRoot()
  }
}
