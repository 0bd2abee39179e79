internal import Volume

/// How strong the edge under a structure's contour is: the mean |∇I| of its boundary voxels over the median |∇I| in the
/// band (both as for `EdgeSupport`).
///
/// 1 means that the contour lies on nothing more than what is all around it. Undefined where the band's median is zero:
/// in units of nothing, every edge is infinitely strong.
///
/// Unit: ratio. Frame and cost: `BoundaryEvidence`.
package enum EdgeStrength {
  package static let entry = BoundaryMeasure.entry(
    .edgeStrength,
    "Mean |∇I| of the contour's voxels over the median |∇I| in the band around the contour.",
    unit: "ratio", .ratio, "the edge strength along A's contour")

  static func number(of sample: ContourSample) -> Double? {
    guard let usual = sample.usualStrength, !sample.strengths.isEmpty else { return nil }
    return sample.strengths.reduce(0) { $0 + Double($1) } / Double(sample.strengths.count) / usual
  }
}

/// `EdgeStrength` with the median of the boundary voxels in place of their mean: a short stretch of a very strong edge
/// (gas, bone) does not make up for a contour without one.
///
/// Unit: ratio. Frame and cost: `BoundaryEvidence`.
package enum MedianEdgeStrength {
  package static let entry = BoundaryMeasure.entry(
    .medianEdgeStrength,
    "Median |∇I| of the contour's voxels over the median |∇I| in the band around the contour.",
    unit: "ratio", .ratio, "the median edge strength along A's contour")

  static func number(of sample: ContourSample) -> Double? {
    guard let usual = sample.usualStrength, let median = SortedValues(sorting: sample.strengths).median else {
      return nil
    }
    return median / usual
  }
}
