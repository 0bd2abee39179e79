internal import Numerics

/// Percentile bootstrap intervals of all ends of a range (Efron and Tibshirani 1993, chapter 13).
///
/// Not BCa: its acceleration comes from the jackknife, which is inconsistent for quantiles (same book, section 11.6).
/// Only ranks are drawn: a resample of sorted values is how often each came, and its quantiles are found by counting.
/// Cost: O(resamples × n).
struct RangeBootstrap {
  let median: ClosedRange<Double>
  let typicalLow: ClosedRange<Double>
  let typicalHigh: ClosedRange<Double>
  let possibleLow: ClosedRange<Double>
  let possibleHigh: ClosedRange<Double>

  /// - Parameters:
  ///   - sorted: finite values, ascending, at least one.
  ///   - ends: of the same values; their scale is kept in every resample.
  init(sorted: [Double], ends: RangeEnds, rule: RangeRule) {
    let count = sorted.count
    let positions = RangePositions(count: count, rule: rule)
    let scale = ends.scale
    let values = sorted.map(scale.forward)
    let wanted = [positions.low, positions.median, positions.high] + (positions.outer.map { [$0.low, $0.high] } ?? [])
    let order = wanted.indices.sorted { wanted[$0].lower < wanted[$1].lower }

    var generator = SplitMix64(seed: rule.seed)
    var times = [Int](repeating: 0, count: count)
    var found = [Double](repeating: 0, count: wanted.count)
    var series = [[Double]](repeating: [], count: 5)
    for _ in 0..<rule.resamples {
      for place in times.indices { times[place] = 0 }
      for _ in 0..<count { times[generator.index(below: count)] += 1 }
      var (place, through) = (0, times[0])
      for which in order {
        let position = wanted[which]
        while through <= position.lower {
          place += 1
          through += times[place]
        }
        var (next, throughNext) = (place, through)
        while throughNext <= position.upper {
          next += 1
          throughNext += times[next]
        }
        found[which] = values[place] + position.fraction * (values[next] - values[place])
      }
      let possible = positions.possible(
        low: found[0], median: found[1], high: found[2], outerLow: positions.outer.map { _ in found[3] },
        outerHigh: positions.outer.map { _ in found[4] }, scale: scale, support: ends.support)
      for (which, value) in [found[1], found[0], found[2]].enumerated() { series[which].append(value) }
      series[3].append(possible.lowerBound)
      series[4].append(possible.upperBound)
    }
    let intervals = series.map { Self.interval(of: $0, confidence: rule.confidence) }
    func back(_ interval: ClosedRange<Double>) -> ClosedRange<Double> {
      scale.back(interval.lowerBound)...scale.back(interval.upperBound)
    }
    median = back(intervals[0])
    typicalLow = back(intervals[1])
    typicalHigh = back(intervals[2])
    possibleLow = intervals[3]
    possibleHigh = intervals[4]
  }

  /// What the middle of the replicates spans.
  static func interval(of replicates: [Double], confidence: Double) -> ClosedRange<Double> {
    guard !replicates.isEmpty else { return -Double.infinity...Double.infinity }
    let sorted = replicates.sorted()
    let low = QuantilePosition((1 - confidence) / 2, of: sorted.count).value(in: sorted)
    let high = QuantilePosition((1 + confidence) / 2, of: sorted.count).value(in: sorted)
    return low...max(low, high)
  }
}
