internal import Volume

/// How far the image's edge lies from a structure's contour: the signed distance along the outward normal, within one
/// ring width, at which the mean |∇I·n| peaks, over the equivalent radius.
///
/// Positive: the edge lies outside, the contour was drawn too small; negative: too large. The peak is refined by a
/// parabola through its neighbours. Distances at which less than a quarter of the contour is found do not count.
/// Undefined where there is no edge at all. It says little where `EdgeSupport` is low, since then any peak is chance.
///
/// Unit: share of the equivalent radius (that of the disc with the cross-section's area; in three dimensions the
/// slices' mean, weighted by contour length, and the peak of all slices' profiles together). Frame and cost:
/// `BoundaryEvidence`.
package enum EdgeOffset {
  package static let entry = BoundaryMeasure.entry(
    .edgeOffset,
    "Distance from the contour at which the change of the image across it peaks, over the equivalent radius; positive: the contour is too small.",
    unit: "share of the equivalent radius", .ratio,
    "the offset of the image's edge from A's contour, over the equivalent radius", [.signed])
}

/// `EdgeOffset` as a length.
///
/// Unit: mm, or pixels of a grid without spacing. Frame and cost: `BoundaryEvidence`.
package enum EdgeOffsetLength {
  package static let entry = BoundaryMeasure.entry(
    .edgeOffsetLength,
    "Distance from the contour at which the change of the image across it peaks; positive: the contour is too small.",
    unit: "mm", .length, "the offset of the image's edge from A's contour", [.signed], name: "edge_offset_distance")
}
