internal import Numerics

/// Log odds of cases by cards that did not see them, each case once for every deal.
struct HeldOut: Sendable {
  private(set) var values: [Double] = []
  private(set) var isRejected: [Bool] = []
  /// Both classes weigh half in all.
  private(set) var weights: [Double] = []

  /// Cost: deals × folds fits.
  init(_ numbers: CaseNumbers, rule: CaseCardRule) {
    let all = Array(0..<numbers.count)
    let weight = BoostedTables.balanced(numbers, all)
    let total = weight.reduce(0, +) * Double(rule.deals)
    for deal in 0..<rule.deals {
      let folds = Folds(
        groups: numbers.groups, isRejected: numbers.isRejected, count: rule.folds, seed: rule.seed &+ UInt64(deal))
      for fold in 0..<rule.folds {
        let training = folds.training(without: fold)
        let boosted = BoostedTables(numbers, cases: training, rule: rule)
        let card = RoundedTables(boosted, numbers: numbers, cases: training, most: rule.mostPoints)
        for one in folds.held(in: fold) {
          values.append(card.value(of: one, in: numbers))
          isRejected.append(numbers.isRejected[one])
          weights.append(weight[one] / total)
        }
      }
    }
  }

  /// Slope and offset of the log odds that the values really have: a logistic regression on one number (Platt 1999), by
  /// Newton's method.
  var calibration: (slope: Double, offset: Double) {
    var (slope, offset) = (1.0, 0.0)
    for _ in 0..<50 {
      var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 1e-6, 0.0, 1e-6)
      for at in values.indices {
        let p = 1 / (1 + exponential(-(slope * values[at] + offset)))
        let g = weights[at] * (p - (isRejected[at] ? 1 : 0))
        let h = weights[at] * p * (1 - p)
        ga += g * values[at]
        gb += g
        haa += h * values[at] * values[at]
        hab += h * values[at]
        hbb += h
      }
      let determinant = haa * hbb - hab * hab
      guard determinant > 1e-15 else { break }
      let (da, db) = ((hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant)
      // A perfect separation has no finite slope.
      slope = min(max(slope - min(max(da, -1), 1), 0.05), 10)
      offset = min(max(offset - min(max(db, -2), 2), -20), 20)
      if abs(da) + abs(db) < 1e-9 { break }
    }
    return (slope, offset)
  }

  /// The log odds below which cases may be accepted and from which on they may be rejected, with at most a share of
  /// each wrong; nil where no cut keeps it. Where nine in ten cases can be decided with a smaller share, down to half
  /// of it, the smallest such share holds.
  func cuts(wrong: Double) -> (accept: Double?, reject: Double?) {
    var best = cuts(exactly: wrong)
    for step in 1...10 {
      let stricter = cuts(exactly: wrong * (1 - Double(step) / 20))
      guard decided(stricter) >= 0.9 else { break }
      best = stricter
    }
    return best
  }

  private func decided(_ cuts: (accept: Double?, reject: Double?)) -> Double {
    values.indices.reduce(0) { sum, at in
      let isAccepted = cuts.accept.map { values[at] < $0 } ?? false
      let isRejected = cuts.reject.map { values[at] >= $0 } ?? false
      return isAccepted || isRejected ? sum + weights[at] : sum
    }
  }

  /// Where the two cuts would overlap, both are where the classes are even.
  private func cuts(exactly wrong: Double) -> (accept: Double?, reject: Double?) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var (good, bad) = (0.0, 0.0)
    var accept: Double?
    for (place, at) in order.enumerated() {
      if isRejected[at] { bad += weights[at] } else { good += weights[at] }
      guard place + 1 < order.count else {
        if bad <= wrong * (good + bad) { accept = .infinity }
        break
      }
      let next = values[order[place + 1]]
      if next > values[at], bad <= wrong * (good + bad) { accept = (values[at] + next) / 2 }
    }
    (good, bad) = (0, 0)
    var reject: Double?
    for (place, at) in order.reversed().enumerated() {
      if isRejected[at] { bad += weights[at] } else { good += weights[at] }
      guard place + 1 < order.count else {
        if good <= wrong * (good + bad) { reject = -.infinity }
        break
      }
      let next = values[order[order.count - 2 - place]]
      if next < values[at], good <= wrong * (good + bad) { reject = (values[at] + next) / 2 }
    }
    if let a = accept, let r = reject, a > r {
      let (slope, offset) = calibration
      let even = min(max(-offset / slope, r), a)
      return (even, even)
    }
    return (accept, reject)
  }

  /// The share of pairs of an accepted and a rejected case that stand in the right order, over cases weighted.
  var area: Double {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var (below, area, good, bad) = (0.0, 0.0, 0.0, 0.0)
    var at = 0
    while at < order.count {
      var (g, b) = (0.0, 0.0)
      let value = values[order[at]]
      while at < order.count, values[order[at]] == value {
        if isRejected[order[at]] { b += weights[order[at]] } else { g += weights[order[at]] }
        at += 1
      }
      area += b * (below + g / 2)
      below += g
      good += g
      bad += b
    }
    return good > 0 && bad > 0 ? area / (good * bad) : 0.5
  }
}
