internal import Volume

/// How well intensity tells the ring inside a structure's contour from the ring outside: the area under the ROC curve,
/// which is the probability that a voxel of the inner ring is brighter than one of the outer ring, ties counting half
/// (Hanley and McNeil 1982, Radiology 143:29). Exact.
///
/// 0.5 means like beside like; 1 a structure brighter than all around it, 0 a darker one. Undefined when one of the
/// rings is empty.
///
/// Unit: probability (0…1). Rings: `RingContrast`. Frame and cost: `BoundaryEvidence`, and one merge of the sorted
/// rings.
package enum RingSeparability {
  package static let entry = BoundaryMeasure.entry(
    .ringSeparability,
    "Area under the ROC curve of the ring inside the contour against the ring outside, by intensity; 0.5 is like beside like.",
    unit: "probability", .fraction, "the separability of the image inside and outside A's contour")

  static func number(of sample: ContourSample) -> Double? { areaUnderCurve(sample.inner, over: sample.outer) }

  /// The probability that one of `high` exceeds one of `low`, plus half of that of a tie; nil when either is empty.
  static func areaUnderCurve(_ high: SortedValues, over low: SortedValues) -> Double? {
    let (a, b) = (high.all, low.all)
    guard !a.isEmpty, !b.isEmpty else { return nil }
    // Counted in halves, so that the sum is a whole number and exact.
    var (halves, below, through) = (0, 0, 0)
    for value in a {
      while below < b.count, b[below] < value { below += 1 }
      while through < b.count, b[through] <= value { through += 1 }
      halves += below + through
    }
    return Double(halves) / 2 / (Double(a.count) * Double(b.count))
  }
}
