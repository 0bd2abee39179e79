internal import Volume

/// How much of a structure's surroundings looks like the structure: the share of the outer ring's voxels whose
/// intensity lies between the cross-section's own 10th and 90th percentile, both ends included.
///
/// A leak or an under-segmentation leaves like beside like. Undefined when the outer ring is empty.
///
/// Unit: share (0…1). Rings: `RingContrast`. Frame and cost: `BoundaryEvidence`.
package enum RingOverlap {
  package static let entry = BoundaryMeasure.entry(
    .ringOverlap,
    "Share of the ring outside the contour whose intensity lies between the structure's 10th and 90th percentile.",
    unit: "share", .fraction, "the share of the ring around A that looks like A")

  static func number(of sample: ContourSample) -> Double? {
    guard let low = sample.inside.percentile(0.1), let high = sample.inside.percentile(0.9), !sample.outer.all.isEmpty
    else { return nil }
    return Double(sample.outer.count(from: low, through: high)) / Double(sample.outer.all.count)
  }
}
