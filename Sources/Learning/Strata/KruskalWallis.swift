/// The rank test of Kruskal and Wallis (JASA 47, 1952) with its correction for ties: whether groups differ in location.
package struct KruskalWallis: Sendable, Hashable {
  package let statistic: Double
  /// From the chi-square approximation, good from five values a group.
  package let pValue: Double
  /// The share of the ranks' variance that the groups explain, η² = (H − k + 1) / (n − k), not below 0 (Tomczak and
  /// Tomczak 2014).
  package let effect: Double

  /// Nil with fewer than two groups of values, or where all values are the same. Cost: O(n log n).
  package init?(_ groups: [[Double]]) {
    let groups = groups.filter { !$0.isEmpty }
    let all = groups.enumerated().flatMap { group, values in values.map { (value: $0, group: group) } }.sorted {
      $0.value < $1.value
    }
    let count = Double(all.count)
    guard groups.count > 1, all.count > groups.count else { return nil }
    var sums = [Double](repeating: 0, count: groups.count)
    var ties = 0.0
    var start = 0
    while start < all.count {
      var end = start + 1
      while end < all.count, all[end].value == all[start].value { end += 1 }
      let same = Double(end - start)
      for place in start..<end { sums[all[place].group] += Double(start + end + 1) / 2 }
      ties += same * same * same - same
      start = end
    }
    let correction = 1 - ties / (count * count * count - count)
    guard correction > 0 else { return nil }
    let squares = zip(sums, groups).reduce(0) { $0 + $1.0 * $1.0 / Double($1.1.count) }
    statistic = max((12 / (count * (count + 1)) * squares - 3 * (count + 1)) / correction, 0)
    let degrees = groups.count - 1
    pValue = chiSquareUpperTail(statistic, degrees: degrees)
    effect = max((statistic - Double(degrees)) / (count - Double(groups.count)), 0)
  }
}
