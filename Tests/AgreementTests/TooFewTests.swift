import Agreement
import Testing

/// What is not known is told as such, with the reason: never 0, never NaN.
@Suite struct TooFewTests {
  private func cases(
    good: Int, bad: Int, call: Call? = .accept, score: Double? = nil, cluster: Int? = nil
  ) -> [JudgedCase] {
    (0..<(good + bad)).map {
      JudgedCase(isUnacceptable: $0 >= good, call: call, score: score, cluster: cluster ?? $0)
    }
  }

  @Test func `nothing is known of no case`() {
    let summary = AgreementSummary([], rule: AgreementRule())
    for rate in Rate.allCases { #expect(summary[rate].absence != nil, "\(rate)") }
    for figure in [summary.score.area, summary.score.riskArea, summary.score.brier] {
      #expect(figure.absence == "no case has a score")
    }
  }

  @Test func `a rate needs a case that it is about`() {
    let summary = AgreementSummary(cases(good: 4, bad: 0), rule: AgreementRule())
    #expect(summary[.specificity].value == 1 && summary[.overRejection].value == 0)
    #expect(summary[.sensitivity].absence == "no unacceptable case has a decision")
    #expect(summary[.badAmongRejected].absence == "no case was rejected")
  }

  @Test func `a case with a score alone has no part in rates`() {
    let summary = AgreementSummary(cases(good: 12, bad: 12, call: nil, score: 0.5), rule: AgreementRule())
    #expect(summary[.accuracy].absence == "no case has a decision" && summary.counts.total == 0)
    #expect(summary.score.area.value == 0.5)
    #expect(summary.score.area.interval == nil)
    #expect(summary.score.brier.value == 0.25)
  }

  @Test func `an area needs five of either`() {
    let few = AgreementSummary(cases(good: 30, bad: 4, score: 0.5), rule: AgreementRule()).score
    #expect(few.area.absence == "30 acceptable and 4 unacceptable cases have a score, and 5 of each are needed")
    #expect(few.curve.isEmpty && few.riskArea.value == nil && few.brier.value != nil)
    #expect(AgreementSummary(cases(good: 5, bad: 5, score: 0.5), rule: AgreementRule()).score.brier.value == nil)
  }

  @Test func `scores that are no probabilities rank and are not calibrated`() {
    var judged = cases(good: 15, bad: 0, score: 7)
    judged += cases(good: 0, bad: 15, score: -3)
    let score = AgreementSummary(judged, rule: AgreementRule()).score
    #expect(score.area.value == 1 && score.riskArea.value != nil)
    #expect(score.brier.absence?.contains("outside 0 to 1") == true && score.bins.isEmpty)
    // All resamples separate them as well: no interval is better than 1..1.
    guard case .known(let known) = score.area, case .notEstimable = known.interval else {
      Issue.record("an interval without width")
      return
    }
  }

  @Test func `all of few patients is as sure as the patients are many`() {
    let judged = (0..<40).map { JudgedCase(isUnacceptable: false, call: .accept, cluster: $0 % 10) }
    let figure = AgreementSummary(judged, rule: AgreementRule())[.specificity]
    guard case .known(let known) = figure, case .range(let range, let method) = known.interval else {
      Issue.record("no interval")
      return
    }
    #expect(method == .exactByCluster && abs(range.lowerBound - (1 - 0.308_497_1)) < 1e-6)
  }

  @Test func `one call of all runs gives no kappa`() {
    let steady = Repeatability(
      [[.accept, .accept], [.accept, .accept]], runs: 2, clusters: [0, 1], rule: AgreementRule())
    #expect(steady.equal.value == 1 && steady.kappa.absence != nil)
    #expect(Repeatability([], runs: 2, clusters: [], rule: AgreementRule()).equal.absence != nil)
  }

  @Test func `a gap needs two groups of some size`() {
    let rule = AgreementRule()
    let large = cases(good: 8, bad: 0)
    #expect(GroupGap(.specificity, of: [large, cases(good: 4, bad: 0)], rule: rule) == nil)
    #expect(GroupGap(.specificity, of: [large, large], rule: rule) == nil)
    let gap = GroupGap(.specificity, of: [large, cases(good: 6, bad: 0, call: .reject)], rule: rule)
    #expect(gap?.lowest == 1 && gap?.highest == 0 && gap?.gap.value == 1)
  }

  @Test func `the same seed gives the same intervals, and another one others`() {
    let judged = JudgedTable.all.first?.cases ?? []
    func interval(_ seed: UInt64) -> ClosedRange<Double>? {
      AgreementSummary(judged, rule: AgreementRule(resamples: 300, seed: seed)).score.area.interval
    }
    #expect(interval(1) != nil && interval(1) == interval(1) && interval(1) != interval(2))
  }
}
