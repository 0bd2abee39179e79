import Application
import Cases
import Evaluation
import Foundation
import JSON
import Mutations
import PolicyLanguage
import SegWarden
import TestSupport
import Testing
import Volume

/// Scorecards from sound masks and such with known faults.
@Suite struct `Scorecards from accepted and rejected masks` {
  private static let faults = ["leak", "island", "missing-part", "jagged", "hole", "over-segmented:by=45 %"]

  private func draw(_ cohort: inout DrawnCohort, sound: Int, faulty: Int, _ prefix: String = "") throws {
    try cohort.draw(sound, sigma: 0.15, into: "\(prefix)sound")
    for number in 0..<faulty {
      let blob = try DrawnCohort.blob(cohort.volume(median: 70, sigma: 0.15))
      let spec = try MutationSpec(parsing: Self.faults[number % Self.faults.count])
      try cohort.write(
        spec.apply(to: blob, seed: UInt64(number)).segmentation, to: "\(prefix)faulty/bad-\(number).nii.gz")
    }
  }

  @Test func `tell faults like those they saw, at least as well as ranges do, and can be put to use`() async throws {
    var cohort = try DrawnCohort(seed: 31)
    try draw(&cohort, sound: 60, faulty: 42)
    var options = try cohort.options("sound", rejected: "faulty")
    options.measures = [
      "volume", "solidity", "sphericity", "components", "largest_fraction", "cavity_fraction", "raggedness",
    ]
    let report = try await cohort.report(options)
    let card = try #require(report["scorecards"]?.array?.first)
    let area = try #require(card["card"]?["auroc"]?["value"]?.number)
    let ranges = try #require(card["ranges"]?["auroc"]?["value"]?.number)
    #expect(area > 0.85 && area >= ranges - 0.02)
    #expect((card["points"]?.array?.count ?? 0) > 0)

    options.isPatch = true
    let text = try cohort.applied(try await PolicyFitRun(options).patch().patch)
    let policy = try PolicyLibrary(folders: []).policy(cohort.scratch.file("blobs.yaml")).checked()
    let added = try #require(policy.expectations.last)
    #expect(added.id == "scorecard-blob" && added.severity == .review && text.contains("learned: {cohort: "))

    // On masks that the card never saw, it sends faulty ones to review and lets most sound ones pass.
    var fresh = try DrawnCohort(seed: 32)
    try draw(&fresh, sound: 20, faulty: 18)
    let warden = try Warden(policy: cohort.scratch.file("blobs.yaml"))
    func flagged(_ folder: String) async throws -> Int {
      var count = 0
      for export in try CaseSource.cases(at: fresh.scratch.file(folder), for: policy) {
        let record = try await warden.check(export)
        if record.findings.contains(where: { $0.expectation == "scorecard-blob" && $0.outcome == .fail }) { count += 1 }
      }
      return count
    }
    #expect(try await flagged("faulty") >= 11)
    #expect(try await flagged("sound") <= 3)
  }

  @Test func `too few rejected masks give no card, and the report says how many are needed`() async throws {
    var cohort = try DrawnCohort(seed: 33)
    try draw(&cohort, sound: 45, faulty: 8)
    var options = try cohort.options("sound", rejected: "faulty")
    options.measures = ["solidity"]
    let text = try await PolicyFitRun(options).rendered()
    #expect(text.contains("at least 20 rejected cases (there are 8)"))
    options.isPatch = true
    #expect(try await !PolicyFitRun(options).patch().patch.contains("scorecard"))
  }

  @Test func `rejected masks that are like the accepted ones give no proposal`() async throws {
    var cohort = try DrawnCohort(seed: 34)
    try cohort.draw(45, into: "sound")
    try cohort.draw(30, into: "faulty")
    var options = try cohort.options("sound", rejected: "faulty")
    options.measures = ["solidity", "sphericity", "volume", "elongation"]
    options.isPatch = true
    #expect(try await !PolicyFitRun(options).patch().patch.contains("scorecard"))
  }
}
