import Agreement
import Application
import Cases
import Cohorts
import Foundation
import JSON
import PolicyLanguage
import Report
import SegWarden
import TestSupport
import Testing
import Validation
import YAML

/// The score to accept from, from labelled cases on disk to a policy that holds cases back.
@Suite struct `A score to accept from` {
  /// One note per 10 mL that is missing, each of which lowers the score by a little: small blobs score less.
  private static let policy = """
    segwarden: 1
    policy: blobs
    version: 1.0.0
    task: {modality: CT, dimensions: 3}   # of the abdomen
    labels_by: number
    labels:
      blob: {value: 1}
    expectations:
      - {id: there, label: blob, presence: required, severity: reject, because: b}
      - {id: a, label: blob, volume: ">= 60 mL", severity: note, because: b, source: {cite: t}}
      - {id: b, label: blob, volume: ">= 50 mL", severity: note, because: b, source: {cite: t}}
      - {id: c, label: blob, volume: ">= 40 mL", severity: note, because: b, source: {cite: t}}
    decision:   # how it ends
      veto: [reject]   # these

    """

  /// Blobs of 70 mL are good, those of 45 mL bad with the chance given, by turns.
  private func cases(_ cohort: DrawnCohort, good: Int, small: Int, badAmongSmall: Int) throws -> String {
    var rows = ["case,export,truth,patient"]
    for number in 0..<(good + small) {
      let isSmall = number >= good
      try cohort.write(
        DrawnCohort.blob((isSmall ? 45 : 70) + Double(number) / 50), to: "cases/\(number).nii.gz")
      let isBad = isSmall && (number - good) < badAmongSmall
      rows.append("c\(number),cases/\(number).nii.gz,\(isBad ? "unacceptable" : "acceptable"),p\(number)")
    }
    try cohort.scratch.write(rows.joined(separator: "\n"), to: "labelled.csv")
    try cohort.scratch.write(Self.policy, to: "blobs.yaml")
    return cohort.scratch.file("labelled.csv")
  }

  private func options(_ cohort: DrawnCohort, _ search: RiskControl.Search = .ordered) -> PolicyCalibrateRun.Options {
    var options = PolicyCalibrateRun.Options(
      policy: cohort.scratch.file("blobs.yaml"), manifest: cohort.scratch.file("labelled.csv"),
      control: RiskControl(wrong: 0.1, confidence: 0.9, search: search))
    options.date = "2026-11-30"
    options.jobs = 2
    return options
  }

  @Test func `is written into the policy, keeps its comments, and holds back what scores less`() async throws {
    let cohort = try DrawnCohort(seed: 71)
    _ = try cases(cohort, good: 30, small: 10, badAmongSmall: 8)
    var options = options(cohort)
    options.writes = true
    #expect(try await PolicyCalibrateRun(options).run() == .success)
    let text = try String(contentsOfFile: cohort.scratch.file("blobs.yaml"), encoding: .utf8)
    for comment in ["# of the abdomen", "# how it ends", "# these"] { #expect(text.contains(comment)) }
    let policy = try PolicyLibrary(folders: []).policy(cohort.scratch.file("blobs.yaml")).checked()
    let score = try #require(policy.decision.acceptScore)
    #expect(score.origin?.cases == 40 && score.origin?.cohort == "labelled" && score.origin?.date.text == "2026-11-30")
    #expect(score.origin?.wrong == 0.1 && score.origin?.confidence == 0.9)
    let warden = try Warden(policy: cohort.scratch.file("blobs.yaml"))
    let large = try await warden.check(Export(path: cohort.scratch.file("cases/1.nii.gz")))
    let small = try await warden.check(Export(path: cohort.scratch.file("cases/35.nii.gz")))
    #expect(large.decision == .accept && large.score >= score.least)
    #expect(small.decision == .review && small.score < score.least)
    #expect(small.arbitration.because.contains("accept_score"))
  }

  @Test func `spends the cases, answers the same question again, and no other`() async throws {
    let cohort = try DrawnCohort(seed: 72)
    let table = try cases(cohort, good: 30, small: 10, badAmongSmall: 8)
    let first = try await PolicyCalibrateRun(options(cohort)).report()
    let note = try String(contentsOfFile: table + ".spent", encoding: .utf8)
    #expect(note.contains("2026-11-30 policy calibrate") && note.contains(first.digest) && !first.isSpent)
    let second = try await PolicyCalibrateRun(options(cohort)).report()
    #expect(second.score == first.score && !second.isSpent)
    #expect(try String(contentsOfFile: table + ".spent", encoding: .utf8) == note)
    var other = options(cohort)
    other.control = RiskControl(wrong: 0.15, confidence: 0.9, search: .ordered)
    let error = await #expect(throws: ValidationError.self) { try await PolicyCalibrateRun(other).report() }
    #expect(error?.message.contains("spent") == true)
    other.again = true
    let third = try await PolicyCalibrateRun(other).report()
    #expect(third.isSpent && third.score?.origin?.cohort == "labelled, used before")
  }

  @Test func `too few cases are refused with the number that would do, and are not spent`() async throws {
    let cohort = try DrawnCohort(seed: 73)
    let table = try cases(cohort, good: 12, small: 4, badAmongSmall: 2)
    let report = try await PolicyCalibrateRun(options(cohort)).report()
    // (1 − 0.1)²² ≤ 0.1 < (1 − 0.1)²¹
    #expect(report.score == nil && report.refusal?.contains("22 accepted ones without a bad one would do") == true)
    #expect(!FileManager.default.fileExists(atPath: table + ".spent"))
    #expect(try await PolicyCalibrateRun(options(cohort)).run() == .badInput)
  }

  @Test func `cases that the policy was learned from are refused`() async throws {
    var cohort = try DrawnCohort(seed: 74)
    try cohort.draw(24, into: "accepted")
    try cohort.draw(24, median: 20, sigma: 0.1, into: "rejected")
    var fit = try cohort.options("accepted", rejected: "rejected")
    fit.card = .wholeCase
    fit.caseCard.mutations = false
    fit.isPatch = true
    _ = try cohort.applied(try await PolicyFitRun(fit).patch().patch)
    let policy = try PolicyLibrary(folders: []).policy(cohort.scratch.file("blobs.yaml")).checked()
    // Small blobs that were drawn alike have the same voxels, and so the same digest.
    #expect((20...48).contains(policy.learnedMasks.count))
    let rows = (0..<20).map { "a\($0),accepted/case-\($0).nii.gz,acceptable" }
    try cohort.scratch.write((["case,export,truth"] + rows).joined(separator: "\n"), to: "labelled.csv")
    let error = await #expect(throws: ProgramError.self) {
      try await PolicyCalibrateRun(self.options(cohort)).report()
    }
    #expect(error?.message.contains("was learned from 20 cases of these") == true)
  }

  @Test func `one case of each patient counts`() async throws {
    let cohort = try DrawnCohort(seed: 75)
    let table = try cases(cohort, good: 60, small: 0, badAmongSmall: 0)
    let text = try String(contentsOfFile: table, encoding: .utf8)
    let rows = text.split(separator: "\n").enumerated().map { number, row in
      number == 0 ? String(row) : row.split(separator: ",").dropLast().joined(separator: ",") + ",p\(number % 25)"
    }
    try rows.joined(separator: "\n").write(toFile: table, atomically: true, encoding: .utf8)
    let report = try await PolicyCalibrateRun(options(cohort)).report()
    #expect(
      report.labelled == 25 && report.candidates.count == 25 && report.score?.least == 0.5, "\(report.text)")
  }

  @Test(arguments: [
    ("decision:\n  veto: [reject]   # these\n", "# these"),
    ("decision: {veto: [reject]}   # these\n", "# these"),
    ("decision:\n  accept_score: 0.7   # by hand\n", "# by hand"),
    (
      "decision:\n  accept_score: {least: 0.7, cohort: old, n: 9, date: 2025-01-01, wrong: 5 %, confidence: 95 %} # x\n",
      "# x"
    ),
    ("# no decision\n", "# no decision"),
  ])
  func `takes the place of a former one`(decision: String, comment: String) throws {
    let head = Self.policy.split(separator: "decision:")[0]
    let day = try #require(CalendarDay("2026-11-30"))
    let score = AcceptScore(
      least: 0.8123, origin: .init(cohort: "a: b", cases: 99, date: day, wrong: 0.025, confidence: 0.975))
    let text = try AcceptScoreEdit(score).made(in: head + decision)
    #expect(text.contains(comment))
    let reading = PolicyReader.read(PolicySource(file: "p.yaml", text: text), vocabulary: .standard)
    #expect(reading.policy?.decision.acceptScore == score, "\(reading.rendered(reading.diagnostics))\n\(text)")
  }
}
