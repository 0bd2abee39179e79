import Agreement
import Testing

/// Against scikit-learn, statsmodels, scipy and a plain bootstrap by numpy.
@Suite struct `Agreement with other libraries` {
  @Test func `all tables are there`() { #expect(JudgedTable.all.count == 3) }

  @Test(arguments: JudgedTable.all)
  func `shares and their intervals`(table: JudgedTable) throws {
    let summary = AgreementSummary(table.cases, rule: AgreementRule())
    let isClustered = Set(table.patient).count < table.patient.count
    #expect(summary.isClustered == isClustered && summary.clusters == Set(table.patient).count)
    for rate in Rate.allCases {
      let (want, exact) = (table.reference.rates[key(rate)], table.reference.exact[key(rate)])
      #expect(isClose(summary[rate].value, want), "\(rate)")
      // Resamples by other random numbers: 2,000 here, 20,000 there.
      if let clustered = table.reference.clustered[key(rate)] {
        #expect(isClustered && isClose(summary[rate].interval, clustered, within: 0.06), "\(rate)")
      } else {
        let got = try #require(summary[rate].interval, "\(rate)")
        #expect(isClose(got.lowerBound, exact?[0]) && isClose(got.upperBound, exact?[1]), "\(rate)")
      }
    }
  }

  @Test(arguments: JudgedTable.all)
  func `scores, with their intervals`(table: JudgedTable) {
    let score = AgreementSummary(table.cases, rule: AgreementRule()).score
    let (want, intervals) = (table.reference.scores, table.reference.scoreIntervals)
    for (key, figure) in [
      ("auroc", score.area), ("aurc", score.riskArea), ("brier", score.brier),
      ("expectedCalibrationError", score.expectedCalibrationError),
    ] {
      // Keys of dictionaries stay as they are written.
      let name = key == "expectedCalibrationError" ? "expected_calibration_error" : key
      #expect(isClose(figure.value, want[name] ?? want[key]), "\(key)")
      #expect(isClose(figure.interval, intervals[name] ?? intervals[key], within: 0.08), "\(key)")
    }
  }

  @Test(arguments: JudgedTable.all)
  func `the points of the ROC curve and of the reliability diagram`(table: JudgedTable) {
    let score = AgreementSummary(table.cases, rule: AgreementRule()).score
    #expect(score.curve.count == table.reference.roc.count)
    for (point, want) in zip(score.curve, table.reference.roc) {
      #expect(isClose(point.falsePositiveRate, want[0]) && isClose(point.truePositiveRate, want[1]))
    }
    let bins = score.bins.filter { $0.count > 0 }
    #expect(bins.count == table.reference.reliability.count && score.bins.count == 10)
    for (bin, want) in zip(bins, table.reference.reliability) {
      #expect(isClose(bin.meanScore, want[0]) && isClose(bin.acceptable.value, want[1]))
    }
  }

  @Test(arguments: JudgedTable.all)
  func `two predictors of the same cases`(table: JudgedTable) throws {
    let paired = PairedComparison(Array(zip(table.cases, table.otherCases)), rule: AgreementRule())
    let reference = table.reference
    #expect(
      [[paired.bothRight, paired.onlyFirstRight], [paired.onlySecondRight, paired.neitherRight]]
        == reference.mcnemar.table)
    let test = try #require(paired.test)
    #expect(isClose(test.exactP, reference.mcnemar.exactP))
    #expect(isClose(test.statistic, reference.mcnemar.chiSquare))
    #expect(isClose(test.chiSquareP, reference.mcnemar.chiSquareP))
    for (key, figure) in [("accuracy", paired.accuracyDifference), ("auroc", paired.areaDifference)] {
      #expect(isClose(figure.value, reference.difference[key]), "\(key)")
      #expect(isClose(figure.interval, reference.differenceIntervals[key], within: 0.08), "\(key)")
    }
  }

  @Test func `runs of the same cases`() throws {
    let table = try JudgedTable.read("repeats", as: RepeatedTable.self)
    let calls = try table.runs.map { try $0.map { try #require(Call(word: $0)) } }
    let again = Repeatability(calls, runs: 4, clusters: table.patient, rule: AgreementRule())
    #expect(isClose(again.kappa.value, table.reference.kappa))
    #expect(isClose(again.equal.value, table.reference.equal))
    #expect(isClose(again.kappa.interval, table.reference.intervals["kappa"], within: 0.08))
    #expect(isClose(again.equal.interval, table.reference.intervals["equal"], within: 0.08))
  }

  /// A rate's name as the decoder leaves keys of dictionaries.
  private func key(_ rate: Rate) -> String { rate.rawValue }
}
