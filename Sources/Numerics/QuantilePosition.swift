/// Where a sample quantile lies among the sorted values: between two neighbours.
///
/// Type 8 of Hyndman and Fan (The American Statistician 50, 1996): nearly median-unbiased whatever the distribution,
/// which those authors recommend. The Harrell–Davis estimator is smoother, but it gives the outermost value of 40 a
/// quarter of the 95th percentile: one gross outlier would move the end.
package struct QuantilePosition: Sendable {
  /// The places, counted from 0.
  package let lower: Int
  package let upper: Int
  /// The weight of the upper value.
  package let fraction: Double

  /// - Parameters:
  ///   - share: the share of the population below the quantile, 0…1.
  ///   - count: how many values there are; at least 1.
  package init(_ share: Double, of count: Int) {
    let place = min(max((Double(count) + 1 / 3) * share + 1 / 3, 1), Double(count))
    lower = Int(place) - 1
    upper = min(lower + 1, count - 1)
    fraction = place - Double(lower + 1)
  }

  package func value(in sorted: [Double]) -> Double { sorted[lower] + fraction * (sorted[upper] - sorted[lower]) }

  /// Whether the outermost value on either side has a part in the quantile.
  package func touchesAnEnd(of count: Int) -> Bool { lower == 0 || (fraction > 0 ? upper : lower) == count - 1 }

  /// The least count at which a quantile `tail` away from the end no longer rests on the outermost value.
  package static func leastCount(tail: Double) -> Int {
    var count = 1
    while count < 1_000_000, QuantilePosition(1 - tail, of: count).touchesAnEnd(of: count) { count += 1 }
    return count
  }
}
