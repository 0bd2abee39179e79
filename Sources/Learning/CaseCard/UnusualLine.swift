internal import Numerics

/// How far cases lie from the usual: robust standard deviations beyond a few, summed over numbers.
///
/// Says of a mask that it is unlike all that were accepted, whether or not its fault was among the examples. Where the
/// line is drawn follows from accepted cases that the medians and spreads did not see.
package struct UnusualLine: Sendable, Hashable {
  package struct Number: Sendable, Hashable {
    /// The number's place among the columns.
    package let number: Int
    package let median: Double
    /// The larger of 1.4826 times the median absolute deviation and the range of the middle 90 % over 3.29, both of
    /// which are the standard deviation of a normal distribution.
    package let spread: Double
  }

  package static let beyond = 2.5
  /// No number adds more, so that none drowns the others.
  package static let most = 10.0
  /// The share of accepted cases that lies below the line.
  package static let share = 0.98

  package let numbers: [Number]
  package let line: Double

  /// Nil where there are too few accepted cases to know a spread: 20.
  ///
  /// - Parameter chosen: the places of the numbers to look at.
  package init?(_ table: CaseNumbers, chosen: [Int], folds: Int = 5, seed: UInt64 = 1) {
    let accepted = (0..<table.count).filter { !table.isRejected[$0] }
    guard accepted.count >= 20 else { return nil }
    let dealt = Folds(groups: table.groups, isRejected: table.isRejected, count: folds, seed: seed)
    var sums: [Double] = []
    for fold in 0..<folds {
      let training = Self.numbers(table, chosen, dealt.training(without: fold).filter { !table.isRejected[$0] })
      for one in dealt.held(in: fold) where !table.isRejected[one] {
        sums.append(Self.sum(of: one, in: table, training))
      }
    }
    numbers = Self.numbers(table, chosen, accepted)
    guard !numbers.isEmpty else { return nil }
    line = quantile(Self.share, of: sums.sorted())
  }

  private static func numbers(_ table: CaseNumbers, _ chosen: [Int], _ cases: [Int]) -> [Number] {
    chosen.compactMap { place in
      let values = cases.map { table.columns[place][$0] }.filter { !$0.isNaN }.sorted()
      // Labels that are not in every case have usual numbers all the same, where enough cases hold them.
      guard values.count >= 15, 5 * values.count >= cases.count else { return nil }
      let median = quantile(0.5, of: values)
      let deviations = values.map { abs($0 - median) }.sorted()
      let wide = (quantile(0.95, of: values) - quantile(0.05, of: values)) / 3.29
      let spread = max(1.4826 * quantile(0.5, of: deviations), wide)
      return spread > 0 ? Number(number: place, median: median, spread: spread) : nil
    }
  }

  private static func sum(of one: Int, in table: CaseNumbers, _ numbers: [Number]) -> Double {
    numbers.reduce(0) { sum, number in
      let value = table.columns[number.number][one]
      guard !value.isNaN else { return sum }
      return sum + min(max(abs(value - number.median) / number.spread - beyond, 0), most)
    }
  }
}
