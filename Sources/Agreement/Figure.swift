/// A number with its interval, or why there is none: never 0 or NaN in its place.
package enum Figure: Hashable, Sendable {
  case known(Known)
  case notEstimable(because: String)

  package struct Known: Hashable, Sendable {
    package let value: Double
    /// What the value is a share of; nil for what is no share.
    package let share: Share?
    package let interval: Interval
  }

  /// A count among others.
  package struct Share: Hashable, Sendable {
    package let part: Int
    package let of: Int
  }

  package enum Interval: Hashable, Sendable {
    case range(ClosedRange<Double>, Method)
    case notEstimable(because: String)
  }

  /// Where an interval comes from. The word is the one that programs read.
  package enum Method: String, CaseIterable, Hashable, Sendable {
    /// Clopper and Pearson's, from the binomial distribution: the cases are independent.
    case exact
    /// The same from the number of clusters, where the share is 0 or 1 and resamples could not differ.
    case exactByCluster = "exact_by_cluster"
    /// Percentiles of resamples in which clusters are drawn; without clusters, cases.
    case bootstrap
  }

  package var value: Double? { if case .known(let known) = self { known.value } else { nil } }

  package var interval: ClosedRange<Double>? {
    if case .known(let known) = self, case .range(let range, _) = known.interval { range } else { nil }
  }

  /// Why there is no number.
  package var absence: String? { if case .notEstimable(let reason) = self { reason } else { nil } }
}
