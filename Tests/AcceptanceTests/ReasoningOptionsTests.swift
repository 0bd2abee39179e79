import Foundation
import TestSupport
import Testing

/// What can be left out of a model's reasoning, and added to it, from the command line.
@Suite struct ReasoningOptionsTests {
  private let scratch: Scratch
  private let export: String

  init() throws {
    scratch = try Scratch()
    export = scratch.file("case.nii.gz")
    #expect(try Program.run("phantom", "abdomen-kidney-leak", "-o", export).status == 0)
  }

  private func check(_ more: String...) throws -> (record: [String: Any], asked: [String]) {
    try withAnsweringServer { server in
      let run = try Program.run(
        [
          "check", export, "--policy", "ct-kidneys", "--reasoner", "model", "--model", "m", "--base-url",
          server.address,
        ]
          + ["--format", "json"] + more)
      return (try #require(run.json() as? [String: Any], "\(run.errors)"), server.requests)
    }
  }

  private func stages(_ record: [String: Any]) -> [String] {
    (record["stages"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
  }

  @Test func `with nothing said the four stages are gone through, and the record says so`() throws {
    let (record, asked) = try check()
    #expect(stages(record) == ["knowledge-recall", "visual-features", "anatomical-inference", "clinical-synthesis"])
    // One question for each stage, and one for what the policy asks of the picture.
    #expect(asked.count == 5)
    let reasoning = (record["provenance"] as? [String: Any])?["reasoning"] as? [String: Any]
    #expect(reasoning?["ablations"] as? [String] == [] && reasoning?["contrast"] as? Bool == false)
    let rules = try Program.run("check", export, "--policy", "ct-kidneys", "--format", "json").output
    #expect(!rules.contains("\"reasoning\""))
  }

  @Test func `parts are left out, and the record says which`() throws {
    let (record, asked) = try check("--ablate", "no-knowledge, no-numbers,no-pictures")
    #expect(asked.count == 2)
    #expect(!asked.contains { $0.contains("image/png") || $0.contains(/[0-9] mL/) })
    let reasoning = (record["provenance"] as? [String: Any])?["reasoning"] as? [String: Any]
    #expect(reasoning?["ablations"] as? [String] == ["no-numbers", "no-pictures", "no-knowledge"])
    #expect(stages(try check("--ablate", "single-pass").record) == ["single-pass"])
  }

  @Test func `a mask is compared with changed versions of itself, the same every time`() throws {
    let first = try check("--contrast", "--image", export)
    #expect(stages(first.record).contains("contrast"))
    let stage = try #require(
      (first.record["stages"] as? [[String: Any]])?.first { $0["name"] as? String == "contrast" })
    let names = try #require(stage["pictures"] as? [[String: Any]]).compactMap { $0["name"] as? String }
    #expect((3...5).contains(names.count))
    #expect(names.contains { $0.contains("original") } && names.contains { $0.contains("shrunk") })
    #expect((stage["statements"] as? [[String: Any]])?.first?["id"] as? String == "C1")
    #expect(try check("--contrast", "--image", export).asked == first.asked)
    // Without an image there is nothing to compare.
    #expect(try !stages(check("--contrast").record).contains("contrast"))
  }

  @Test(arguments: [
    ["--ablate", "single-pass,pictures"], ["--contrast", "--ablate", "no-pictures"],
    ["--contrast", "--ablate", "single-pass"],
  ])
  func `what makes no sense is wrong use`(options: [String]) throws {
    let run = try Program.run(
      ["check", export, "--policy", "ct-kidneys", "--reasoner", "model", "--model", "m"] + options)
    #expect(run.status == 64)
    #expect(try Program.run(["check", export, "--policy", "ct-kidneys"] + options).status == 64)
  }

  @Test func `a question of an optional step is shown as it would be asked`() throws {
    let single = try Program.run("prompts", "render", "single-pass", "--case", export, "--policy", "ct-kidneys")
    #expect(single.status == 0 && single.output.contains("<data name=\"faults\">"))
    let contrast = ["prompts", "render", "contrast", "--case", export, "--policy", "ct-kidneys"]
    let run = try Program.run(contrast + ["--image", export])
    #expect(run.status == 0 && run.output.contains("<data name=\"versions\">"))
    #expect(!run.output.contains("original") && !run.output.contains("shrunk"))
    #expect(try Program.run(contrast).errors.contains("--image"))
    let dry = try Program.run(
      "check", export, "--policy", "ct-kidneys", "--reasoner", "model", "--model", "m", "--dry-run", "--ablate",
      "single-pass")
    #expect(dry.status == 0 && dry.output.contains("single_pass") && !dry.output.contains("knowledge_recall"))
  }
}
