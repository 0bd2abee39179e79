internal import Numerics

/// The area under the ROC curve of totals, by counting pairs (Mann and Whitney): the chance that a rejected case has
/// more points than an accepted one; ties half.
///
/// Only pairs of the same fold count, since other folds' cards give other points; so labels without meaning come out at
/// one half, which pooled totals do not (Airola et al. 2011).
struct RankSeparation {
  /// One fold's cases in the order of their totals.
  private struct Ranking {
    let order: [Int]
    let total: [Int]
  }

  private let rankings: [Ranking]
  private let isRejected: [Bool]

  init(_ totals: HeldOutTotals) {
    let folds = (totals.fold.max() ?? -1) + 1
    rankings = (0..<folds).map { fold in
      let order = totals.fold.indices.filter { totals.fold[$0] == fold }.sorted {
        (totals.total[$0], $0) < (totals.total[$1], $1)
      }
      return Ranking(order: order, total: order.map { totals.total[$0] })
    }
    isRejected = totals.isRejected
  }

  /// - Parameter times: how often each case counts.
  /// - Returns: one half without any pair.
  func area(times: [Int]) -> Double {
    var (won, pairs) = (0, 0)
    for ranking in rankings {
      var (acceptedBelow, accepted, rejected) = (0, 0, 0)
      var (allRejected, level) = (0, Int.min)
      for (place, one) in ranking.order.enumerated() {
        if ranking.total[place] != level {
          won += rejected * (2 * acceptedBelow + accepted)
          acceptedBelow += accepted
          (accepted, rejected) = (0, 0)
          level = ranking.total[place]
        }
        if isRejected[one] {
          rejected += times[one]
          allRejected += times[one]
        } else {
          accepted += times[one]
        }
      }
      won += rejected * (2 * acceptedBelow + accepted)
      pairs += allRejected * (acceptedBelow + accepted)
    }
    return pairs == 0 ? 0.5 : Double(won) / Double(2 * pairs)
  }

  /// The areas of two scores and their difference, each with its percentile interval from the same resamples.
  ///
  /// Resampled are groups, within the fold and apart by whether they hold a rejected case. Cost: O(resamples × cases).
  static func compared(_ first: HeldOutTotals, _ second: HeldOutTotals, rule: RangeRule) -> (
    first: Estimate, second: Estimate, gain: Estimate
  ) {
    let (one, two) = (RankSeparation(first), RankSeparation(second))
    let strata = strata(of: first)
    var generator = SplitMix64(seed: rule.seed)
    var times = [Int](repeating: 1, count: first.total.count)
    let whole = (one.area(times: times), two.area(times: times))
    var (areas, others, gains) = ([Double](), [Double](), [Double]())
    for _ in 0..<rule.resamples {
      for place in times.indices { times[place] = 0 }
      for stratum in strata {
        for _ in stratum.indices { for member in stratum[generator.index(below: stratum.count)] { times[member] += 1 } }
      }
      let (area, other) = (one.area(times: times), two.area(times: times))
      areas.append(area)
      others.append(other)
      gains.append(area - other)
    }
    func estimate(_ value: Double, _ replicates: [Double]) -> Estimate {
      Estimate(value, interval: RangeBootstrap.interval(of: replicates, confidence: rule.confidence))
    }
    return (estimate(whole.0, areas), estimate(whole.1, others), estimate(whole.0 - whole.1, gains))
  }

  /// Per stratum, per group: its cases.
  private static func strata(of totals: HeldOutTotals) -> [[[Int]]] {
    var members = [[Int]](repeating: [], count: (totals.groups.max() ?? -1) + 1)
    for (one, group) in totals.groups.enumerated() { members[group].append(one) }
    let folds = (totals.fold.max() ?? -1) + 1
    var strata = [[[Int]]](repeating: [], count: 2 * folds)
    for group in members {
      guard let first = group.first else { continue }
      let isBad = group.contains { totals.isRejected[$0] }
      strata[2 * totals.fold[first] + (isBad ? 1 : 0)].append(group)
    }
    return strata.filter { !$0.isEmpty }
  }
}
