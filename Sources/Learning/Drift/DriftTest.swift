internal import Numerics

/// What is kept of a distribution that was learned.
package struct LearnedDistribution: Sendable, Hashable {
  /// How many values it was learned from.
  package let count: Int
  /// The median; nil where only a range is kept.
  package let median: Double?
  /// 1.4826 times the median absolute deviation: the standard deviation of normal values; nil where only a range is
  /// kept.
  package let spread: Double?
  /// The 5th to 95th percentile, rounded outward; nil where it is not kept.
  package let typical: ClosedRange<Double>?

  package init(count: Int, median: Double? = nil, spread: Double? = nil, typical: ClosedRange<Double>? = nil) {
    (self.count, self.median, self.spread, self.typical) = (count, median, spread, typical)
  }

  /// What one robust standard deviation is, by what is kept.
  package var scale: Double? {
    if let spread { return spread }
    return typical.flatMap { $0.lowerBound < $0.upperBound ? ($0.upperBound - $0.lowerBound) / 3.29 : nil }
  }

  /// The middle, by what is kept.
  package var middle: Double? { median ?? typical.map { ($0.lowerBound + $0.upperBound) / 2 } }
}

/// Whether new values of a number still look like the learned ones.
///
/// Of each quantile that was kept it is asked whether more of the new values lie beyond it than chance explains
/// (`ExceedanceTest`), on the strict side, so that values that equal it count for neither. The smallest p-value is
/// multiplied by the number of questions (Bonferroni).
package struct DriftTest: Sendable, Hashable {
  /// What changed most.
  package enum Change: String, CaseIterable, Hashable, Sendable {
    case lower, higher, wider, narrower
    case moreBelow = "more-below"
    case moreAbove = "more-above"
  }

  package let count: Int
  /// Of the new values; nil without any.
  package let median: Double?
  /// How far the median moved, in learned robust standard deviations; nil where none is kept.
  package let shift: Double?
  /// The shares of the new values below and above the typical range, 0…1; nil where none is kept.
  package let below: Double?
  package let above: Double?
  /// The question with the smallest p-value; nil without any value.
  package let change: Change?
  /// For all questions together, 0…1.
  package let p: Double
  /// How many questions there were.
  let questions: Int

  package init(_ values: [Double], against learned: LearnedDistribution) {
    let sorted = values.filter(\.isFinite).sorted()
    count = sorted.count
    var asked: [(change: Change, p: Double)] = []
    func ask(_ change: Change, share: Double, beyond count: Int, below: Bool) {
      let test = ExceedanceTest(share: share, learned: learned.count, new: sorted.count)
      asked.append((change, below ? test.atLeast(count) : test.atMost(sorted.count - count)))
    }
    guard !sorted.isEmpty else {
      (median, shift, below, above, change, p, questions) = (nil, nil, nil, nil, nil, 1, 0)
      return
    }
    if let middle = learned.median {
      ask(.lower, share: 0.5, beyond: sorted.count { $0 < middle }, below: true)
      ask(.higher, share: 0.5, beyond: sorted.count { $0 > middle }, below: false)
      if let spread = learned.spread, spread > 0 {
        let deviation = spread / 1.4826
        ask(.narrower, share: 0.5, beyond: sorted.count { abs($0 - middle) < deviation }, below: true)
        ask(.wider, share: 0.5, beyond: sorted.count { abs($0 - middle) > deviation }, below: false)
      }
    }
    if let typical = learned.typical {
      let (low, high) = (sorted.count { $0 < typical.lowerBound }, sorted.count { $0 > typical.upperBound })
      ask(.moreBelow, share: 0.05, beyond: low, below: true)
      ask(.moreAbove, share: 0.95, beyond: high, below: false)
      (below, above) = (Double(low) / Double(sorted.count), Double(high) / Double(sorted.count))
    } else {
      (below, above) = (nil, nil)
    }
    let now = middle(of: sorted)
    median = now
    if let old = learned.middle, let scale = learned.scale, scale > 0 {
      shift = (now - old) / scale
    } else {
      shift = nil
    }
    questions = asked.count
    let worst = asked.min { $0.p < $1.p }
    change = worst?.change
    p = min((worst?.p ?? 1) * Double(max(asked.count, 1)), 1)
  }

  /// The chance that a shift by one robust standard deviation would be noticed at a level, for normal values: below
  /// `leastPower` it is too early to say that there is no drift.
  package static func power(learned: LearnedDistribution, new: Int, level: Double) -> Double {
    guard new > 0 else { return 0 }
    let questions = (learned.median == nil ? 0 : 2) + (learned.spread == nil ? 0 : 2) + (learned.typical == nil ? 0 : 2)
    guard questions > 0 else { return 0 }
    var most = 0.0
    // The share of a standard normal distribution above −1, and above 1.645 − 1.
    let ways: [(share: Double, beyond: Double, isKept: Bool)] = [
      (0.5, 0.841_345, learned.median != nil), (0.95, 0.259_511, learned.typical != nil),
    ]
    for way in ways where way.isKept {
      let test = ExceedanceTest(share: way.share, learned: learned.count, new: new)
      // The fewest values beyond the quantile that would count, by halving.
      var (none, needed) = (-1, new + 1)
      while needed - none > 1 {
        let half = (none + needed) / 2
        if test.atMost(new - half) * Double(questions) <= level { needed = half } else { none = half }
      }
      most = max(most, 1 - binomial(below: needed, of: new, chance: way.beyond))
    }
    return most
  }

  package static let leastPower = 0.8

  /// The chance of fewer than some hits.
  private static func binomial(below hits: Int, of trials: Int, chance: Double) -> Double {
    var term = Double(trials) * logarithm(1 - chance)
    var sum = 0.0
    for count in 0..<min(hits, trials + 1) {
      sum += exponential(term)
      term += logarithm(Double(trials - count) / Double(count + 1)) + logarithm(chance / (1 - chance))
    }
    return min(sum, 1)
  }
}
