import Foundation
import TestSupport
import Testing

/// `segwarden prompts` as a user meets it.
@Suite struct PromptsTests {
  private static let names = [
    "knowledge-recall", "visual-features", "anatomical-inference", "clinical-synthesis", "single-pass",
  ]
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `the list names every prompt, and whose it is`() throws {
    let plain = try Program.run("prompts", "list")
    #expect(plain.status == 0)
    for name in Self.names { #expect(plain.output.contains(name)) }
    let own = try Program.run("prompts", "show", "visual-features", "--text").output
    let file = try scratch.write(own.replacing(/version: [0-9.]+/, with: "version: 9.9.9"), to: "visual-features.md")
    let list = try Program.run("prompts", "list", "--prompts", scratch.path).output
    #expect(list.contains(file) && list.contains("9.9.9"))
    #expect(list.split(separator: "\n").count { $0.contains("built in") } == 5)
  }

  @Test(arguments: names) func `a prompt is shown with its inputs and the answer's schema`(name: String) throws {
    let text = try Checkout.text("Prompts/\(name).md")
    #expect(try Program.run("prompts", "show", name, "--text").output == text)
    let all = try Program.run("prompts", "show", name).output
    #expect(all.hasPrefix(text))
    let schema = try Program.run("prompts", "show", name, "--schema")
    #expect((try schema.json() as? [String: Any])?["type"] as? String == "object")
    #expect(all.hasSuffix(schema.output))
    // Every prompt that comes with the program says what it uses.
    #expect(text.contains("\ninputs: "))
  }

  @Test(arguments: names) func `a prompt is filled in for a case`(name: String) throws {
    let export = scratch.file("PLANTED.nii.gz")
    #expect(try Program.run("phantom", "abdomen-kidney-missing", "-o", export).status == 0)
    let run = try Program.run("prompts", "render", name, "--case", export, "--policy", "ct-kidneys")
    #expect(run.status == 0)
    #expect(run.output.contains("<data name=\"task\">") && run.output.contains("kidney_left"))
    #expect(!run.output.contains("{{") && !run.output.contains("PLANTED"))
    #expect(run.output.contains("[picture: PNG, ") == ["visual-features", "single-pass"].contains(name))
  }

  @Test(arguments: [
    (
      "inputs: task, structures, expectations", "inputs: task, structures, expectations, mood",
      "knowledge-recall.md:6:41:"
    ),
    ("inputs: task, structures, expectations", "inputs: task, structures", "knowledge-recall.md:26:1:"),
    ("{{task}}", "{{task}} {{mood}}", ":20:10:"), ("{{task}}", "{{task", ":20:1:"), ("version: 1.0.0\n", "", ":1:1:"),
  ])
  func `a mistake is told with file, line and column`(text: String, instead: String, place: String) throws {
    let shipped = try Program.run("prompts", "show", "knowledge-recall", "--text").output
    #expect(shipped.contains(text))
    _ = try scratch.write(shipped.replacing(text, with: instead), to: "knowledge-recall.md")
    for command in [["list"], ["show", "visual-features"]] {
      let run = try Program.run(["prompts"] + command + ["--prompts", scratch.path])
      #expect(run.status == 78)
      #expect(run.errors.contains("knowledge-recall.md\(place.drop { $0 != ":" })"), "\(run.errors)")
    }
  }

  @Test func `an unknown prompt is wrong use, an export that is not there no input`() throws {
    let run = try Program.run("prompts", "show", "mood")
    #expect(run.status == 64 && run.errors.contains("visual-features"))
    #expect(
      try Program.run("prompts", "render", "visual-features", "--case", "/nowhere.nii", "--policy", "ct-kidneys").status
        == 66)
  }
}
