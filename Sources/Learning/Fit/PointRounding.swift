/// Turns weights into small whole points.
///
/// The weights are scaled so that the strongest feature earns 1, 2, … points in all and rounded cumulatively, which
/// keeps the steps monotone (the multiplier search of FasterRisk, Liu et al. 2022, over whole maxima). Taken is the
/// smallest maximum whose loss is as good as the best one's but for a tenth of what a feature is worth: coarser points
/// would save nothing, and leave no room for cut-offs. Then features that are no longer worth theirs are dropped.
struct PointRounding {
  /// Per feature, per step: what the step adds.
  let weights: [[Double]]
  /// Per feature, per step: the cases that pass it.
  let rows: [[[Int]]]
  let isRejected: [Bool]
  /// By how much a feature must lower the loss.
  let worth: Double

  /// Per feature, per step: the points in all.
  func points(most: Int) -> [[Int]] {
    let strongest = weights.map { $0.reduce(0, +) }.max() ?? 0
    guard strongest > 0 else { return weights.map { $0.map { _ in 0 } } }
    let choices = (1...most).map { rounded(Double($0) / strongest) }
    let losses = choices.map(loss)
    let best = losses.min() ?? 0
    var chosen = zip(choices, losses).first { $0.1 <= best + worth / 10 }?.0 ?? choices[0]
    var current = loss(of: chosen)
    while true {
      let without = chosen.indices.filter { (chosen[$0].last ?? 0) > 0 }.map { feature in
        var others = chosen
        others[feature] = others[feature].map { _ in 0 }
        return (points: others, loss: loss(of: others))
      }
      guard let least = without.min(by: { $0.loss < $1.loss }), least.loss - current < worth else { return chosen }
      (chosen, current) = least
    }
  }

  private func rounded(_ factor: Double) -> [[Int]] {
    weights.map { steps in
      var sum = 0.0
      return steps.map { weight in
        sum += weight
        return Int((sum * factor).rounded())
      }
    }
  }

  private func loss(of points: [[Int]]) -> Double {
    var totals = [Int](repeating: 0, count: isRejected.count)
    for (feature, steps) in zip(rows, points) {
      var before = 0
      for (passing, all) in zip(feature, steps) where all > before {
        for row in passing { totals[row] += all - before }
        before = all
      }
    }
    return TotalLoss.of(totals, isRejected: isRejected)
  }
}
