internal import Numerics

/// An additive score of log odds, one table per number, by boosting: Newton steps of the logistic loss on one threshold
/// at a time (Friedman 2001, Ann Stat 29:1189), both classes weighing the same.
///
/// From the moment when so many numbers are used as may be, no other is taken up. A term is "below", "above" or "has no
/// value"; no direction is forced on any number: what is unusual may speak for a mask as well as against it.
struct BoostedTables: Sendable {
  /// A number's thresholds, and what each stretch adds to the log odds of being rejected.
  struct Table: Sendable {
    let number: Int
    let thresholds: [Double]
    /// One more than thresholds.
    var values: [Double]
    /// What it adds where there is no value.
    var undefined: Double
    /// The heaviest single term.
    var heaviest = 0.0

    func value(of x: Double) -> Double {
      if x.isNaN { return undefined }
      var place = 0
      while place < thresholds.count, x >= thresholds[place] { place += 1 }
      return values[place]
    }
  }

  private(set) var tables: [Table] = []
  private(set) var intercept = 0.0

  /// Cost: rounds × numbers × cases.
  ///
  /// - Parameter cases: those that it is fitted to.
  init(_ numbers: CaseNumbers, cases: [Int], rule: CaseCardRule) {
    let candidates = Self.shortlist(numbers, cases: cases, rule: rule)
    let weights = Self.balanced(numbers, cases)
    let targets = cases.map { numbers.isRejected[$0] ? 1.0 : 0 }
    var linear = [Double](repeating: 0, count: cases.count)
    var slopes = linear
    var bends = linear
    var used: [Int: Int] = [:]
    var sums = [SIMD2<Double>](repeating: .zero, count: 64)
    for _ in 0..<rule.rounds {
      var (slope, bend) = (0.0, 0.0)
      for at in cases.indices {
        let p = 1 / (1 + exponential(-linear[at]))
        slopes[at] = weights[at] * (p - targets[at])
        bends[at] = max(weights[at] * p * (1 - p), 1e-12)
        slope += slopes[at]
        bend += bends[at]
      }
      let shift = -rule.rate * slope / (bend + rule.ridge)
      intercept += shift
      for at in cases.indices {
        linear[at] += shift
        slopes[at] += bends[at] * shift
      }
      var best = Term(gain: 0, candidate: 0, kind: .undefined, step: 0)
      for (place, candidate) in candidates.enumerated() {
        if used.count >= rule.mostNumbers, used[place] == nil { continue }
        candidate.best(slopes, bends, ridge: rule.ridge, sums: &sums, place: place, into: &best)
      }
      guard best.gain > 1e-9 else { break }
      let candidate = candidates[best.candidate]
      let step = rule.rate * best.step
      if used[best.candidate] == nil {
        used[best.candidate] = tables.count
        let count = candidate.thresholds.count
        tables.append(
          Table(
            number: candidate.number, thresholds: candidate.thresholds, values: Array(repeating: 0, count: count + 1),
            undefined: 0))
      }
      guard let table = used[best.candidate] else { break }
      for (at, bin) in candidate.bins.enumerated() where best.kind.holds(bin, undefined: candidate.undefined) {
        linear[at] += step
      }
      for bin in tables[table].values.indices
      where best.kind.holds(UInt8(bin), undefined: candidate.undefined) { tables[table].values[bin] += step }
      if best.kind == .undefined { tables[table].undefined += step }
    }
    for at in tables.indices { tables[at].heaviest = tables[at].largestStep }
  }

  /// Log odds of being rejected.
  func value(of one: Int, in numbers: CaseNumbers) -> Double {
    tables.reduce(intercept) { $0 + $1.value(of: numbers.columns[$1.number][one]) }
  }

  /// Both classes weigh as much as half of the cases.
  static func balanced(_ numbers: CaseNumbers, _ cases: [Int]) -> [Double] {
    let bad = cases.reduce(0) { $0 + (numbers.isRejected[$1] ? numbers.weights[$1] : 0) }
    let good = cases.reduce(0) { $0 + (numbers.isRejected[$1] ? 0 : numbers.weights[$1]) }
    let half = Double(cases.count) / 2
    return cases.map { numbers.weights[$0] * half / max(numbers.isRejected[$0] ? bad : good, 1e-9) }
  }

  // MARK: Terms

  private enum Kind: Equatable {
    case below(Int), above(Int), undefined

    func holds(_ bin: UInt8, undefined: Int) -> Bool {
      switch self {
      case .below(let threshold): Int(bin) <= threshold
      case .above(let threshold): Int(bin) > threshold && Int(bin) < undefined
      case .undefined: Int(bin) == undefined
      }
    }
  }

  private struct Term {
    var gain: Double
    var candidate: Int
    var kind: Kind
    var step: Double

    mutating func offer(_ sums: SIMD2<Double>, _ ridge: Double, _ candidate: Int, _ kind: Kind) {
      guard sums.y > 0 else { return }
      let found = sums.x * sums.x / (sums.y + ridge)
      // Of terms that are worth the same to the last digits the first one is taken, on every machine.
      if found > gain * (1 + 1e-9) + 1e-12 {
        self = Term(gain: found, candidate: candidate, kind: kind, step: -sums.x / (sums.y + ridge))
      }
    }
  }

  private struct Candidate {
    let number: Int
    let thresholds: [Double]
    /// Of the cases that are fitted.
    let bins: [UInt8]

    var undefined: Int { thresholds.count + 1 }

    func best(
      _ slopes: [Double], _ bends: [Double], ridge: Double, sums: inout [SIMD2<Double>], place: Int,
      into best: inout Term
    ) {
      let count = undefined + 1
      for bin in 0..<count { sums[bin] = .zero }
      bins.withUnsafeBufferPointer { bins in
        slopes.withUnsafeBufferPointer { slopes in
          bends.withUnsafeBufferPointer { bends in
            for at in bins.indices { sums[Int(bins[at])] += SIMD2(slopes[at], bends[at]) }
          }
        }
      }
      best.offer(sums[undefined], ridge, place, .undefined)
      var below = SIMD2<Double>.zero
      var all = SIMD2<Double>.zero
      for bin in 0..<undefined { all += sums[bin] }
      for threshold in thresholds.indices {
        below += sums[threshold]
        best.offer(below, ridge, place, .below(threshold))
        best.offer(all - below, ridge, place, .above(threshold))
      }
    }
  }

  /// The numbers that separate best by themselves: by the largest z of two shares over all their terms. Of numbers that
  /// part the cases in the same way the first one is enough.
  private static func shortlist(_ numbers: CaseNumbers, cases: [Int], rule: CaseCardRule) -> [Candidate] {
    let weights = balanced(numbers, cases)
    let isRejected = cases.map { numbers.isRejected[$0] }
    var seen: Set<[UInt8]> = []
    var found: [(candidate: Candidate, z: Double)] = []
    for (number, column) in numbers.columns.enumerated() {
      guard let bins = NumberBins(column, isRejected: numbers.isRejected, cases: cases) else { continue }
      let own = cases.map { bins.bins[$0] }
      guard seen.insert(own).inserted else { continue }
      let candidate = Candidate(number: number, thresholds: bins.thresholds, bins: own)
      found.append((candidate, z(candidate, weights, isRejected)))
    }
    return found.enumerated().sorted { ($1.element.z, $0.offset) < ($0.element.z, $1.offset) }
      .prefix(rule.shortlist).map(\.element.candidate).sorted { $0.number < $1.number }
  }

  private static func z(_ candidate: Candidate, _ weights: [Double], _ isRejected: [Bool]) -> Double {
    var sums = [SIMD2<Double>](repeating: .zero, count: candidate.undefined + 1)
    for (at, bin) in candidate.bins.enumerated() {
      sums[Int(bin)] += isRejected[at] ? SIMD2(0, weights[at]) : SIMD2(weights[at], 0)
    }
    let half = Double(isRejected.count) / 2
    func z(_ part: SIMD2<Double>) -> Double {
      let (good, bad) = (part.x / half, part.y / half)
      let mean = (good + bad) / 2
      return mean > 0 && mean < 1 ? abs(good - bad) / (mean * (1 - mean) * 2 / half).squareRoot() : 0
    }
    var most = z(sums[candidate.undefined])
    var below = SIMD2<Double>.zero
    for threshold in candidate.thresholds.indices {
      below += sums[threshold]
      most = max(most, z(below))
    }
    return most
  }
}

extension BoostedTables.Table {
  /// The largest step from a stretch to the next, or to having no value.
  fileprivate var largestStep: Double {
    let steps = zip(values, values.dropFirst()).map { abs($1 - $0) }
    return max(steps.max() ?? 0, abs(undefined) > 0 ? abs(undefined) : 0)
  }
}
