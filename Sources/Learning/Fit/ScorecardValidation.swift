/// What a cut-off does to cases that the card did not see.
package struct OperatingPoint: Sendable, Hashable {
  package let flaggedRejected: Int
  package let rejected: Int
  package let flaggedAccepted: Int
  package let accepted: Int

  package init(flaggedRejected: Int, rejected: Int, flaggedAccepted: Int, accepted: Int) {
    self.flaggedRejected = flaggedRejected
    self.rejected = rejected
    self.flaggedAccepted = flaggedAccepted
    self.accepted = accepted
  }

  package var sensitivity: Double { Double(flaggedRejected) / Double(rejected) }
  package var specificity: Double { 1 - Double(flaggedAccepted) / Double(accepted) }
}

/// How a fitted card does in cross-validation, beside the ranges alone on the same folds.
///
/// Quantiles, limits, features and points are fitted without the held-out cases. The choice of the cut-offs' strictness
/// sees them, so specificities at the cut-offs are a little kind. Intervals hold the folds' cards fixed; another cohort
/// would also give other cards.
package struct ScorecardValidation: Sendable, Hashable {
  package struct Separation: Sendable, Hashable {
    /// Area under the ROC curve, over pairs of the same fold.
    package let area: Estimate
    /// Nil: no cut-off keeps the rate of flagged accepted cases.
    package let review: OperatingPoint?
    package let reject: OperatingPoint?
  }

  package let folds: Int
  package let card: Separation
  /// A point for each feature outside its typical range, on its bad side.
  package let ranges: Separation
  /// The card's area less the ranges'.
  package let gain: Estimate
}
