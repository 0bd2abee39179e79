import Application
import Cohorts
import Evaluation
import JSON
import PolicyLanguage
import TestSupport
import Testing

/// A card for whole cases, from cohorts on disk to a policy that judges.
@Suite struct `A card for whole cases` {
  @Test func `is proposed with its numbers, its cut-offs and what a total says`() async throws {
    var cohort = try DrawnCohort(seed: 51)
    try cohort.draw(40, into: "accepted")
    try cohort.draw(40, median: 20, sigma: 0.1, into: "rejected")
    var options = try cohort.options("accepted", rejected: "rejected")
    options.card = .wholeCase
    options.caseCard.mutations = false
    options.isPatch = true
    let text = try cohort.applied(try await PolicyFitRun(options).patch().patch)
    let reading = PolicyReader.read(PolicySource(file: "blobs.yaml", text: text), vocabulary: .standard)
    let policy = try #require(reading.policy, "\(reading.rendered(reading.diagnostics))")
    let card = try #require(policy.expectations.first { $0.id == "case" })
    #expect(card.severity == .reject && card.subjects.isEmpty)
    #expect(text.contains("score: {even: "))
    let report = try await cohort.report(options)
    #expect((report["case_card"]?["forced"]?.number ?? 0) > 0.95)
    #expect(report["case_card"]?["mutations"]?.number == 0)
  }

  @Test func `does not depend on the order of the cases`() async throws {
    var cohort = try DrawnCohort(seed: 52)
    try cohort.draw(24, into: "accepted")
    try cohort.draw(24, median: 30, into: "rejected")
    func table(_ folder: String, _ order: [Int]) throws {
      let rows = order.map { "\(folder)-\($0),\(folder)/case-\($0).nii.gz" }
      try cohort.scratch.write((["case,export"] + rows).joined(separator: "\n"), to: "\(folder).csv")
    }
    var patches: [String] = []
    for order in [Array(0..<24), Array((0..<24).reversed())] {
      try table("accepted", order)
      try table("rejected", order)
      var options = try cohort.options("accepted.csv", rejected: "rejected.csv")
      options.card = .wholeCase
      options.caseCard.mutations = false
      options.cohort = "drawn"
      let text = try await PolicyFitRun(options).patch().patch
      patches.append(text.split(separator: "\n").drop { !$0.contains("id: case") }.joined(separator: "\n"))
    }
    #expect(patches[0] == patches[1] && patches[0].contains("scorecard:"))
  }

  @Test func `is made of accepted masks alone where nobody rejected any`() async throws {
    var cohort = try DrawnCohort(seed: 53)
    try cohort.draw(24, into: "accepted")
    var options = try cohort.options("accepted")
    options.card = .wholeCase
    let report = try await cohort.report(options)
    #expect((report["case_card"]?["mutations"]?.number ?? 0) > 40)
    #expect(report["case_card"]?["rejected"]?.number == 0)
    #expect((report["case_card"]?["auroc"]?.number ?? 0) > 0.8)
    let patch = try await PolicyFitRun(options).patch().patch
    #expect(patch.contains("mutations: ") && patch.contains("faults: {"))
  }
}
