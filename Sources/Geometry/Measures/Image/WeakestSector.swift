internal import Volume

/// The weakest stretch of a structure's contour: the lowest of twelve angular sectors' means of ∇I·n times the
/// prevailing sign (`DirectionConsistency`), over the band's median |∇I|.
///
/// Where a mask leaks into a neighbour, or ends before the organ does, a stretch of its contour has no edge (near 0) or
/// one of the wrong direction (below 0) while the rest is sound. Sectors are equal angles around the cross-section's
/// centroid, and a voxel on the line between two counts in both; those that hold no boundary voxel are left out.
/// Undefined where the band's median is zero or no sign prevails.
///
/// Unit: ratio. Frame and cost: `BoundaryEvidence`; in three dimensions the mean of the slices' weakest sectors, and
/// `WeakestSlice` beside it.
package enum WeakestSector {
  package static let entry = BoundaryMeasure.entry(
    .weakestSector,
    "Lowest of 12 angular sectors' mean change of the image across the contour, in the prevailing direction, over the median |∇I| in the band.",
    unit: "ratio", .ratio, "the edge strength in the weakest sector of A's contour", [.signed])

  static func number(of sample: ContourSample) -> Double? {
    guard let usual = sample.usualStrength, let sign = sample.prevailingSign else { return nil }
    var sums = [Double](repeating: 0, count: ContourGeometry.sectors)
    var counts = [Int](repeating: 0, count: ContourGeometry.sectors)
    for (sectors, slope) in zip(sample.sectors, sample.slopes) {
      for sector in sectors {
        sums[sector] += Double(slope) * sign
        counts[sector] += 1
      }
    }
    return zip(sums, counts).filter { $0.1 > 0 }.map { $0.0 / Double($0.1) }.min().map { $0 / usual }
  }
}
