/// Turns weights into small whole points.
///
/// The weights are scaled so that the strongest feature earns 1, 2, … points in all and rounded cumulatively, which keeps the steps monotone (the multiplier
/// search of FasterRisk, Liu et al. 2022, over whole maxima). Taken is the smallest maximum whose loss is as good as the best one's but for what a feature is
/// worth. Then features that are no longer worth theirs are dropped.
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
    var chosen = zip(choices, losses).first { $0.1 <= best + worth }?.0 ?? choices[0]
    var current = loss(of: chosen)
    while true {
      let without = chosen.indices.filter { (chosen[$0].last ?? 0) > 0 }.map { feature in
        var others = chosen
        others[feature] = others[feature].map { _ in 0 }
        return (points: others, loss: loss(of: others))
      }
      guard let least = without.min(by: { $0.loss < $1.loss }), least.loss - current < worth else {
        return chosen
      }
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

/// How well totals tell the classes apart: the loss of the class-balanced logistic model with the total as its only variable.
enum TotalLoss {
  static func of(_ totals: [Int], isRejected: [Bool]) -> Double {
    let most = totals.max() ?? 0
    var bad = [Double](repeating: 0, count: most + 1)
    var good = bad
    for (total, isBad) in zip(totals, isRejected) {
      if isBad { bad[total] += 1 } else { good[total] += 1 }
    }
    let (allBad, allGood) = (max(bad.reduce(0, +), 1), max(good.reduce(0, +), 1))
    let rows = (0...most).filter { bad[$0] + good[$0] > 0 }
      .map { (total: Double($0), bad: bad[$0] / allBad / 2, good: good[$0] / allGood / 2) }
    func loss(_ intercept: Double, _ slope: Double) -> Double {
      rows.reduce(ridge / 2 * slope * slope) { sum, row in
        let x = intercept + slope * row.total
        return sum + row.bad * softplus(-x) + row.good * softplus(x)
      }
    }
    var (intercept, slope) = (0.0, 0.0)
    var current = loss(0, 0)
    for _ in 0..<50 {
      var (g0, g1, h00, h01, h11) = (0.0, ridge * slope, 1e-9, 0.0, ridge)
      for row in rows {
        let probability = 1 / (1 + exponential(-(intercept + slope * row.total)))
        let residual = (row.bad + row.good) * probability - row.bad
        let bend = (row.bad + row.good) * probability * (1 - probability)
        g0 += residual
        g1 += residual * row.total
        h00 += bend
        h01 += bend * row.total
        h11 += bend * row.total * row.total
      }
      let determinant = h00 * h11 - h01 * h01
      guard determinant > 0 else { break }
      let step = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant)
      // Newton's step, halved until it goes down.
      var part = 1.0
      while part > 1e-6, loss(intercept - part * step.0, slope - part * step.1) > current {
        part /= 2
      }
      let next = loss(intercept - part * step.0, slope - part * step.1)
      guard next < current - 1e-10 else { break }
      (intercept, slope, current) = (intercept - part * step.0, slope - part * step.1, next)
    }
    return current
  }

  /// Keeps the slope finite where the totals part the classes without overlap.
  private static let ridge = 1e-4
}
