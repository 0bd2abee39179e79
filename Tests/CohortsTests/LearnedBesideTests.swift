import Application
import Cases
import Cohorts
import Evaluation
import Foundation
import PolicyLanguage
import Reasoning
import Report
import Results
import SegWarden
import TestSupport
import Testing

/// What was learned, beside what a case has: in records and on pages.
@Suite struct `What was learned stands beside a case` {
  private func fitted(_ cohort: inout DrawnCohort) async throws -> String {
    try cohort.draw(40, into: "accepted")
    try cohort.draw(40, median: 20, sigma: 0.1, into: "rejected")
    var options = try cohort.options("accepted", rejected: "rejected")
    options.card = .wholeCase
    options.caseCard.mutations = false
    options.isPatch = true
    options.replacing = .typical
    _ = try cohort.applied(try await PolicyFitRun(options).patch().patch)
    return cohort.scratch.file("blobs.yaml")
  }

  @Test func `a card's points, a learned range, and what the score means`() async throws {
    var cohort = try DrawnCohort(seed: 91)
    let path = try await fitted(&cohort)
    let warden = try Warden(policy: path)
    let record = try await warden.check(Export(path: cohort.scratch.file("rejected/case-3.nii.gz")))
    #expect(record.scoreBasis?.calibrated == true && record.scoreBasis?.cohort == "accepted")
    #expect(record.scoreBasis?.n == 40 && record.scoreBasis?.words.contains("40 rejected ones") == true)

    let card = try #require(record.findings.first { $0.kind == "scorecard" && $0.measured?.unit == "points" })
    let compared = try #require(card.compared)
    #expect(compared.reduce(0) { $0 + ($1.points ?? 0) } == Int(card.measured?.value ?? -1))
    #expect(compared.allSatisfy { ($0.points ?? 0) <= ($0.most ?? 0) && $0.cohort == "accepted" && $0.n == 40 })
    // Where a median is kept, half of the accepted masks lie below it.
    let known = try #require(compared.first { $0.median != nil && $0.value != nil && ($0.points ?? 0) > 0 })
    var below = 0
    for number in 0..<40 {
      let other = try await warden.check(Export(path: cohort.scratch.file("accepted/case-\(number).nii.gz")))
      let value = other.findings.lazy.compactMap(\.compared).joined().first { $0.number == known.number }?.value
      if value ?? .infinity < known.median ?? 0 { below += 1 }
    }
    #expect((19...21).contains(below), "\(known)")

    let size = try #require(record.findings.first { $0.expectation == "size" })
    let range = try #require(size.compared?.first)
    #expect(size.compared?.count == 1 && range.cohort == "accepted" && range.unit == "mL" && range.points == nil)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let words = [range.low, range.high].map { value in "\(value ?? 0)".replacing(".0", with: "") }
    #expect(text.contains("typical: \(words[0])..\(words[1]) mL"), "\(words)")
    #expect(record.findings.first { $0.expectation == "hard-limit" }?.compared == nil)

    let page = HTMLReport(ReportPage(of: [(CaseResult(record), [])])).html()
    #expect(page.contains("class=\"scale strip\"") && page.contains("Calibrated by accepted"))
    #expect(page.contains("aria-label=\"usual ") && page.contains("among accepted masks of accepted, n = 40"))
    #expect(TextReport(isColoured: false).text(CaseResult(record)).contains("Score: Calibrated by accepted"))
  }

  @Test func `a policy without a card says that its score is uncalibrated`() async throws {
    var cohort = try DrawnCohort(seed: 92)
    try cohort.draw(1, into: "a")
    try cohort.scratch.write(DrawnCohort.policy, to: "p.yaml")
    let record = try await Warden(policy: cohort.scratch.file("p.yaml")).check(
      Export(path: cohort.scratch.file("a/case-0.nii.gz")))
    #expect(record.scoreBasis?.calibrated == false && record.scoreBasis?.words.hasPrefix("Uncalibrated") == true)
    #expect(record.findings.allSatisfy { $0.compared == nil })
  }
}
