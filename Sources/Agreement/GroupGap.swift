/// The widest difference of a rate between groups of cases.
package struct GroupGap: Hashable, Sendable {
  package let rate: Rate
  /// Places of the groups with the lowest and the highest rate.
  package let lowest: Int
  package let highest: Int
  /// The highest rate less the lowest. The groups were chosen for it: among many groups some gap is wide by chance.
  package let gap: Figure

  /// Nil with fewer than two groups that have at least `leastOfEither` cases for the rate.
  package init?(_ rate: Rate, of groups: [[JudgedCase]], rule: AgreementRule) {
    let values = groups.enumerated().compactMap { place, cases -> (place: Int, value: Double)? in
      let share = rate.share(of: CallCounts(cases))
      return share.of >= rule.leastOfEither ? (place, Double(share.part) / Double(share.of)) : nil
    }
    guard values.count > 1, let low = values.min(by: { $0.value < $1.value }),
      let high = values.max(by: { $0.value < $1.value }), low.place != high.place
    else { return nil }
    (self.rate, lowest, highest) = (rate, low.place, high.place)
    let (first, second) = (groups[low.place].filter(rate.concerns), groups[high.place].filter(rate.concerns))
    let cases = first + second
    let hits = cases.map { rate.share(of: CallCounts([$0])).part }
    // A patient with cases in both groups is drawn with all of them.
    let bootstrap = ClusterBootstrap(cases.map(\.cluster), rule: rule)
    let replicates = bootstrap.replicates { times in
      func value(_ range: Range<Int>) -> Double? {
        let all = range.reduce(0) { $0 + times[$1] }
        return all > 0 ? Double(range.reduce(0) { $0 + times[$1] * hits[$1] }) / Double(all) : nil
      }
      guard let lower = value(0..<first.count), let upper = value(first.count..<cases.count) else { return [nil] }
      return [upper - lower]
    }
    gap = .known(.init(value: high.value - low.value, share: nil, interval: bootstrap.interval(replicates, 0)))
  }
}
