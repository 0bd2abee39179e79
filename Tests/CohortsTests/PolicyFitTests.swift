import Application
import Cases
import Cohorts
import Foundation
import JSON
import PolicyLanguage
import TestSupport
import Testing
import Volume

/// Ranges that are learned from masks of a known distribution.
@Suite struct `Learning ranges from masks` {
  @Test func `intervals of the typical ends hold the true percentiles as often as they say`() async throws {
    // log-normal: the 5th and 95th percentiles lie 1.645 standard deviations of the logarithm from the median.
    let (median, sigma) = (70.0, 0.25)
    let truth = ["low": median * exp(-1.644854 * sigma), "high": median * exp(1.644854 * sigma)]
    var (held, asked) = (0, 0)
    for seed in 1...6 {
      var cohort = try DrawnCohort(seed: UInt64(seed))
      try cohort.draw(110, median: median, sigma: sigma, into: "trusted")
      let report = try await cohort.report(try cohort.options("trusted"))
      let number = try #require(report.limits("size")?["numbers"]?.array?.first)
      #expect(number["n"]?.integer == 110 && number["adequacy"]?.string == "enough")
      let typical = try #require(number["typical"])
      for (end, value) in truth {
        // Voxels of 4 mm add about 1 % to the size of a blob or take it away.
        let interval = try #require(typical.interval(end))
        asked += 1
        if (interval.lowerBound * 0.99...interval.upperBound * 1.01).contains(value) { held += 1 }
      }
      // About the median, and rounded for people.
      #expect(abs((number["median"]?.number ?? 0) / median - 1) < 0.1)
    }
    // 95 % are promised; of 12 at least 9 hold with a chance above 99.9 %.
    #expect(asked == 12 && held >= 9)
  }

  @Test func `a cohort that is too small is told so, and nothing is proposed`() async throws {
    var cohort = try DrawnCohort(seed: 1)
    try cohort.draw(12, into: "few")
    var options = try cohort.options("few")
    let text = try await PolicyFitRun(options).rendered()
    #expect(text.contains("too small: 12 of at least 33"))
    options.isPatch = true
    options.replacing = .both
    let patch = try await PolicyFitRun(options).patch()
    #expect(patch.patch.isEmpty)
  }

  @Test func `values outside the policy's ranges are counted as a naive count counts them`() async throws {
    var cohort = try DrawnCohort(seed: 3)
    var outside = 0
    for number in 0..<40 {
      let volume = cohort.volume(median: 70, sigma: 0.25)
      let blob = try DrawnCohort.blob(volume)
      // 4 mm voxels are 0.064 mL each.
      let measured = Double(blob.structures[0].runs.voxelCount) * 0.064
      if measured < 60 || measured > 90 { outside += 1 }
      try cohort.write(blob, to: "trusted/\(number).nii.gz")
    }
    let report = try await cohort.report(try cohort.options("trusted"))
    let number = try #require(report.limits("size")?["numbers"]?.array?.first)
    #expect(number["outside_policy_typical"]?.integer == outside && number["outside_policy_possible"]?.integer == 0)
    #expect(outside > 5)
  }

  @Test func `structures that are cut are counted apart and teach no size`() async throws {
    var cohort = try DrawnCohort(seed: 4)
    try cohort.draw(35, into: "trusted")
    // The field of view ends at 64 mm.
    for number in 0..<4 { try cohort.write(try DrawnCohort.blob(70, at: 60), to: "trusted/cut-\(number).nii.gz") }
    let report = try await cohort.report(try cohort.options("trusted"))
    for id in ["size", "hard-limit"] {
      let number = try #require(report.limits(id)?["numbers"]?.array?.first)
      #expect(number["n"]?.integer == 35 && number["cut"]?.integer == 4, "\(id)")
    }
  }

  @Test func `a case that cannot be read is listed, and the others teach`() async throws {
    var cohort = try DrawnCohort(seed: 5)
    try cohort.draw(34, into: "trusted")
    try cohort.scratch.write("no mask", to: "trusted/broken.nii.gz")
    let report = try await cohort.report(try cohort.options("trusted"))
    #expect(report["accepted"]?["cases"]?.integer == 34)
    #expect(report["accepted"]?["not_measured"]?.array?.map { $0["case"]?.string } == ["broken"])
    #expect(report.limits("size")?["n"]?.integer == 34)
  }

  @Test func `without a single case that can be read there is nothing to learn`() async throws {
    let cohort = try DrawnCohort(seed: 1)
    try cohort.scratch.write("no mask", to: "broken/a.nii.gz")
    let run = try PolicyFitRun(try cohort.options("broken"))
    let error = await #expect(throws: ProgramError.self) { try await run.rendered() }
    #expect(error?.status == .badInput)
  }

  @Test func `accepted cases that the policy vetoes are named`() async throws {
    var cohort = try DrawnCohort(seed: 6)
    try cohort.draw(33, into: "trusted")
    try cohort.write(try DrawnCohort.blob(2), to: "trusted/speck.nii.gz")
    let report = try await cohort.report(try cohort.options("trusted"))
    let vetoed = report["accepted"]?["vetoed"]?.array ?? []
    #expect(vetoed.map { $0["case"]?.string } == ["speck"])
    #expect(vetoed.first?["expectations"]?.array == [.string("hard-limit")])
  }

  @Test func `names that nobody knows are refused with what was meant`() throws {
    let cohort = try DrawnCohort(seed: 1)
    for (measure, label, hint) in [
      ("spherecity", nil as String?, "sphericity"), ("gap", nil, "gap(LABEL,LABEL)"), ("gap(blob,blub)", nil, "blob"),
      ("solidity", "blub", "blob"),
    ] {
      var options = try cohort.options("none")
      options.measures = [measure]
      options.subjects = [label].compactMap { $0 }
      let error = #expect(throws: CohortError.self) { try PolicyFitRun(options) }
      #expect(error?.code == .badRequest && error?.message.contains(hint) == true)
    }
  }
}
