internal import Numerics

/// The distribution-free interval of a quantile between two values of the sample (Wilks 1941; David and Nagaraja, Order
/// Statistics, section 7.1).
///
/// The number of values below the p-quantile is binomial whatever the distribution, so the ranks follow from n and p
/// alone. Conservative: either tail keeps at most half of what the confidence leaves.
package struct OrderStatisticInterval: Sendable, Hashable {
  /// The ranks of the ends, counted from 1.
  package let low: Int
  package let high: Int

  /// Nil where no two values do: a sample of n covers the p-quantile of a continuous distribution with less than 1 −
  /// pⁿ.
  package init?(share: Double, count: Int, confidence: Double = 0.95) {
    guard count > 0, share > 0, share < 1 else { return nil }
    let tail = (1 - confidence) / 2
    // The distribution by its logarithms: (1 - p)ⁿ may be too small for a number.
    var term = Double(count) * logarithm(1 - share)
    let odds = logarithm(share / (1 - share))
    var below = 0.0
    var (low, high) = (0, count + 1)
    for hits in 0..<count {
      below += exponential(term)
      if below <= tail { low = hits + 1 }
      if high > count, 1 - below <= tail { high = hits + 1 }
      term += odds + logarithm(Double(count - hits) / Double(hits + 1))
    }
    guard low >= 1, high <= count else { return nil }
    (self.low, self.high) = (low, high)
  }
}
