internal import Volume

/// Surfaces and perimeters from how often lines in the directions to a voxel's neighbours cross the boundary (Crofton's
/// formula).
///
/// The weights are the areas of the Voronoi cells of the 26 directions on the unit sphere, those of isotropic voxels
/// whatever the spacing, as in Lehmann and Legland 2012, "Efficient N-Dimensional surface estimation using Crofton
/// formula and run-length encoding", Insight Journal.
struct Crofton {
  let spacing: SIMD3<Double>

  private static let alongAxis = 0.04577789120476 * 2
  private static let acrossFace = 0.03698062787608 * 2
  private static let acrossCube = 0.03519563978232 * 2

  /// The area of a surface, in three dimensions.
  func area(_ windows: ConfigurationHistogram) -> Double {
    let volume = spacing.x * spacing.y * spacing.z
    var total = 0.0
    // Each of the thirteen directions joins two corners of a window; corners are bits i + 2 j + 4 k.
    for (first, second) in Self.directions {
      let steps = first ^ second
      let step = SIMD3(Double(steps & 1), Double(steps >> 1 & 1), Double(steps >> 2)) * spacing
      let weight = [Self.alongAxis, Self.acrossFace, Self.acrossCube][steps.nonzeroBitCount - 1]
      let crossings = Double(windows.crossings(from: first, to: second))
      total += volume / (step * step).sum().squareRoot() * crossings / 2 * weight
    }
    return 4 * total
  }

  /// The length of an outline, in two dimensions.
  func length(_ windows: ConfigurationHistogram) -> Double {
    let area = spacing.x * spacing.y
    var total = 0.0
    for (first, second) in Self.directions where first < 4 && second < 4 {
      let steps = first ^ second
      let step = SIMD2(Double(steps & 1), Double(steps >> 1)) * SIMD2(spacing.x, spacing.y)
      total += area / (step * step).sum().squareRoot() * Double(windows.crossings(from: first, to: second)) / 2
    }
    return total * .pi / 4
  }

  private static let directions = [
    (0, 1), (0, 2), (0, 4), (0, 3), (1, 2), (0, 5), (1, 4), (0, 6), (2, 4), (0, 7), (1, 6), (2, 5), (3, 4),
  ]
}
