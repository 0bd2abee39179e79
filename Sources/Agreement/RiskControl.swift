internal import Numerics

/// The least score from which on cases may be accepted so that, with a stated confidence, no more than a stated share
/// of the accepted ones is bad.
///
/// Learn then Test (Angelopoulos, Bates, Candès, Jordan and Lei, Annals of Applied Statistics 19, 2025): each cut-off
/// is a hypothesis, "more than α of what it accepts is bad", which an exact binomial test rejects or does not. Cut-offs
/// lie at ranks of the scores that are fixed before any truth is seen: given a score and how many lie above it, the
/// cases above it are independent draws of all cases with a higher score, so that the bad ones among them are binomial.
/// With `Search.shares` the ten ranks share δ (Bonferroni), and nothing is assumed but that cases are independent and
/// like those to come. With `Search.ordered` all ranks are tested from the highest score down, each at δ, until one is
/// not rejected (fixed sequence); it needs the share of bad ones not to fall as the cut-off does.
package struct RiskControl: Hashable, Sendable {
  /// Which cut-offs are tried.
  package enum Search: String, CaseIterable, Hashable, Sendable { case shares, ordered }

  /// A case that would be accepted if no score were asked for.
  package struct Candidate: Hashable, Sendable {
    package let score: Double
    package let isBad: Bool

    package init(score: Double, isBad: Bool) {
      self.score = score
      self.isBad = isBad
    }
  }

  /// A cut-off that was tested.
  package struct Test: Hashable, Sendable {
    /// Scores above it are accepted; nil: all.
    package let above: Double?
    package let accepted: Int
    package let bad: Int
    /// The chance of so few bad ones if the share were α.
    package let p: Double
    /// What it was held against.
    package let level: Double

    package var holds: Bool { p <= level }
  }

  /// α: the share of bad ones among the accepted that must not be exceeded, between 0 and 1.
  package let wrong: Double
  /// 1 − δ, between 0 and 1.
  package let confidence: Double
  package let search: Search

  package init(wrong: Double, confidence: Double, search: Search = .shares) {
    self.wrong = wrong
    self.confidence = confidence
    self.search = search
  }

  /// Shares of the candidates that cut-offs leave, in tenths.
  private static let shares = 10

  /// The level of each test.
  package var level: Double { (1 - confidence) / (search == .shares ? Double(Self.shares) : 1) }

  /// How many accepted cases without a bad one it takes: the least n with (1 − α)ⁿ at most the level.
  package var leastAccepted: Int { leastAccepted(bad: 0) }

  /// How many accepted cases it takes when some of them are bad.
  package func leastAccepted(bad: Int) -> Int {
    var (low, high) = (bad, max(2 * bad, 16))
    while p(accepted: high, bad: bad) > level { (low, high) = (high, 2 * high) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if p(accepted: middle, bad: bad) > level { low = middle } else { high = middle }
    }
    return high
  }

  /// The upper end of the interval of Clopper and Pearson for the share of bad ones, one-sided at the level.
  package func upperBound(accepted: Int, bad: Int) -> Double {
    accepted == 0
      ? 1 : Binomial(trials: accepted).interval(hits: bad, confidence: 1 - 2 * level).upperBound
  }

  /// The chance of at most so many bad ones among the accepted if each were bad with the chance α.
  package func p(accepted: Int, bad: Int) -> Double {
    accepted == 0 ? 1 : Binomial(trials: accepted).chance(of: 0...bad, share: wrong)
  }

  /// Every test that was made, the strictest cut-off first.
  package func tests(_ candidates: [Candidate]) -> [Test] {
    let sorted = candidates.sorted { $0.score > $1.score }
    var bad = [0]
    for candidate in sorted { bad.append(bad[bad.count - 1] + (candidate.isBad ? 1 : 0)) }
    func test(above: Double?) -> Test {
      let accepted = above.map { limit in sorted.prefix { $0.score > limit }.count } ?? sorted.count
      return Test(
        above: above, accepted: accepted, bad: bad[accepted], p: p(accepted: accepted, bad: bad[accepted]),
        level: level)
    }
    switch search {
    case .shares:
      let limits = (1..<Self.shares).map { sorted.count * $0 / Self.shares }.filter { $0 < sorted.count }
      return limits.map { test(above: sorted[$0].score) } + [test(above: nil)]
    case .ordered:
      var tests: [Test] = []
      var last: Double?
      let least = leastAccepted
      for candidate in sorted where candidate.score != last {
        last = candidate.score
        let next = test(above: candidate.score)
        // Fewer could not be rejected whatever they are: the sequence begins where they could, which no truth decides.
        guard next.accepted >= least else { continue }
        tests.append(next)
        if !next.holds { return tests }
      }
      if sorted.count >= least { tests.append(test(above: nil)) }
      return tests
    }
  }

  /// The test that lets most through of those that hold; nil: none does.
  package func loosest(of tests: [Test]) -> Test? {
    tests.filter(\.holds).max { $0.accepted < $1.accepted }
  }
}
