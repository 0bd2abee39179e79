import Application
import Cohorts
import Diagnostics
import Evaluation
import Foundation
import JSON
import PolicyLanguage
import SegWarden
import TestSupport
import Testing
import Volume
import YAML

/// What was learned, as a patch that a person applies.
@Suite struct `Patches of what was learned` {
  private func patched(
    _ replacing: ReplacedLimits?, measures: [String] = [], policy: String = DrawnCohort.policy
  ) async throws -> (text: String, reading: PolicyReading) {
    var cohort = try DrawnCohort(seed: 11)
    try cohort.draw(60, into: "trusted")
    var options = try cohort.options("trusted", policy: policy)
    options.isPatch = true
    options.replacing = replacing
    options.measures = measures
    let patch = try await PolicyFitRun(options).patch()
    #expect(patch.notes == [])
    let text = try cohort.applied(patch.patch)
    return (
      text, PolicyReader.read(PolicySource(file: "blobs.yaml", text: text), vocabulary: .standard)
    )
  }

  @Test(arguments: [nil, .typical, .possible, .both] as [ReplacedLimits?])
  func `apply with patch, keep every comment in order, and make a sound policy`(replacing: ReplacedLimits?)
    async throws
  {
    let (text, reading) = try await patched(replacing, measures: ["sphericity", "components", "surface_area"])
    let policy = try #require(reading.policy, "\(reading.rendered(reading.diagnostics))")
    #expect(!(reading.diagnostics + PolicyLint.check(policy)).contains { $0.severity > .note })
    // The author's comments are a subsequence of all that there are now.
    var rest = comments(text)[...]
    for comment in comments(DrawnCohort.policy) {
      let found = rest.firstIndex(of: comment)
      #expect(found != nil, "\(comment)")
      if let found { rest = rest[(found + 1)...] }
    }
    // Lines that no limit stands in are untouched.
    let lines = Set(text.split(separator: "\n"))
    for line in DrawnCohort.policy.split(separator: "\n") where !line.contains("typical:") {
      #expect(lines.contains(line), "\(line)")
    }
    #expect(policy.expectations.map(\.id).prefix(3) == ["present", "size", "hard-limit"])
  }

  @Test func `without being told to, nothing that the policy says is changed`() async throws {
    let (text, _) = try await patched(nil)
    #expect(text.contains("volume: {typical: 60..90 mL, possible: 20..200 mL}   # from the book"))
    #expect(text.contains("# Learned 2026-11-25 from trusted: typical "))
    // Taking the new comments away gives the author's text.
    let kept = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      !["# Learned ", "# 95 %", "# Of ", "# Few "].contains { line.drop { $0 == " " }.hasPrefix($0) }
    }
    #expect(kept.joined(separator: "\n") == DrawnCohort.policy)
  }

  @Test func `learned limits are marked with cohort, n and date, and the publication stays beside them`() async throws {
    let (text, reading) = try await patched(.typical)
    let size = try #require(reading.policy?.expectations.first { $0.id == "size" })
    #expect(size.source?.cite == "Some book, 1999")
    #expect(size.learned?.cohort == "trusted" && size.learned?.count == 60 && size.learned?.date.text == "2026-11-25")
    #expect(size.learned?.parts == [.typical])
    #expect(size.citation?.cite.contains("n = 60") == true && size.citation?.cite.contains("Some book") == true)
    #expect(text.contains("possible: 20..200 mL") && !text.contains("typical: 60..90 mL, possible"))
    #expect(text.contains("# Before: typical 60..90 mL."))
  }

  @Test func `a declared veto is reported and never changed`() async throws {
    let (text, reading) = try await patched(.both)
    #expect(text.contains("volume: 5..1000 mL\n"))
    let hard = try #require(reading.policy?.expectations.first { $0.id == "hard-limit" })
    #expect(hard.learned == nil)
  }

  @Test func `numbers that the policy does not limit become expectations of their own`() async throws {
    let (_, reading) = try await patched(nil, measures: ["sphericity", "components"])
    let policy = try #require(reading.policy)
    for id in ["sphericity-blob", "components-blob"] {
      let added = try #require(policy.expectations.first { $0.id == id })
      // Where all are alike, nobody knows how far sound masks stray: such a limit only notes.
      #expect(added.subjects == ["blob"] && added.learned?.count == 60)
      #expect(added.severity == (id == "components-blob" ? .note : .review))
    }
    // All drawn blobs are one piece, so one piece is the limit.
    let components = try #require(policy.expectations.first { $0.id == "components-blob" })
    #expect(components.conditions.map(\.text) == ["components <= 1"])
  }

  @Test func `strata that differ are found through the manifest and stated apart`() async throws {
    var cohort = try DrawnCohort(seed: 21)
    var rows = ["export,context.sex"]
    for number in 0..<90 {
      let isMale = number % 2 == 0
      let path = try cohort.write(
        try DrawnCohort.blob(cohort.volume(median: isMale ? 90 : 60, sigma: 0.15)), to: "masks/\(number).nii.gz")
      rows.append("\(path),\(isMale ? "male" : "female")")
    }
    try cohort.scratch.write(rows.joined(separator: "\n") + "\n", to: "trusted.csv")
    var options = try cohort.options("trusted.csv")
    let report = try await cohort.report(options)
    let strata = try #require(report.limits("size")?["numbers"]?.array?.first?["strata"]?.array?.first)
    #expect(strata["variable"]?.string == "sex" && strata["worth_stating"]?.bool == true)
    options.isPatch = true
    options.replacing = .typical
    let text = try cohort.applied(try await PolicyFitRun(options).patch().patch)
    let reading = PolicyReader.read(PolicySource(file: "b.yaml", text: text), vocabulary: .standard)
    let policy = try #require(reading.policy, "\(reading.rendered(reading.diagnostics))")
    let size = try #require(policy.expectations.first { $0.id == "size" })
    #expect(Set(size.variants.compactMap { $0.strata["sex"] }) == ["female", "male", "unknown"])
    // What a man's blob of 120 mL is to a woman.
    func limits(_ sex: String) -> Bool? {
      let node = YAMLNode.parse(text, file: "", diagnostics: &none)?["expectations"]?.elements?
        .first { $0["id"]?.text == "size" }?["volume"]?["typical"]?[sex]
      return node?.text.flatMap { try? Self.upper($0) }.map { $0 > 105 }
    }
    var none = Diagnostics()
    #expect(limits("male") == true && limits("female") == false)
    // Learned again from the same cohort, the strata are the policy's own.
    try cohort.scratch.write(text, to: "blobs.yaml")
    var again = options
    again.policy = cohort.scratch.file("blobs.yaml")
    let second = try await cohort.report(again)
    let cells = second["limits"]?.array?.filter { $0["expectation"]?.string == "size" } ?? []
    #expect(Set(cells.compactMap { $0["strata"]?["sex"]?.string }) == ["female", "male", "unknown"])
    let counts = cells.filter { $0["strata"]?["sex"]?.string != "unknown" }.map { $0["n"]?.integer }
    #expect(counts == [45, 45])
  }

  private static func upper(_ limits: String) throws -> Double {
    try #require(Double(limits.split(separator: " ")[0].split(separator: "..").last ?? ""))
  }

  @Test func `two sexes of one size are not stated apart`() async throws {
    var cohort = try DrawnCohort(seed: 22)
    var rows = ["export,context.sex"]
    for number in 0..<80 {
      let path = try cohort.write(
        try DrawnCohort.blob(cohort.volume(median: 70, sigma: 0.2)), to: "masks/\(number).nii.gz")
      rows.append("\(path),\(number % 2 == 0 ? "male" : "female")")
    }
    try cohort.scratch.write(rows.joined(separator: "\n") + "\n", to: "trusted.csv")
    let report = try await cohort.report(try cohort.options("trusted.csv"))
    let strata = try #require(report.limits("size")?["numbers"]?.array?.first?["strata"]?.array?.first)
    #expect(strata["worth_stating"]?.bool == false)
  }

  @Test func `what a policy inherits is overridden in its own text`() async throws {
    var cohort = try DrawnCohort(seed: 12)
    try cohort.draw(50, into: "trusted")
    let own =
      "segwarden: 1\npolicy: blobs\nversion: 2.0.0\nextends: [base]\nexpectations:\n  - id: more   # mine\n    label: blob\n    connectivity: {components: 1}\n"
    try cohort.scratch.write(DrawnCohort.policy, to: "base.yaml")
    var options = try cohort.options("trusted", policy: own)
    options.isPatch = true
    #expect(try await PolicyFitRun(options).patch().patch.isEmpty)
    options.replacing = .typical
    let text = try cohort.applied(try await PolicyFitRun(options).patch().patch)
    #expect(text.hasPrefix(own.dropLast()))
    let read = try PolicyLibrary(folders: []).policy(cohort.scratch.file("blobs.yaml")).checked()
    let size = try #require(read.expectations.first { $0.id == "size" })
    #expect(size.learned?.count == 50 && size.source?.cite == "Some book, 1999" && size.when != nil)
  }

  @Test func `the same cohort on the same day gives the same patch`() async throws {
    var cohort = try DrawnCohort(seed: 13)
    try cohort.draw(40, into: "trusted")
    var options = try cohort.options("trusted")
    options.isPatch = true
    let first = try await PolicyFitRun(options).patch().patch
    options.jobs = 1
    #expect(try await PolicyFitRun(options).patch().patch == first)
  }
}
