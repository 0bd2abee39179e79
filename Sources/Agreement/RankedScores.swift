/// Cases in the order of their scores, the most acceptable first: what a cut-off on the score would do.
package struct RankedScores: Sendable {
  /// Places of cases of one score.
  private let ties: [[Int]]
  private let scores: [Double]
  private let isUnacceptable: [Bool]

  /// A cut-off: what does not score more is flagged.
  package struct Point: Hashable, Sendable {
    /// The highest score that is flagged; nil where nothing is.
    package let flaggedUpTo: Double?
    /// The share of acceptable cases that are flagged: 1 − specificity.
    package let falsePositiveRate: Double
    /// The share of unacceptable cases that are flagged: sensitivity.
    package let truePositiveRate: Double
  }

  /// The best cases up to one score, were they accepted.
  package struct Accepted: Hashable, Sendable {
    /// The lowest score among them.
    package let from: Double
    /// The share of all cases.
    package let coverage: Double
    /// The share of unacceptable ones among them.
    package let risk: Double
  }

  /// Cases without a score are passed over.
  init(_ cases: [JudgedCase]) {
    var (ties, scores) = ([[Int]](), [Double]())
    let order = cases.enumerated().compactMap { place, one in one.score.map { (score: $0, place: place) } }
      .sorted { ($1.score, $0.place) < ($0.score, $1.place) }
    for (score, place) in order {
      if scores.last == score {
        ties[ties.count - 1].append(place)
      } else {
        ties.append([place])
        scores.append(score)
      }
    }
    (self.ties, self.scores) = (ties, scores)
    isUnacceptable = cases.map(\.isUnacceptable)
  }

  /// The chance that an unacceptable case scores less than an acceptable one, ties half (Mann and Whitney): the area
  /// under the ROC curve. Nil without one of either.
  ///
  /// - Parameter times: how often each case counts.
  func area(_ times: [Int]) -> Double? {
    var (won, good, bad) = (0, 0, 0)
    for tie in ties {
      let (ownGood, ownBad) = counts(tie, times)
      won += ownBad * (2 * good + ownGood)
      good += ownGood
      bad += ownBad
    }
    return good > 0 && bad > 0 ? Double(won) / Double(2 * good * bad) : nil
  }

  /// The mean share of unacceptable ones among the best 1, 2, … n cases: the area under the risk-coverage curve
  /// (Geifman, Uziel and El-Yaniv, ICLR 2019). Cases of one score come in any order: the mean over all orders. Nil
  /// without cases.
  func riskArea(_ times: [Int]) -> Double? {
    var (area, all, bad) = (0.0, 0, 0)
    for tie in ties {
      let (ownGood, ownBad) = counts(tie, times)
      let own = ownGood + ownBad
      guard own > 0 else { continue }
      let share = Double(ownBad) / Double(own)
      for further in 1...own { area += (Double(bad) + share * Double(further)) / Double(all + further) }
      all += own
      bad += ownBad
    }
    return all > 0 ? area / Double(all) : nil
  }

  /// The ROC curve from nothing flagged to all flagged, a point for each score; empty without one of either class.
  var curve: [Point] {
    let all = ties.map { counts($0, nil) }
    let (good, bad) = all.reduce((0, 0)) { ($0.0 + $1.good, $0.1 + $1.bad) }
    guard good > 0, bad > 0 else { return [] }
    var points = [Point(flaggedUpTo: nil, falsePositiveRate: 0, truePositiveRate: 0)]
    var (flaggedGood, flaggedBad) = (0, 0)
    for (own, score) in zip(all, scores).reversed() {
      flaggedGood += own.good
      flaggedBad += own.bad
      points.append(
        Point(
          flaggedUpTo: score, falsePositiveRate: Double(flaggedGood) / Double(good),
          truePositiveRate: Double(flaggedBad) / Double(bad)))
    }
    return points
  }

  /// The risk-coverage curve: a point for each score, the best first.
  var riskCurve: [Accepted] {
    let total = ties.reduce(0) { $0 + $1.count }
    var (all, bad) = (0, 0)
    return zip(ties, scores).map { tie, score in
      all += tie.count
      bad += counts(tie, nil).bad
      return Accepted(from: score, coverage: Double(all) / Double(total), risk: Double(bad) / Double(all))
    }
  }

  private func counts(_ tie: [Int], _ times: [Int]?) -> (good: Int, bad: Int) {
    var (good, bad) = (0, 0)
    for place in tie {
      let count = times?[place] ?? 1
      if isUnacceptable[place] { bad += count } else { good += count }
    }
    return (good, bad)
  }
}
