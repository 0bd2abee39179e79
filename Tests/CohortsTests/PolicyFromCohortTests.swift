import Cases
import Cohorts
import Diagnostics
import Evaluation
import Formats
import Foundation
import PolicyLanguage
import SegWarden
import TestSupport
import Testing
import Volume

/// First policies from accepted masks.
@Suite struct `Policies started from a cohort` {
  @Test func `hold the labels that cases have, with learned ranges, and lint without errors`() async throws {
    var cohort = try DrawnCohort(seed: 41)
    var rows = ["export,context.sex,context.age"]
    for number in 0..<80 {
      let isMale = number % 2 == 0
      let blob = try DrawnCohort.blob(cohort.volume(median: isMale ? 95 : 60, sigma: 0.1))
      // Every fourth case has a second structure, which is too rare to be expected, and a known one all the same.
      let more = number % 4 == 0 ? try DrawnCohort.blob(1, at: 55).structures[0].runs : Runs()
      let both = Segmentation(
        grid: blob.grid,
        structures: [
          Structure(value: 1, name: "Big Blob", runs: blob.structures[0].runs),
          Structure(value: 2, name: "speck", runs: more),
        ])
      rows.append("\(try cohort.write(both, to: "masks/\(number).nii.gz")),\(isMale ? "m" : "f"),\(20 + number / 2)")
    }
    try cohort.scratch.write(rows.joined(separator: "\n") + "\n", to: "trusted.csv")
    var options = PolicyFromCohort.Options(name: "first", accepted: cohort.scratch.file("trusted.csv"))
    options.date = "2026-11-25"
    let (text, notes) = try await PolicyFromCohort.text(options)
    let reading = PolicyReader.read(PolicySource(file: "first.yaml", text: text), vocabulary: .standard)
    let policy = try #require(reading.policy, "\(reading.rendered(reading.diagnostics))\n\(text)")
    #expect(!(reading.diagnostics + PolicyLint.check(policy)).contains { $0.severity > .note })
    #expect(policy.labels.map(\.name) == ["Big_Blob", "speck"] && notes.isEmpty)
    #expect(policy.expectations.first { $0.id == "present-speck" }?.kind.judged.requirement == .optional)
    #expect(policy.expectations.first { $0.id == "volume-speck" }?.learned?.count == 20)
    #expect(policy.context.map(\.name) == ["age", "sex"])
    let volume = try #require(policy.expectations.first { $0.id == "volume-Big_Blob" })
    #expect(volume.learned?.count == 80 && volume.learned?.cohort == "trusted" && volume.when != nil)
    #expect(!policy.expectations.contains { policy.decision.veto.contains($0.severity) })
    #expect(text.contains("# By sex, worth stating apart"))
    // Nine in ten accepted masks satisfy it without a warning, and all but the odd one without a failure.
    let path = try cohort.scratch.write(text, to: "first.yaml")
    let warden = try Warden(policy: path)
    var failed = 0
    for export in try CaseSource.cases(at: cohort.scratch.file("trusted.csv"), for: policy) {
      let record = try await warden.check(export)
      if record.findings.contains(where: { $0.outcome == .fail && $0.expectation != "file" }) { failed += 1 }
    }
    #expect(failed <= 2)
  }

  @Test func `say what few cases cannot teach`() async throws {
    var cohort = try DrawnCohort(seed: 42)
    try cohort.draw(5, into: "few")
    let options = PolicyFromCohort.Options(name: "first", accepted: cohort.scratch.file("few"))
    let (text, _) = try await PolicyFromCohort.text(options)
    #expect(text.contains("# the volume of label_1: 5 values are too few"))
    #expect(
      PolicyReader.read(PolicySource(file: "first.yaml", text: text), vocabulary: .standard).policy != nil)
  }
}
