package import Volume

/// The shares of a structure's voxels whose intensity lies below or above a window; nil when the image cannot be used,
/// the structure is empty, or none of its voxels is finite.
///
/// A question for policies ("at most 2 % of the liver below −50 HU") and for who names a window (`--window`). It is not
/// reported by itself, since which window is plausible depends on the structure and the modality. Both ends belong to
/// the window. Voxels that are not finite are left out of the shares and counted.
///
/// Unit: share (0…1). Cost: one pass over the structure's voxels.
package struct IntensityWindow: StructureMeasure, StoredMeasure {
  package static let storedName = "intensity_window"
  package let structure: StructurePlace
  package let channel: ImageChannel
  package let low: Double
  package let high: Double

  package init(structure: StructurePlace, channel: ImageChannel = .luminance, low: Double, high: Double) {
    self.structure = structure
    self.channel = channel
    self.low = low
    self.high = high
  }

  package struct Shares: Hashable, Sendable, Codable {
    package let below: Double
    package let above: Double
    /// The share of all voxels that were left out.
    package let notFinite: Double

    package var outside: Double { below + above }
  }

  package func value(in scene: Scene) -> Shares? {
    guard let reader = ChannelReader(channel, in: scene) else { return nil }
    var count = WindowCount(low: low, high: high)
    reader.image.forEachVoxel(of: scene.runs(structure)) { count.add(reader.value($0)) }
    return count.shares
  }
}

/// Counts voxels inside and outside a window, both of whose ends belong to it.
struct WindowCount {
  let low: Double
  let high: Double
  private var (below, above, finite, voxels) = (0, 0, 0, 0)

  init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  @inline(__always)
  mutating func add(_ intensity: Float) {
    let value = Double(intensity)
    voxels += 1
    guard value.isFinite else { return }
    finite += 1
    if value < low { below += 1 } else if value > high { above += 1 }
  }

  /// Nil when no voxel is finite.
  var shares: IntensityWindow.Shares? {
    guard finite > 0 else { return nil }
    return .init(
      below: Double(below) / Double(finite), above: Double(above) / Double(finite),
      notFinite: Double(voxels - finite) / Double(voxels))
  }
}

extension IntensityWindow {
  /// The fields of a document; null where nothing can be said.
  package static func fields(of shares: Shares?, low: Double, high: Double) -> [ReportedField] {
    guard let shares else { return [.init("window", .undefined)] }
    return [
      .init(
        "window",
        [
          "low": .number(low), "high": .number(high), "below_fraction": .number(shares.below),
          "above_fraction": .number(shares.above), "outside_fraction": .number(shares.outside),
          "non_finite_fraction": .number(shares.notFinite),
        ])
    ]
  }
}
