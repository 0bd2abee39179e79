internal import Volume

/// Whether the image changes the same way all along a structure's contour: the share of its boundary voxels where the
/// sign of ∇I·n (n the outward normal) is the prevailing one, which is the sign of the sum of ∇I·n.
///
/// A lung on a radiograph is darker than everything around it, so brightness grows outward along all of its contour;
/// where it does not, the contour runs along something else. Near 0.5 for a contour that ignores the image. Undefined
/// where neither sign prevails, as in a constant image.
///
/// Unit: share (0…1). Normals are the gradient of the signed distance, smoothed by one voxel. Frame and cost:
/// `BoundaryEvidence`.
package enum DirectionConsistency {
  package static let entry = BoundaryMeasure.entry(
    .directionConsistency,
    "Share of the contour's voxels where the image changes outward in the direction that prevails along the contour.",
    unit: "share", .fraction, "the share of A's contour across which the image changes in the prevailing direction")

  static func number(of sample: ContourSample) -> Double? {
    guard let sign = sample.prevailingSign else { return nil }
    return Double(sample.slopes.count { Double($0) * sign > 0 }) / Double(sample.slopes.count)
  }
}
