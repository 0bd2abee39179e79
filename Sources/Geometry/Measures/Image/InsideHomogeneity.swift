internal import Volume

/// Whether a structure is one kind of tissue: the variance of its intensities that is left within two classes after the
/// best split, over the whole variance (the criterion of Otsu 1979, IEEE Trans. Systems, Man and Cybernetics 9:62, here
/// over all splits, without a histogram).
///
/// Near 0 where the mask covers two things of different brightness; 0.36 for a normal distribution, 0.25 for a uniform
/// one, higher where a few voxels lie far out. Undefined when all intensities are equal.
///
/// Unit: share (0…1). Frame and cost: `BoundaryEvidence`, and one pass over the sorted intensities.
package enum InsideHomogeneity {
  package static let entry = BoundaryMeasure.entry(
    .insideHomogeneity,
    "Variance within two classes after the best split of the structure's intensities, over the whole variance.",
    unit: "share", .fraction, "the homogeneity of the image in A")

  static func number(of sample: ContourSample) -> Double? { share(sample.inside) }

  static func share(_ values: SortedValues) -> Double? {
    let all = values.all
    guard let first = all.first, let last = all.last, first < last, let mean = values.mean else { return nil }
    var whole = 0.0
    for value in all { whole += (Double(value) - mean) * (Double(value) - mean) }
    // The larger the variance between two classes, the smaller that within them; equal values stay together.
    var (below, best) = (0.0, 0.0)
    for at in 1..<all.count {
      below += Double(all[at - 1]) - mean
      guard all[at] > all[at - 1] else { continue }
      let (left, right) = (Double(at), Double(all.count - at))
      best = max(best, below * below * (1 / left + 1 / right))
    }
    return max(0, 1 - best / whole)
  }
}
