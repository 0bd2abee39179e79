/// How numbers about agreement are estimated.
package struct AgreementRule: Hashable, Sendable {
  /// The confidence of intervals.
  package let confidence: Double
  package let resamples: Int
  package let seed: UInt64
  /// With fewer acceptable or unacceptable cases nothing is said about how a score tells them apart: one case would
  /// move the area by 20 points.
  package let leastOfEither: Int
  /// With fewer scores nothing is said about their calibration.
  package let leastScores: Int
  /// Bins of equal width for reliability.
  package let bins: Int

  package init(
    confidence: Double = 0.95, resamples: Int = 2_000, seed: UInt64 = 1, leastOfEither: Int = 5,
    leastScores: Int = 20, bins: Int = 10
  ) {
    self.confidence = confidence
    self.resamples = resamples
    self.seed = seed
    self.leastOfEither = leastOfEither
    self.leastScores = leastScores
    self.bins = bins
  }
}
