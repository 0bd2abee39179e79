/// Two who judged the same cases.
package struct PairedComparison: Sendable {
  /// Cases with a call of both.
  package let cases: Int
  package let bothRight: Int
  package let neitherRight: Int
  package let onlyFirstRight: Int
  package let onlySecondRight: Int
  /// Cases that the first left to a person: they are not right.
  package let firstAbstains: Int
  package let secondAbstains: Int
  /// Whether some cluster has several cases: then the interval of the difference holds, and McNemar's test is too sure.
  package let isClustered: Bool
  /// Nil where the two are right about the same cases.
  package let test: McNemar?
  /// The first's accuracy less the second's.
  package let accuracyDifference: Figure
  /// The first's area under the ROC curve less the second's, over cases with a score of both.
  package let areaDifference: Figure

  /// - Parameter pairs: the same case as each of the two judged it.
  package init(_ pairs: [(first: JudgedCase, second: JudgedCase)], rule: AgreementRule) {
    let called = pairs.filter { $0.first.call != nil && $0.second.call != nil }
    func count(_ first: Bool, _ second: Bool) -> Int {
      called.count { $0.first.isRight == first && $0.second.isRight == second }
    }
    cases = called.count
    (bothRight, neitherRight) = (count(true, true), count(false, false))
    (onlyFirstRight, onlySecondRight) = (count(true, false), count(false, true))
    firstAbstains = called.count { $0.first.call == .abstain }
    secondAbstains = called.count { $0.second.call == .abstain }
    test = McNemar(onlyFirst: onlyFirstRight, onlySecond: onlySecondRight)
    let bootstrap = ClusterBootstrap(called.map(\.first.cluster), rule: rule)
    isClustered = bootstrap.isClustered
    let gains = called.map { ($0.first.isRight ? 1 : 0) - ($0.second.isRight ? 1 : 0) }
    accuracyDifference = Self.difference(bootstrap, count: called.count, absence: "no case has a decision of both") {
      times in
      let all = times.reduce(0, +)
      return all > 0 ? Double(zip(times, gains).reduce(0) { $0 + $1.0 * $1.1 }) / Double(all) : nil
    }
    areaDifference = Self.areaDifference(
      pairs.filter { $0.first.score != nil && $0.second.score != nil }, rule: rule)
  }

  private static func areaDifference(
    _ scored: [(first: JudgedCase, second: JudgedCase)], rule: AgreementRule
  ) -> Figure {
    let unacceptable = scored.count { $0.first.isUnacceptable }
    guard min(unacceptable, scored.count - unacceptable) >= rule.leastOfEither else {
      return .notEstimable(
        because: scored.isEmpty
          ? "no case has a score of both"
          : "fewer than \(rule.leastOfEither) cases of either class have a score of both")
    }
    let (first, second) = (RankedScores(scored.map(\.first)), RankedScores(scored.map(\.second)))
    let bootstrap = ClusterBootstrap(scored.map(\.first.cluster), rule: rule)
    return difference(bootstrap, count: scored.count, absence: "no case has a score of both") { times in
      guard let one = first.area(times), let other = second.area(times) else { return nil }
      return one - other
    }
  }

  private static func difference(
    _ bootstrap: ClusterBootstrap, count: Int, absence: String, _ statistic: ([Int]) -> Double?
  ) -> Figure {
    guard let value = statistic([Int](repeating: 1, count: count)) else { return .notEstimable(because: absence) }
    let replicates = bootstrap.replicates { [statistic($0)] }
    return .known(.init(value: value, share: nil, interval: bootstrap.interval(replicates, 0)))
  }
}
