import Agreement
import Testing

/// Closed forms and published numbers.
@Suite struct BinomialTests {
  /// None of n: the interval ends where (1 − p)ⁿ is half of what the confidence leaves.
  @Test(arguments: [(10, 0.308_497_1), (30, 0.115_703_3), (100, 0.036_216_7)])
  func `none and all of some`(trials: Int, end: Double) {
    let none = Binomial(trials: trials).interval(hits: 0, confidence: 0.95)
    #expect(none.lowerBound == 0 && abs(none.upperBound - end) < 1e-6)
    let all = Binomial(trials: trials).interval(hits: trials, confidence: 0.95)
    #expect(all.upperBound == 1 && abs(all.lowerBound - (1 - end)) < 1e-6)
  }

  @Test func `a certain event of one trial says nearly nothing`() {
    #expect(abs(Binomial(trials: 1).interval(hits: 1, confidence: 0.95).lowerBound - 0.025) < 1e-9)
  }

  @Test(arguments: [3, 40, 1000, 20_000])
  func `chances add up to one, and mirror each other`(trials: Int) {
    let binomial = Binomial(trials: trials)
    #expect(abs(binomial.chance(of: 0...trials, share: 0.3) - 1) < 1e-9)
    let low = binomial.interval(hits: trials / 3, confidence: 0.95)
    let high = binomial.interval(hits: trials - trials / 3, confidence: 0.95)
    #expect(abs(low.lowerBound - (1 - high.upperBound)) < 1e-9 && abs(low.upperBound - (1 - high.lowerBound)) < 1e-9)
  }

  /// The most favourable pairing of 75 and 70 of 96 right ones differs about five cases: 2 / 2⁵.
  @Test func `McNemar's exact test of five cases`() throws {
    let test = try #require(McNemar(onlyFirst: 5, onlySecond: 0))
    #expect(abs(test.exactP - 0.0625) < 1e-12 && abs(test.statistic - 3.2) < 1e-12)
    #expect(McNemar(onlyFirst: 0, onlySecond: 0) == nil)
    let even = try #require(McNemar(onlyFirst: 4, onlySecond: 4))
    #expect(even.exactP == 1 && even.statistic == 0 && even.chiSquareP == 1)
  }
}
