import Application
import Cases
import Cohorts
import JSON
import Learning
import TestSupport
import Testing

/// New cohorts held against what a policy keeps of the one that it was learned from.
@Suite struct `Drift from what was learned` {
  private func fitted(_ cohort: inout DrawnCohort) async throws -> String {
    try cohort.draw(60, into: "accepted")
    var options = try cohort.options("accepted")
    options.isPatch = true
    options.replacing = .typical
    options.card = .none
    _ = try cohort.applied(try await PolicyFitRun(options).patch().patch)
    return cohort.scratch.file("blobs.yaml")
  }

  @Test func `is told of another size, and of the subgroup that has it alone`() async throws {
    var cohort = try DrawnCohort(seed: 81)
    let policy = try await fitted(&cohort)
    try cohort.draw(60, into: "same")
    try cohort.draw(40, median: 110, into: "large")
    var options = PolicyDriftRun.Options(policy: policy, cases: cohort.scratch.file("same"))
    options.jobs = 2
    #expect(try await PolicyDriftRun(options).report().answer == .noSign)
    options.cases = cohort.scratch.file("large")
    let large = try await PolicyDriftRun(options).report()
    #expect(large.answer == .drifted)
    let row = try #require(large.parts.first?.rows.first)
    #expect(row.test.change == .moreAbove && (row.test.shift ?? 0) > 1 && row.rate < 0.01)
    #expect(try await PolicyDriftRun(options).run() == .rejected)

    // 40 of the usual size from one scanner, and 20 large ones from another.
    let rows =
      (0..<40).map { "s\($0),same/case-\($0).nii.gz,one" } + (0..<20).map { "l\($0),large/case-\($0).nii.gz,two" }
    try cohort.scratch.write(
      (["case,export,subgroup.scanner"] + rows).joined(separator: "\n"), to: "mixed.csv")
    options.cases = cohort.scratch.file("mixed.csv")
    let mixed = try await PolicyDriftRun(options).report()
    let parts = mixed.parts.filter { $0.subgroup != nil }
    #expect(parts.map(\.subgroup?.value) == ["one", "two"])
    #expect(parts[0].answer != .drifted && parts[1].answer == .drifted)
  }

  @Test func `is unknown of a few cases`() async throws {
    var cohort = try DrawnCohort(seed: 82)
    let policy = try await fitted(&cohort)
    try cohort.draw(4, into: "few")
    var options = PolicyDriftRun.Options(policy: policy, cases: cohort.scratch.file("few"))
    options.jobs = 2
    let report = try await PolicyDriftRun(options).report()
    #expect(report.answer == .tooFew)
    #expect(try await PolicyDriftRun(options).run() == .review)
    options.subgroups = ["scaner"]
    await #expect(throws: (any Error).self) { try await PolicyDriftRun(options).report() }
  }
}
