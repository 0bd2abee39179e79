internal import Numerics

/// The limits at which a feature might earn points: quantiles of the accepted cases alone, so that rejected ones cannot
/// pull a limit to themselves.
///
/// The tails hold 25, 10, 5 and 2 % of the accepted cases on each side that is bad (2 % only where that quantile does
/// not rest on the outermost value), then the end of the possible range. Rounded outwards as people write them, before
/// anything is fitted.
struct CandidateSteps {
  struct Limits: Equatable {
    let low: Double?
    let high: Double?

    func isPassed(by value: Double) -> Bool {
      // Missing values are not numbers, and pass nothing.
      if let low, value < low { return true }
      if let high, value > high { return true }
      return false
    }
  }

  /// Nested, from the mildest on.
  let limits: [Limits]
  /// Outside the typical range on the bad side; what the ranges alone would say.
  let typical: Limits

  /// - Parameter accepted: ascending; nil with fewer values than ranges need.
  init?(accepted: [Double], feature: FitFeature, rule: RangeRule) {
    guard accepted.count >= rule.leastCount else { return nil }
    let ends = RangeEnds(sorted: accepted, support: feature.support, rule: rule)
    let rounding = OutwardRounding(of: ends.typical, support: feature.support, scale: ends.scale)
    func limits(_ low: Double, _ high: Double) -> Limits {
      Limits(
        low: feature.direction == .highIsBad ? nil : rounding.low(low),
        high: feature.direction == .lowIsBad ? nil : rounding.high(high))
    }
    typical = limits(ends.typical.lowerBound, ends.typical.upperBound)
    let tails = [0.25, 0.1, 0.05, 0.02].filter { accepted.count >= QuantilePosition.leastCount(tail: $0) }
    var all = tails.map { tail in
      limits(
        QuantilePosition(tail, of: accepted.count).value(in: accepted),
        QuantilePosition(1 - tail, of: accepted.count).value(in: accepted))
    }
    all.append(limits(ends.possible.lowerBound, ends.possible.upperBound))
    var nested: [Limits] = []
    for one in all {
      // The possible end may lie inside an outer quantile.
      let wider = Limits(
        low: one.low.map { low in min(low, nested.last?.low ?? low) },
        high: one.high.map { high in max(high, nested.last?.high ?? high) })
      if wider != nested.last { nested.append(wider) }
    }
    self.limits = nested
  }
}
