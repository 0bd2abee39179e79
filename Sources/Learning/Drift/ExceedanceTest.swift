internal import Numerics

/// How many of some new values lie beyond a quantile that was learned from other values, where both come from one
/// distribution: beta-binomial, whatever that distribution is.
///
/// The share of the distribution below the r-th of n sorted values is Beta(r, n + 1 − r), so that of m new values k lie
/// below it with the beta-binomial chance (the exceedance test of Gumbel and von Schelling, Ann. Math. Stat. 21, 1950;
/// for the median Mathisen, Ann. Math. Stat. 14, 1943). Exact for a value of the sample; for a quantile between two of
/// them r = share × (n + 1), which is no whole number.
package struct ExceedanceTest: Sendable, Hashable {
  /// The logarithms of the chances of 0…m values below.
  private let logarithms: [Double]

  /// - Parameters:
  ///   - share: of the learned values below the quantile, between 0 and 1.
  ///   - learned: how many values it was learned from.
  ///   - new: how many there are now.
  ///
  /// Cost: as many steps as new values.
  package init(share: Double, learned: Int, new: Int) {
    let rank = min(max(share * Double(learned + 1), 1e-6), Double(learned + 1) - 1e-6)
    let rest = Double(learned + 1) - rank
    var term = 0.0
    for step in 0..<new { term += logarithm((rest + Double(step)) / (rank + rest + Double(step))) }
    var logarithms = [term]
    for below in 0..<new {
      let (k, left) = (Double(below), Double(new - below))
      term += logarithm(left / (k + 1)) + logarithm((rank + k) / (rest + left - 1))
      logarithms.append(term)
    }
    self.logarithms = logarithms
  }

  private var new: Int { logarithms.count - 1 }

  /// The chance of so many values or more below.
  package func atLeast(_ below: Int) -> Double {
    below > new ? 0 : min(logarithms[max(below, 0)...].reduce(0) { $0 + exponential($1) }, 1)
  }

  /// The chance of so many values or fewer below.
  package func atMost(_ below: Int) -> Double {
    below < 0 ? 0 : min(logarithms[...min(below, new)].reduce(0) { $0 + exponential($1) }, 1)
  }
}
