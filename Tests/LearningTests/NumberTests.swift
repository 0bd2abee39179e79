import Numerics
import Testing

@testable import Learning

/// Against published tables and SciPy 1.17.
@Suite struct `Quantiles, ranks and tails` {
  private static let values = [3.1, 0.4, 7.7, 2.2, 5.9, 1.3, 4.8, 6.5, 9.6, 8.1, 2.9]

  @Test(arguments: [[0.05, 0.4], [0.1, 0.82], [0.25, 2.3166666666666667], [0.5, 4.8], [0.9, 8.9], [0.95, 9.6]])
  func `quantiles are those of type 8`(share: [Double]) {
    let sorted = Self.values.sorted()
    #expect(abs(QuantilePosition(share[0], of: sorted.count).value(in: sorted) - share[1]) < 1e-12)
  }

  @Test func `a quantile of one value is that value`() {
    for share in [0, 0.05, 0.5, 1] { #expect(QuantilePosition(share, of: 1).value(in: [7]) == 7) }
  }

  /// Counts, share in thousandths, ranks.
  @Test(arguments: [[72, 950, 64, 72], [100, 50, 1, 11], [500, 950, 465, 485], [1_000, 500, 469, 532]])
  func `ranks of the distribution-free interval are the binomial's`(row: [Int]) throws {
    let interval = try #require(OrderStatisticInterval(share: Double(row[1]) / 1_000, count: row[0]))
    #expect([interval.low, interval.high] == [row[2], row[3]])
  }

  @Test func `the published ranks of reference limits come out`() throws {
    // CLSI EP28-A3c, table of 90 % intervals of the 2.5th percentile: ranks 1 and 7 of 120, none below 119.
    let interval = try #require(OrderStatisticInterval(share: 0.025, count: 120, confidence: 0.9))
    #expect(interval.low == 1 && interval.high == 7)
    #expect(OrderStatisticInterval(share: 0.025, count: 118, confidence: 0.9) == nil)
    #expect(OrderStatisticInterval(share: 0.025, count: 119, confidence: 0.9) != nil)
  }

  @Test func `no interval is made up where the sample cannot hold one`() {
    // 0.95 to the power of 71 is above 0.025.
    #expect(OrderStatisticInterval(share: 0.95, count: 71) == nil)
    #expect(OrderStatisticInterval(share: 0.95, count: 0) == nil)
    #expect(OrderStatisticInterval(share: 1, count: 100) == nil)
  }

  @Test(arguments: [
    [0.5, 1, 0.47950012218695337], [3.841458820694124, 1, 0.05], [10, 1, 0.001565402258002549],
    [7.2, 2, 0.027323722447292555], [9.9, 3, 0.019435580728320245], [30, 4, 4.894437128029217e-06],
    [1.1, 7, 0.9930501863587043], [55, 30, 0.0035499270232008744], [0, 3, 1],
  ]) func `chi-square tails agree with SciPy`(row: [Double]) {
    #expect(abs(chiSquareUpperTail(row[0], degrees: Int(row[1])) / row[2] - 1) < 1e-9)
  }

  @Test func `the generator gives the published numbers`() {
    // The test vector of the reference implementation (Vigna, splitmix64.c) for seed 1234567.
    var generator = SplitMix64(seed: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test func `a shuffle keeps every element and finds every order`() {
    var generator = SplitMix64(seed: 3)
    var orders: [[Int]: Int] = [:]
    for _ in 0..<6_000 { orders[generator.shuffled([1, 2, 3]), default: 0] += 1 }
    #expect(orders.count == 6)
    // Five standard deviations of a count of 1,000.
    for (order, times) in orders { #expect(order.sorted() == [1, 2, 3] && abs(times - 1_000) < 145) }
  }
}
