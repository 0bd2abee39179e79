/// How a score of acceptability agrees with the truth: how it ranks, and whether it is a probability.
package struct ScoreAgreement: Sendable {
  /// Cases with a score.
  package let acceptable: Int
  package let unacceptable: Int
  /// The area under the ROC curve.
  package let area: Figure
  /// From nothing flagged to all flagged; empty where the area is not estimable.
  package let curve: [RankedScores.Point]
  /// The area under the risk-coverage curve; 0 is best.
  package let riskArea: Figure
  /// The best first; empty where the area is not estimable.
  package let riskCurve: [RankedScores.Accepted]
  package let brier: Figure
  package let expectedCalibrationError: Figure
  /// Empty where calibration is not estimable.
  package let bins: [Calibration.Bin]

  init(_ cases: [JudgedCase], rule: AgreementRule) {
    let cases = cases.filter { $0.score != nil }
    unacceptable = cases.count { $0.isUnacceptable }
    acceptable = cases.count - unacceptable
    let ranked = RankedScores(cases)
    let calibration = Calibration(cases, bins: rule.bins)
    let whole = [Int](repeating: 1, count: cases.count)
    func numbers(_ times: [Int]) -> [Double?] {
      [
        ranked.area(times), ranked.riskArea(times), calibration?.brier(times), calibration?.expectedError(times),
      ]
    }
    let rankAbsence = Self.rankAbsence(acceptable, unacceptable, rule)
    let scoreAbsence = Self.scoreAbsence(cases.count, isProbability: calibration != nil, rule)
    let bootstrap = ClusterBootstrap(cases.map(\.cluster), rule: rule)
    let isNeeded = rankAbsence == nil || scoreAbsence == nil
    let replicates = isNeeded ? bootstrap.replicates(numbers) : []
    let values = numbers(whole)
    func figure(_ which: Int, _ absence: String?) -> Figure {
      guard absence == nil, let value = values[which] else {
        return .notEstimable(because: absence ?? "no case has a score")
      }
      return .known(.init(value: value, share: nil, interval: bootstrap.interval(replicates, which)))
    }
    area = figure(0, rankAbsence)
    riskArea = figure(1, rankAbsence)
    brier = figure(2, scoreAbsence)
    expectedCalibrationError = figure(3, scoreAbsence)
    curve = rankAbsence == nil ? ranked.curve : []
    riskCurve = rankAbsence == nil ? ranked.riskCurve : []
    bins = scoreAbsence == nil ? calibration?.reliability(cases, rule: rule) ?? [] : []
  }

  private static func rankAbsence(_ acceptable: Int, _ unacceptable: Int, _ rule: AgreementRule) -> String? {
    if acceptable + unacceptable == 0 { return "no case has a score" }
    guard min(acceptable, unacceptable) < rule.leastOfEither else { return nil }
    return
      "\(acceptable) acceptable and \(unacceptable) unacceptable cases have a score, and \(rule.leastOfEither) of each"
      + " are needed"
  }

  private static func scoreAbsence(_ count: Int, isProbability: Bool, _ rule: AgreementRule) -> String? {
    if count == 0 { return "no case has a score" }
    if !isProbability { return "a score lies outside 0 to 1, so scores are no probabilities" }
    guard count < rule.leastScores else { return nil }
    return "\(count) \(count == 1 ? "case has" : "cases have") a score, and \(rule.leastScores) are needed"
  }
}
