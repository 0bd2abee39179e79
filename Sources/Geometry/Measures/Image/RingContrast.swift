internal import Volume

/// How much a structure differs from its surroundings: the mean intensity of the ring just inside its contour minus
/// that of the ring just outside, over the whole image's standard deviation.
///
/// Rings are one ring width wide (a quarter of the equivalent radius, 3 to 25 voxels). Signed: positive where the
/// structure is the brighter one. Undefined when one of the rings is empty or the image is constant.
///
/// Unit: standard deviations of the image. Frame and cost: `BoundaryEvidence`.
package enum RingContrast {
  package static let entry = BoundaryMeasure.entry(
    .ringContrast,
    "Mean of the ring inside the contour minus mean of the ring outside, over the image's standard deviation.",
    unit: "SD of the image", .ratio, "the contrast across A's contour", [.signed])

  static func number(of sample: ContourSample) -> Double? {
    guard let inner = sample.inner.mean, let outer = sample.outer.mean, let deviation = sample.spread?.deviation,
      deviation > 0
    else { return nil }
    return (inner - outer) / deviation
  }
}

extension SortedValues {
  /// Nil without values.
  var mean: Double? { all.isEmpty ? nil : all.reduce(0) { $0 + Double($1) } / Double(all.count) }
}
