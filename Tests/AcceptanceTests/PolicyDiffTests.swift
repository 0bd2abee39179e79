import Foundation
import TestSupport
import Testing

/// A change of policy, rehearsed on what a check has left behind.
@Suite struct PolicyDiffTests {
  /// A folder of results under `ct-kidneys`: the masks are gone.
  private struct Checked {
    let scratch: Scratch
    let results: String

    init(_ phantoms: [String]) throws {
      scratch = try Scratch()
      results = scratch.file("results")
      let masks = phantoms.map { scratch.file("\($0).nii.gz") }
      for (phantom, mask) in zip(phantoms, masks) {
        #expect(try Program.run("phantom", phantom, "--output", mask).status == 0)
      }
      let run = try Program.run(["check"] + masks + ["--policy", "ct-kidneys", "--output", results])
      #expect([0, 1, 2].contains(run.status))
      for mask in masks { try FileManager.default.removeItem(atPath: mask) }
    }

    /// `ct-kidneys` with another text in place of one.
    func policy(_ changes: [(String, String)]) throws -> String {
      var text = try Program.run("policy", "show", "ct-kidneys").output
      for (from, to) in changes {
        #expect(text.contains(from))
        text = text.replacingOccurrences(of: from, with: to)
      }
      return try scratch.write(text, to: "new.yaml")
    }

    func diff(_ new: String, _ more: String...) throws -> (status: Int32, json: [String: Any], text: String) {
      let arguments = ["policy", "diff", "ct-kidneys", new, "--results", results] + more
      let run = try Program.run(arguments + ["--format", "json"])
      let text = try Program.run(arguments)
      #expect(run.status == text.status, "\(text.errors)")
      return (run.status, try run.json() as? [String: Any] ?? [:], text.output)
    }
  }

  private static let phantoms = [
    "abdomen-sound", "abdomen-kidney-missing", "abdomen-kidneys-swapped", "abdomen-kidney-leak",
  ]

  @Test func `the same policy decides the same, and as it did on the masks`() throws {
    let checked = try Checked(Self.phantoms)
    let (status, json, text) = try checked.diff("ct-kidneys")
    #expect(status == 0)
    #expect(json["cases"] as? Int == 4)
    #expect(json["flipped"] as? Int == 0)
    #expect((json["deviating"] as? [Any])?.isEmpty == true)
    #expect((json["expectations"] as? [Any])?.isEmpty == true)
    #expect(text.contains("4 cases, no decision flips"))
  }

  @Test func `a flip names its case and the expectation that it is owed to`() throws {
    let checked = try Checked(Self.phantoms)
    // A missing kidney becomes a matter for review. What was swapped stays rejected.
    let new = try checked.policy([
      (
        "unless: context.nephrectomy == label.side or present(kidneys_both)\n    severity: reject",
        "unless: context.nephrectomy == label.side or present(kidneys_both)\n    severity: review"
      )
    ])
    let (status, json, text) = try checked.diff(new)
    #expect(status == 2)
    let flips = try #require(json["flips"] as? [[String: Any]])
    #expect(flips.map { $0["case"] as? String } == ["abdomen-kidney-missing"])
    #expect(flips.first?["responsible"] as? [String] == ["present"])
    #expect(json["decisions"] as? [String: Int] == ["reject → review": 1])
    #expect(text.contains("abdomen-kidney-missing  reject → review"))
    #expect(text.contains("present (kidney_"))
  }

  @Test func `another value of a parameter is rehearsed by --set`() throws {
    let checked = try Checked(["abdomen-sound"])
    #expect(try checked.diff("ct-kidneys", "--set", "speck=90 %").status == 0)
    let wrong = try Program.run(
      "policy", "diff", "ct-kidneys", "ct-kidneys", "--results", checked.results, "--set", "spek=1 %")
    #expect(wrong.status == 64)
  }

  @Test func `what nobody measured is told, and is no pass`() throws {
    let checked = try Checked(["abdomen-sound"])
    let new = try checked.policy([
      ("  - id: sides\n", "  - id: round\n    each: kidneys\n    assert: sphericity > 0.2\n\n  - id: sides\n")
    ])
    let (status, json, text) = try checked.diff(new)
    #expect(status == 2)
    #expect(json["flipped"] as? Int == 0)
    #expect(json["open"] as? Int == 1)
    #expect(text.contains("check these masks again"))
    #expect(text.contains("added; 2 not stored"))
  }

  @Test func `a case whose answers are missing or not its own is left out, with the reason`() throws {
    let checked = try Checked(Self.phantoms)
    func answers(_ phantom: String) -> URL { URL(filePath: "\(checked.results)/\(phantom).answers.json") }
    try FileManager.default.removeItem(at: answers(Self.phantoms[0]))
    try FileManager.default.removeItem(at: answers(Self.phantoms[1]))
    try FileManager.default.copyItem(at: answers(Self.phantoms[2]), to: answers(Self.phantoms[1]))
    _ = try checked.scratch.write("{}", to: "results/other.json")
    let (status, json, text) = try checked.diff("ct-kidneys")
    #expect(status == 0)
    #expect(json["cases"] as? Int == 2)
    #expect((json["left_out"] as? [Any])?.count == 3)
    #expect(text.contains("its answers were not kept; check the masks again with --output."))
    #expect(text.contains("are not its own"))
    #expect(text.contains("other: the file is no record."))
  }

  @Test func `a folder without results is no input`() throws {
    let scratch = try Scratch()
    for folder in [scratch.path, scratch.file("nowhere")] {
      let run = try Program.run("policy", "diff", "ct-kidneys", "ct-kidneys", "--results", folder)
      #expect(run.status == 66)
      #expect(run.errors.contains("segwarden check --output"))
    }
  }
}
