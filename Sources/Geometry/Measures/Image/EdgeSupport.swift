internal import Volume

/// How much of a structure's contour lies on edges of the image: the share of its boundary voxels whose |∇I| exceeds
/// the 70th percentile of |∇I| in the band.
///
/// A contour drawn at random gets 0.3, since a third of the band's voxels are above that percentile; one that follows
/// an edge gets close to 1, and a constant image 0. The band holds all voxels within two ring widths of the contour, a
/// ring width being a quarter of the equivalent radius and 3 to 25 voxels. The boundary voxels are those inside that
/// have one of their eight neighbours outside; I is smoothed with a Gaussian of 0.6 % of the picture's shorter side and
/// at least one pixel, in three dimensions of one voxel.
///
/// Unit: share (0…1). Frame and cost: `BoundaryEvidence`. Comparing the gradient on a contour with its surroundings'
/// goes back to evaluating segmentations without a reference (Chabrier et al. 2006, EURASIP J. Applied Signal
/// Processing 96306).
package enum EdgeSupport {
  package static let entry = BoundaryMeasure.entry(
    .edgeSupport,
    "Share of the contour's voxels whose |∇I| exceeds the 70th percentile of |∇I| in the band around the contour.",
    unit: "share", .fraction, "the share of A's contour that lies on edges of the image")

  /// The percentile that an edge must exceed.
  static let percentile = 0.7

  /// Nil when no boundary voxel has a gradient.
  static func number(of sample: ContourSample) -> Double? {
    guard let limit = sample.band.percentile(percentile), !sample.strengths.isEmpty else { return nil }
    return Double(sample.strengths.count { Double($0) > limit }) / Double(sample.strengths.count)
  }
}
