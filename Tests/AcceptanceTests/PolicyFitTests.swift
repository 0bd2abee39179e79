import Foundation
import TestSupport
import Testing

/// Learning from real contours of many patients.
@Suite(.enabled(if: Shared.isThere, "the folder of real data is not beside the project"))
struct PolicyFitTests {
  private let contours = Shared.data("sunnybrook/labels")

  @Test func `a cohort of real masks gives a first policy that its masks satisfy`() throws {
    let scratch = try Scratch()
    let policy = scratch.file("ventricle.yaml")
    let made = try Program.run(
      "policy", "new", "ventricle", "--accepted", contours, "--modality", "MR", "--output", policy)
    #expect(made.status == 0, "\(made.errors)")
    let linted = try Program.run("policy", "lint", policy, "--level", "warning", "--strict")
    #expect(linted.status == 0, "\(linted.output)\(linted.errors)")
    let checked = try Program.run("check", "--manifest", contours, "--policy", policy, "--format", "jsonl")
    let decisions = checked.output.split(separator: "\n").compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["decision"] as? String
    }
    #expect(decisions.count == 80)
    // A possible range holds nearly all; of five expectations each may miss one or two of 80.
    #expect(decisions.count { $0 == "accept" } >= 72 && !decisions.contains("reject"))
  }

  @Test func `a patch learned from real masks applies, keeps comments and lints`() throws {
    let scratch = try Scratch()
    let policy = try scratch.write(
      """
      segwarden: 1
      policy: ventricle
      version: 1.0.0
      task: {modality: MR, region: heart, dimensions: 2}
      labels:
        left_ventricle: {value: 255}   # the cavity
      expectations:
        - id: area   # in one slice
          label: left_ventricle
          area: {typical: 300..1500 px, possible: 20..8000 px}   # guessed
          because: A larger one has leaked.
      """ + "\n", to: "ventricle.yaml")
    let patch = scratch.file("learned.patch")
    let run = try Program.run(
      "policy", "fit", policy, "--accepted", contours, "--cohort", "trusted", "--patch", "--replace", "typical",
      "--output", patch)
    #expect(run.status == 0 && run.output.contains("n = 80"), "\(run.errors)")
    let tool = Process()
    tool.executableURL = URL(filePath: "/usr/bin/env")
    tool.arguments = ["patch", "-s", "-p1", "--fuzz=0", "-d", scratch.path, "-i", patch]
    try tool.run()
    tool.waitUntilExit()
    try #require(tool.terminationStatus == 0)
    let text = try String(contentsOfFile: policy, encoding: .utf8)
    for kept in ["# the cavity", "# in one slice", "# guessed", "possible: 20..8000 px", "cohort: trusted, n: 80"] {
      #expect(text.contains(kept), "\(kept)\n\(text)")
    }
    #expect(!text.contains("area: {typical: 300..1500 px"))
    let linted = try Program.run("policy", "lint", policy, "--level", "warning", "--strict")
    #expect(linted.status == 0, "\(linted.output)\(linted.errors)")
  }
}
