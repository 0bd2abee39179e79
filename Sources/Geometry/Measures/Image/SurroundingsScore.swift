internal import Volume

/// How unusual a structure would be among its surroundings: its mean intensity minus the outer ring's, over the outer
/// ring's standard deviation (divisor n).
///
/// `RingContrast` asks how visible the contour is; this asks whether the whole structure could be a part of what lies
/// around it. Signed: positive where it is brighter. Undefined when the outer ring is empty or constant.
///
/// Unit: standard deviations of the outer ring (a standard score). Rings: `RingContrast`. Frame and cost:
/// `BoundaryEvidence`.
package enum SurroundingsScore {
  package static let entry = BoundaryMeasure.entry(
    .surroundingsScore,
    "Mean intensity of the structure minus the mean of the ring outside the contour, over that ring's standard deviation.",
    unit: "SD of the outer ring", .ratio, "the standard score of A's mean intensity among its surroundings", [.signed])

  static func number(of sample: ContourSample) -> Double? {
    var moments = IntensityMoments()
    for value in sample.outer.all { moments.add(value) }
    guard let inside = sample.inside.mean, let outer = moments.mean, let deviation = moments.deviation, deviation > 0
    else { return nil }
    return (inside - outer) / deviation
  }
}
