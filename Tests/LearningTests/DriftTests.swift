import Learning
import Numerics
import Testing

/// Drift against chance: exact numbers of scipy, closed forms, and many draws.
@Suite struct DriftTests {
  /// `scipy.stats.betabinom.sf(k - 1, m, r, n + 1 - r)` with r = share × (n + 1), scipy 1.17.1.
  @Test(arguments: [
    (0.5, 99, 40, 28, 0.02118510666018314), (0.5, 39, 20, 18, 0.0016056468339402663),
    (0.95, 79, 30, 30, 0.2700760760210159), (0.05, 199, 100, 12, 0.018027895520150827),
  ])
  func `chances of more below are scipy's`(share: Double, learned: Int, new: Int, below: Int, p: Double) {
    let test = ExceedanceTest(share: share, learned: learned, new: new)
    #expect(abs(test.atLeast(below) - p) < 1e-10)
    #expect(abs(test.atLeast(below) + test.atMost(below - 1) - 1) < 1e-10)
  }

  /// One learned value, one new one: each order is as likely.
  @Test func `of two values either may be larger`() {
    let test = ExceedanceTest(share: 0.5, learned: 1, new: 1)
    #expect(abs(test.atLeast(1) - 0.5) < 1e-12 && abs(test.atMost(0) - 0.5) < 1e-12)
  }

  /// `scipy.stats.false_discovery_control`.
  @Test func `false discovery rates are scipy's`() {
    let rates = falseDiscoveryRates([0.01, 0.04, 0.03, 0.5, 0.002])
    for (rate, known) in zip(rates, [0.025, 0.05, 0.05, 0.5, 0.01]) { #expect(abs(rate - known) < 1e-12) }
    #expect(falseDiscoveryRates([]).isEmpty)
  }

  private static func normal(_ random: inout SplitMix64) -> Double {
    // The sum of twelve uniform numbers, near enough.
    (0..<12).reduce(-6) { sum, _ in sum + random.unit() }
  }

  /// What `policy fit` keeps of normal values.
  private static func learned(_ values: [Double], range: Bool) -> LearnedDistribution {
    let median = middle(of: values)
    let spread = 1.4826 * middle(of: values.map { abs($0 - median) })
    let sorted = values.sorted()
    let last = Double(values.count - 1)
    let typical = sorted[Int(0.04 * last)]...sorted[Int((0.96 * last).rounded(.up))]
    return LearnedDistribution(
      count: values.count, median: range ? nil : median, spread: range ? nil : spread, typical: range ? typical : nil)
  }

  /// No more than one in twenty of cohorts from the same distribution; the standard error of 800 draws is 0.8 points.
  @Test(arguments: [(40, 30), (120, 60)], [false, true])
  func `cohorts that are alike are seldom told apart`(sizes: (learned: Int, new: Int), range: Bool) {
    var random = SplitMix64(seed: 11)
    var told = 0
    for _ in 0..<800 {
      let old = Self.learned((0..<sizes.learned).map { _ in Self.normal(&random) }, range: range)
      if DriftTest((0..<sizes.new).map { _ in Self.normal(&random) }, against: old).p <= 0.05 { told += 1 }
    }
    #expect(told <= 60, "\(told)")
  }

  /// A shift by one standard deviation is noticed as often as `power` says, and in its direction.
  @Test(arguments: [(120, 15), (120, 40)])
  func `power is what draws show`(sizes: (learned: Int, new: Int)) {
    var random = SplitMix64(seed: 12)
    var (told, right) = (0, 0)
    let draws = 600
    var promised = 0.0
    for _ in 0..<draws {
      let old = Self.learned((0..<sizes.learned).map { _ in Self.normal(&random) }, range: false)
      let test = DriftTest((0..<sizes.new).map { _ in Self.normal(&random) + 1 }, against: old)
      promised = DriftTest.power(learned: old, new: sizes.new, level: 0.05)
      if test.p <= 0.05 { told += 1 }
      if test.p <= 0.05, test.change == .higher { right += 1 }
    }
    // The median was learned from few, which the calculation takes for exact.
    #expect(abs(Double(told) / Double(draws) - promised) < 0.12, "\(told), \(promised)")
    #expect(right >= told * 9 / 10)
  }

  @Test func `a wider spread, and values that all equal the median`() {
    let learned = LearnedDistribution(count: 200, median: 10, spread: 1)
    let wide = DriftTest((0..<60).map { 10 + 6 * (Double($0) / 59 - 0.5) }, against: learned)
    #expect(wide.change == .wider && wide.p < 0.01)
    #expect(abs(wide.shift ?? 1) < 0.01)
    // Ties count for neither side, and lie all within the spread.
    let same = DriftTest(Array(repeating: 10.0, count: 60), against: learned)
    #expect(same.change == .narrower && same.p < 0.001)
    #expect(DriftTest([], against: learned).p == 1)
    #expect(DriftTest.power(learned: learned, new: 3, level: 0.05) < 0.5)
  }
}
