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
package struct EdgeOffset: BoundaryMeasure {
  package let structure: Int
  package init(structure: Int) { self.structure = structure }

  package static let number = BoundaryNumber.edgeOffset

  package static let numbers: [NumberOf<Self>] = [
    declared(.ratio, "the offset of the image's edge from A's contour, over the equivalent radius", [.signed])
  ]

  package static var entry: MeasureEntry {
    entry(
      "Distance from the contour at which the change of the image across it peaks, over the equivalent radius; positive: the contour is too small.",
      unit: "share of the equivalent radius")
  }
}

/// `EdgeOffset` as a length.
///
/// Unit: mm, or pixels of a grid without spacing. Frame and cost: `BoundaryEvidence`.
package struct EdgeOffsetLength: BoundaryMeasure {
  package let structure: Int
  package init(structure: Int) { self.structure = structure }

  package static let number = BoundaryNumber.edgeOffsetLength

  package static let numbers: [NumberOf<Self>] = [
    declared(.length, "the offset of the image's edge from A's contour", [.signed])
  ]

  package static var entry: MeasureEntry {
    entry(
      "Distance from the contour at which the change of the image across it peaks; positive: the contour is too small.",
      unit: "mm")
  }
}
