/// How a scorecard is fitted.
package struct FitRule: Sendable, Hashable {
  package var mostFeatures: Int
  /// The most points that one feature may earn.
  package var mostPoints: Int
  package var folds: Int
  /// The share of accepted cases that may be sent to review, or rejected, in cross-validation.
  package var reviewRate: Double
  package var rejectRate: Double
  package var ranges: RangeRule

  package init(
    mostFeatures: Int = 6, mostPoints: Int = 5, folds: Int = 5, reviewRate: Double = 0.05, rejectRate: Double = 0.01,
    ranges: RangeRule = RangeRule()
  ) {
    self.mostFeatures = max(mostFeatures, 1)
    self.mostPoints = max(mostPoints, 1)
    self.folds = max(folds, 2)
    self.reviewRate = reviewRate
    self.rejectRate = rejectRate
    self.ranges = ranges
  }

  /// So that what is left for training in each fold is enough for ranges: 42 with five folds.
  package var leastAccepted: Int {
    let folds = Double(folds)
    return Int((Double(ranges.leastCount) * folds / (folds - 1)).rounded(.up))
  }

  /// Four in each fold: 20 with five folds.
  package var leastRejected: Int { 4 * folds }
}
