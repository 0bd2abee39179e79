internal import Numerics
package import Volume

/// What a structure would be if the image had its say: voxels near its surface that look like its inside more than like
/// its surroundings, and those that do not.
///
/// Levels are smoothed in the slice, and each channel (luminance; of colour images two differences of channels as well)
/// counts by how far the medians of both sides lie apart, in squares of their common spread (a linear discriminant with
/// a diagonal covariance; Hastie, Tibshirani and Friedman 2009, 4.3). The deeper a voxel lies on its side the more the
/// image must say against it. Cost: a few passes over the window.
package struct ImageLikeness: Sendable {
  /// Voxels that look like the structure, near it.
  package let runs: Runs

  /// How far the surface may move, over the radius of a ball of the structure's size.
  private static let reach = 0.8
  /// A window that holds more is not looked at.
  private static let most = 4_000_000
  /// Sides that lie closer together, in spreads, say nothing.
  private static let leastDistance = 0.5

  /// Nil where the image says nothing, or the window is too large.
  package init?(of runs: Runs, radius: Double, in image: IntensityVolume, on grid: Grid) {
    guard image.grid.size == grid.size, let box = VoxelBox(of: runs, on: grid) else { return nil }
    let window = box.widened(by: Self.reach * radius, on: grid)
    guard window.fitsIntoMemory else { return nil }
    let mask = DenseMask(runs, on: grid, from: window.first, to: window.last)
    guard mask.isInside.count <= Self.most else { return nil }
    let depths = SquaredDistances(to: mask.isInside.map { !$0 }, size: mask.size, spacing: grid.lengths).values
    let heights = SquaredDistances(to: mask.isInside, size: mask.size, spacing: grid.lengths).values
    let distances = mask.isInside.indices.map { place in
      mask.isInside[place] ? depths[place].squareRoot() : -heights[place].squareRoot()
    }
    let margin = Float(0.1 * radius)
    let inside = distances.indices.filter { distances[$0] > margin }
    let outside = distances.indices.filter { distances[$0] < -margin && distances[$0] > -8 * margin }
    guard inside.count > 8, outside.count > 8 else { return nil }
    var likeness = [Float](repeating: 0, count: distances.count)
    var apart = Float(0)
    for channel in Self.channels(of: image) {
      let levels = Self.smoothed(
        image, channel, mask, grid, deviation: max(0.06 * radius, min(grid.lengths.x, grid.lengths.y)))
      let (a, b) = (Self.middle(levels, inside), Self.middle(levels, outside))
      let spread = (a.spread * a.spread + b.spread * b.spread) / 2
      guard spread > 0, spread.isFinite else { continue }
      let step = (a.median - b.median) / spread
      apart += (a.median - b.median) * step
      for place in likeness.indices where levels[place].isFinite {
        likeness[place] += (levels[place] - (a.median + b.median) / 2) * step
      }
    }
    guard apart > Float(Self.leastDistance * Self.leastDistance) else { return nil }
    // A voxel as unlike as the other side is on the average may be half of this deep.
    let depth = Float(1.5 * radius)
    let reach = Float(Self.reach * radius)
    self.runs = mask.runs(on: grid) { place in
      distances[place] > -reach && min(max(likeness[place] / apart, -0.75), 0.75) + distances[place] / depth > 0
    }
  }

  /// Weights of the stored channels.
  private static func channels(of image: IntensityVolume) -> [[Float]] {
    image.channels == 3 ? [[0.2126, 0.7152, 0.0722], [1, -1, 0], [0.5, 0.5, -1]] : [[1]]
  }

  /// A channel over the window, smoothed slice by slice.
  private static func smoothed(
    _ image: IntensityVolume, _ weights: [Float], _ mask: DenseMask, _ grid: Grid, deviation: Double
  ) -> [Float] {
    let (size, lengths) = (mask.size, grid.lengths)
    let smoothing = PlaneSmoothing(deviation / lengths.x, deviation / lengths.y)
    var levels: [Float] = []
    levels.reserveCapacity(mask.isInside.count)
    for k in 0..<size.k {
      var plane: [Float] = []
      plane.reserveCapacity(size.i * size.j)
      for j in 0..<size.j {
        let row = grid.size.i * (mask.origin.j + j + grid.size.j * (mask.origin.k + k)) + mask.origin.i
        for i in 0..<size.i {
          var level = Float(0)
          for (channel, weight) in weights.enumerated() {
            level += weight * image.values[(row + i) * image.channels + channel]
          }
          plane.append(level)
        }
      }
      levels += smoothing.smoothed(plane, width: size.i, height: size.j)
    }
    return levels
  }

  /// The median of some places' levels, and their spread: half of the range of the middle 68 %.
  private static func middle(_ levels: [Float], _ places: [Int]) -> (median: Float, spread: Float) {
    let sorted = places.map { levels[$0] }.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return (0, 0) }
    func at(_ share: Double) -> Float { sorted[Int(share * Double(sorted.count - 1))] }
    return (at(0.5), (at(0.84) - at(0.16)) / 2)
  }
}
