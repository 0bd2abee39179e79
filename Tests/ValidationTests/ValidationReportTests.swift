import Agreement
import Anatomy
import Cases
import Foundation
import JSON
import Reasoning
import Report
import TestSupport
import Testing
import Validation

/// From tables to a report.
@Suite struct ValidationReportTests {
  private func report(
    _ truth: String, _ predictions: String, repeats: [String] = [], others: [String] = [], cut: Double? = nil,
    subgroups: [String] = []
  ) throws -> ValidationReport {
    let scratch = try Scratch()
    func read(_ text: String, _ name: String) throws -> Predictions {
      try PredictionTable.read(path: scratch.write(text, to: "\(name).csv"), name: name)
    }
    return try ValidationReport(
      truth: TruthTable(path: scratch.write(truth, to: "truth.csv"), cut: cut, subgroups: subgroups), cut: cut,
      predictions: read(predictions, "ours"), repeats: repeats.enumerated().map { try read($1, "repeat-\($0)") },
      others: others.enumerated().map { try read($1, "other-\($0)") }, rule: AgreementRule(resamples: 200))
  }

  /// `count` rows, each from its number.
  private func rows(_ count: Int, _ header: String, _ row: (Int) -> String) -> String {
    ([header] + (0..<count).map(row)).joined(separator: "\n") + "\n"
  }

  @Test func `cases without truth, without decision and without a row are named and counted`() throws {
    let report = try report(
      "case,truth\na,good\nb,\nc,bad\nd,bad\n", "case,decision\na,accept\nb,reject\nc,review\ne,accept\n")
    #expect(report.listed == 4 && report.evaluated == 2)
    #expect(report.withoutTruth == ["b"] && report.unlisted == ["e"])
    #expect(report.withoutDecision.map(\.caseName) == ["d"])
    #expect(report.withoutDecision.first?.reason == "ours does not hold it.")
    let summary = report.pooled.summaries[0]
    #expect(summary[.accuracy].value == 0.5 && summary[.sensitivity].value == 0)
    #expect(summary[.sensitivityWithReview].value == 1 && summary[.coverage].value == 0.5)
    let text = report.text
    for words in [
      "ours against truth.csv: 2 of 4 cases", "Without truth: 1 case: b", "d: ours does not hold it.",
      "Not in truth.csv: 1 case: e",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test func `nothing to evaluate says whose names differ`() throws {
    let error = #expect(throws: ValidationError.self) {
      try report("case,truth\ncase-1,good\n", "case,decision\n1,accept\n")
    }
    #expect(error?.code == .unusable)
    #expect(error?.message.contains("'case-1'") == true && error?.message.contains("'1'") == true)
    let untold = #expect(throws: ValidationError.self) { try report("case,truth\na,\n", "case,decision\na,accept\n") }
    #expect(untold?.message.contains("no case has a truth") == true)
  }

  @Test func `tasks and subgroups are told apart, and their widest gaps named`() throws {
    let truth = rows(60, "case,truth,task,sex") {
      "c\($0),\($0 % 2 == 0 ? "good" : "bad"),\($0 < 30 ? "ct" : "mr"),\($0 % 3 == 0 ? "f" : $0 % 3 == 1 ? "m" : "")"
    }
    // All of CT is right; of MR, every bad one is accepted.
    let said = rows(60, "case,decision") { "c\($0),\($0 % 2 == 0 || $0 >= 30 ? "accept" : "reject")" }
    let report = try report(truth, said, subgroups: ["sex"])
    #expect(report.breakdowns.map(\.column) == ["task", "sex"])
    #expect(report.breakdowns.map { $0.groups.map(\.name) } == [["ct", "mr"], ["f", "m", nil]])
    let gap = try #require(report.breakdowns[0].gaps.first { $0.rate == .sensitivity })
    #expect(gap.lowest == 1 && gap.highest == 0 && gap.gap.value == 1)
    #expect(report.text.contains("widest gap of sensitivity to bad: mr below ct by 100.0 points"))
    #expect(report.text.contains("(not given)"))
  }

  @Test func `another predictor stands beside it, with McNemar's test`() throws {
    let truth = rows(20, "case,truth") { "c\($0),\($0 < 10 ? "good" : "bad")" }
    let ours = rows(20, "case,decision") { "c\($0),\($0 < 10 ? "accept" : "reject")" }
    let other = rows(20, "case,acceptable") { "c\($0),\($0 < 5 || $0 >= 10 ? "no" : "yes")" }
    let report = try report(truth, ours, others: [other])
    let paired = try #require(report.comparisons.first).paired
    #expect(paired.onlyFirstRight == 5 && paired.onlySecondRight == 0 && paired.accuracyDifference.value == 0.25)
    #expect(paired.test?.exactP == 0.0625)
    #expect(report.text.contains("McNemar: exact p 0.0625"))
  }

  @Test func `faults and places that are named are counted`() throws {
    let report = try report(
      "case,truth,fault,place\na,bad,island,liver\nb,bad,leak,kidney_left\nc,bad,,spleen\nd,good,,\n",
      "case,decision,fault,place\na,reject,Island,Liver\nb,reject,island,kidney_right\nc,accept,,\nd,accept,,\n")
    let hits = try #require(report.hits)
    #expect(hits.fault.value == 0.5 && hits.firstFault.value == 0.5)
    #expect(hits.place.value.map { abs($0 - 1.0 / 3) < 1e-12 } == true)
    #expect(Set(hits.byFault.map(\.fault)) == [.island, .leak])
    #expect(hits.faultAndPlace.value == 0.5)
  }

  @Test func `repeats tell which decisions change`() throws {
    let truth = rows(10, "case,truth") { "c\($0),\($0 < 5 ? "good" : "bad")" }
    let ours = rows(10, "case,decision") { "c\($0),\($0 < 5 ? "accept" : "reject")" }
    let again = rows(10, "case,decision") { "c\($0),\($0 < 6 ? "accept" : "reject")" }
    let stability = try #require(try report(truth, ours, repeats: [again]).stability)
    #expect(stability.repeatability.equal.value == 0.9)
    #expect(stability.changed.map(\.caseName) == ["c5"])
    #expect(stability.changed.map(\.decisions) == [[.reject, .accept]])
  }

  @Test func `every figure of the JSON has a value or the reason why not, and no number is NaN`() throws {
    let json = try report("case,truth\na,good\n", "case,decision,score\na,accept,0.9\n").json
    let summary = try #require(json["pooled"]?["predictors"]?.array?.first)
    #expect(json["schema"] == "segwarden.evaluation/1")
    #expect(summary["specificity"]?["value"] == .number(1) && summary["specificity"]?["of"] == .integer(1))
    #expect(summary["sensitivity"]?["value"] == .null)
    #expect(summary["sensitivity"]?["not_estimable"] == "no unacceptable case has a decision")
    #expect(summary["auroc"]?["not_estimable"]?.string?.contains("5 of each") == true)
    #expect(throws: Never.self) { try json.text(.indented) }
  }

  @Test func `the page loads nothing, runs nothing and escapes what tables say`() throws {
    let truth = rows(40, "case,truth,site") { "<c\($0)>,\($0 < 20 ? "good" : "bad"),<i>\($0 % 2)</i>" }
    let ours = rows(39, "case,decision,score") { "<c\($0)>,\($0 < 22 ? "accept" : "reject"),\(Double(40 - $0) / 40)" }
    let html = EvaluationPage(try report(truth, ours, others: [ours], subgroups: ["site"])).html()
    for part in ["<script", "http://", "https://", "<i>0", "<c39>", "NaN", "nan\"", "inf\""] {
      #expect(!html.contains(part), "\(part)")
    }
    // ROC, risk-coverage, calibration, bars of the subgroup.
    #expect(html.components(separatedBy: "<svg class=\"chart").count == 5)
    #expect(html.contains("&lt;c39&gt;"))
  }
}
