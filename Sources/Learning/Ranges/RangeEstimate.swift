/// A proposed range with what is known about its ends.
package struct RangeEstimate: Sendable, Hashable {
  package let low: Estimate
  package let high: Estimate
  /// Intervals of the ends without any assumption; nil where the cohort is too small for one, and for ends that are no
  /// quantile.
  package let distributionFreeLow: ClosedRange<Double>?
  package let distributionFreeHigh: ClosedRange<Double>?
  /// The ends as people would write them, rounded outwards.
  package let rounded: ClosedRange<Double>

  package var range: ClosedRange<Double> { low.value...high.value }
}
