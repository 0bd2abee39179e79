internal import Numerics

/// The distribution of how often something comes in independent trials, and the interval that it gives a share.
package struct Binomial: Sendable {
  /// The logarithms of the binomial coefficients.
  private let coefficients: [Double]

  package init(trials: Int) {
    var coefficients = [0.0]
    coefficients.reserveCapacity(trials + 1)
    for hits in 0..<trials {
      coefficients.append(coefficients[hits] + logarithm(Double(trials - hits) / Double(hits + 1)))
    }
    self.coefficients = coefficients
  }

  private var trials: Int { coefficients.count - 1 }

  /// The chance of a number of hits within a range, `share` being between 0 and 1. Summed by logarithms, since a single
  /// term may be too small for a number.
  package func chance(of hits: ClosedRange<Int>, share: Double) -> Double {
    let (one, other) = (logarithm(share), logarithm(1 - share))
    return min(
      hits.reduce(0) { $0 + exponential(coefficients[$1] + Double($1) * one + Double(trials - $1) * other) }, 1)
  }

  /// The interval of Clopper and Pearson (Biometrika 26, 1934): the shares under which neither as many hits nor as few
  /// would be rarer than half of what the confidence leaves. Holds at least what it says, for every count.
  package func interval(hits: Int, confidence: Double) -> ClosedRange<Double> {
    let tail = (1 - confidence) / 2
    let low = hits == 0 ? 0 : root { chance(of: hits...trials, share: $0) < tail }
    let high = hits == trials ? 1 : root { chance(of: 0...hits, share: $0) > tail }
    return low...max(low, high)
  }

  /// The share up to which something holds.
  private func root(_ holds: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, 1.0)
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high, high - low > 1e-12 else { return middle }
      if holds(middle) { low = middle } else { high = middle }
    }
  }
}
