internal import Numerics

/// How well totals tell the classes apart: the loss of the class-balanced logistic model with the total as its only
/// variable.
enum TotalLoss {
  static func of(_ totals: [Int], isRejected: [Bool]) -> Double {
    let most = totals.max() ?? 0
    var bad = [Double](repeating: 0, count: most + 1)
    var good = bad
    for (total, isBad) in zip(totals, isRejected) {
      if isBad { bad[total] += 1 } else { good[total] += 1 }
    }
    let (allBad, allGood) = (max(bad.reduce(0, +), 1), max(good.reduce(0, +), 1))
    let rows = (0...most).filter { bad[$0] + good[$0] > 0 }.map {
      (total: Double($0), bad: bad[$0] / allBad / 2, good: good[$0] / allGood / 2)
    }
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
      while part > 1e-6, loss(intercept - part * step.0, slope - part * step.1) > current { part /= 2 }
      let next = loss(intercept - part * step.0, slope - part * step.1)
      guard next < current - 1e-10 else { break }
      (intercept, slope, current) = (intercept - part * step.0, slope - part * step.1, next)
    }
    return current
  }

  /// Keeps the slope finite where the totals part the classes without overlap.
  private static let ridge = 1e-4
}
