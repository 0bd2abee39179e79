import Learning
import Numerics
import Testing

@Suite struct `Rounding for people` {
  /// Low, high, and what a person would write.
  @Test(arguments: [
    [1_432.3, 1_879.9, 1_430, 1_880], [-12.34, 63.8, -13, 64], [0.93124, 0.99713, 0.931, 0.998],
    [0.0312, 0.0468, 0.0312, 0.0468], [-0.26, 10.4, -0.4, 10.4], [123_456, 987_654, 120_000, 990_000],
  ]) func `ends are rounded outwards by steps that fit the range`(row: [Double]) {
    let rounded = (row[0]...row[1]).rounded(outward: .real)
    #expect([rounded.lowerBound, rounded.upperBound] == [row[2], row[3]])
  }

  @Test func `on the logarithmic scale the small end keeps its digits`() {
    let range = 0.01234...45.67
    #expect(range.rounded(outward: .nonNegative, scale: .logarithmic) == 0.0122...46)
    #expect(range.rounded(outward: .nonNegative).lowerBound == 0)
  }

  @Test func `counts get whole ends and shares stay shares`() {
    #expect((0.4...3.2).rounded(outward: .count) == 0...4)
    #expect((1.0...1.0).rounded(outward: .count) == 1...1)
    #expect((0.0007...0.9993).rounded(outward: .share) == 0...1)
  }

  @Test func `nothing falls out, little is added, and once is enough`() {
    var generator = SplitMix64(seed: 8)
    for _ in 0..<2_000 {
      let size = [1e-6, 1e-3, 1, 1e3, 1e9][generator.index(below: 5)]
      let ends = [(generator.unit() - 0.5) * size, (generator.unit() - 0.5) * size].sorted()
      let range = ends[0]...ends[1]
      let rounded = range.rounded(outward: .real)
      let width = ends[1] - ends[0]
      #expect(rounded.lowerBound <= ends[0] && rounded.upperBound >= ends[1])
      #expect(ends[0] - rounded.lowerBound <= 0.0201 * width && rounded.upperBound - ends[1] <= 0.0201 * width)
      let text = "\(rounded.lowerBound) \(rounded.upperBound)"
      #expect(text.count < 30, "\(text)")
    }
  }

  @Test func `a range of nothing keeps its value but for the last digits`() {
    #expect((0.0...0.0).rounded(outward: .real) == 0...0)
    #expect((2.0...2.0).rounded(outward: .real) == 2...2)
  }
}
