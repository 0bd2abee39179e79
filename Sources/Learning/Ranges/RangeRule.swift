internal import Numerics

/// How ranges are taken from a cohort.
package struct RangeRule: Sendable, Hashable {
  /// The share of the cohort on either side outside the typical range: 5 %, so 5th to 95th percentile.
  package let typicalTail: Double
  /// The share on either side that may lie outside the possible range at most: 1 %.
  package let possibleTail: Double
  /// How far the possible range reaches beyond a typical end, in distances from the median to that end.
  ///
  /// 1 puts the ends of a normal distribution at 3.3 standard deviations: 0.1 % of sound cases lie outside, and about
  /// 0.5 % while the ends come from 40 cases.
  package let reach: Double
  /// The confidence of the intervals.
  package let confidence: Double
  package var resamples: Int
  package var seed: UInt64

  /// Tails are kept within 0.1 and 25 %, so that there is a cohort that is large enough and a range that is one.
  package init(
    typicalTail: Double = 0.05, possibleTail: Double = 0.01, reach: Double = 1, confidence: Double = 0.95,
    resamples: Int = 2_000, seed: UInt64 = 1
  ) {
    self.typicalTail = min(max(typicalTail, 0.001), 0.25)
    self.possibleTail = min(max(possibleTail, 0.001), 0.25)
    self.reach = max(reach, 0)
    self.confidence = confidence
    self.resamples = resamples
    self.seed = seed
  }

  /// With fewer values one alone sets an end, and an outlier would be the range: 33 for the 5th and 95th percentile.
  package var leastCount: Int { QuantilePosition.leastCount(tail: typicalTail) }

  /// From here on at least five cases are expected beyond either end, and the bootstrap interval holds what it says (91
  /// to 95 % measured for 95 %; 86 % at 40): 100 for the 5th and 95th percentile.
  package var ampleCount: Int { max(leastCount, Int((5 / typicalTail).rounded(.up))) }

  /// With fewer values the outer percentiles themselves rest on one value, and only the reach counts: 167 for the 1st
  /// and 99th percentile.
  var leastCountOfOuter: Int { QuantilePosition.leastCount(tail: possibleTail) }
}
