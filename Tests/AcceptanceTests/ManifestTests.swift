import Foundation
import TestSupport
import Testing

/// Lists of cases and facts about them, as a user gives them.
@Suite struct ManifestTests {
  private func phantom(_ recipe: String, _ name: String, in scratch: Scratch) throws {
    #expect(try Program.run("phantom", recipe, "-o", scratch.place(for: name)).status == 0)
  }

  private func results(_ run: Program.Run) throws -> [[String: Any]] {
    try run.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func context(_ result: [String: Any]) -> [String: String]? {
    (result["provenance"] as? [String: Any])?["context"] as? [String: String]
  }

  @Test func `each case of a manifest has its own facts, names and image, and bad rows do not stop the others`() throws
  {
    let scratch = try Scratch()
    try phantom("abdomen-sound", "masks/sound.nii.gz", in: scratch)
    try phantom("abdomen-kidney-missing", "masks/missing.nii.gz", in: scratch)
    try phantom("chest-sound", "masks/small.png", in: scratch)
    let manifest = try scratch.write(
      """
      case,export,image,context.nephrectomy,reader
      first,masks/sound.nii.gz,masks/missing.nii.gz,,anna
      second,masks/missing.nii.gz,,left,bert
      third,masks/missing.nii.gz,,,anna
      fourth,masks/missing.nii.gz,,lefft,anna
      fifth,masks/sound.nii.gz
      sixth,masks/sound.nii.gz,masks/small.png,,
      seventh,masks/none.nii.gz,,,
      """, to: "cases.csv")
    let out = scratch.file("out")
    let run = try Program.run(
      "check", "--manifest", manifest, "--policy", "ct-kidneys", "--format", "jsonl", "--output", out, "--jobs", "2")
    #expect(run.status == 65)
    let results = try results(run)
    #expect(
      results.map { $0["case"] as? String } == ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"])
    // The first one's image is on its grid, and is no CT.
    #expect(results.map { $0["decision"] as? String } == ["review", "accept", "reject", nil, nil, "reject", nil])
    let codes = results.map { ($0["error"] as? [String: String])?["code"] }
    #expect(codes == [nil, nil, nil, "bad-context", "bad-row", nil, "not-found"])
    #expect(
      results.prefix(3).map { context($0)?["nephrectomy"] } == ["none", "left", "none"])
    #expect(run.errors.contains("\(manifest):1:39: note: the column 'reader' is ignored"))
    #expect(run.errors.contains("\(manifest):5:30: error:") && run.errors.contains("did you mean 'left'?"))
    #expect(run.errors.contains("\(manifest):6:25: error: the row has 2 fields, the header has 5"))
    #expect(run.errors.contains("\(scratch.file("masks/none.nii.gz")): there is no such file"))
    // Records hold no path.
    #expect(!run.output.contains(scratch.path))
    let written = try FileManager.default.contentsOfDirectory(atPath: out)
    #expect(written.count { $0.hasSuffix(".json") && !$0.hasSuffix(".answers.json") } == 7)
    #expect(written.contains("report.html") && written.contains("run.jsonl"))
  }

  @Test func `the command line outweighs the manifest, and the manifest the file beside the export`() throws {
    let scratch = try Scratch()
    try phantom("abdomen-kidney-missing", "a.nii.gz", in: scratch)
    try phantom("abdomen-kidney-missing", "b.nii.gz", in: scratch)
    _ = try scratch.write("nephrectomy: left\n", to: "a.context.yaml")
    _ = try scratch.write(#"{"nephrectomy": "left"}"#, to: "b.context.json")
    let manifest = try scratch.write("export;context.nephrectomy\na.nii.gz;\nb.nii.gz;right\n", to: "m.csv")
    func values(_ more: String...) throws -> [String?] {
      let run = try Program.run(
        ["check", scratch.file("a.nii.gz"), "--manifest", manifest, "--policy", "ct-kidneys", "--format", "jsonl"]
          + more)
      return try results(run).map { context($0)?["nephrectomy"] }
    }
    #expect(try values() == ["left", "left", "right"])
    #expect(try values("--context", "nephrectomy=none") == ["none", "none", "none"])
  }

  @Test func `a fact that the policy does not declare is one case's error and reaches nobody`() throws {
    let scratch = try Scratch()
    try phantom("abdomen-sound", "a.nii.gz", in: scratch)
    try phantom("abdomen-sound", "b.nii.gz", in: scratch)
    _ = try scratch.write("nephrectomy: none\npatient_name: Zyx\n", to: "a.context.yaml")
    let run = try Program.run(
      "check", scratch.file("a.nii.gz"), scratch.file("b.nii.gz"), "--policy", "ct-kidneys", "--format", "jsonl")
    #expect(run.status == 65)
    let results = try results(run)
    #expect(results.map { ($0["error"] as? [String: String])?["code"] } == ["bad-context", nil])
    #expect(results[1]["decision"] as? String == "accept")
    #expect(!run.output.contains("Zyx"))
    #expect(run.errors.contains("context.yaml:2:1: error: the policy ct-kidneys knows no context 'patient_name'"))
    let wrong = try Program.run(
      "check", scratch.file("b.nii.gz"), "--policy", "ct-kidneys", "--context", "patient_name=Doe")
    #expect(wrong.status == 64 && wrong.output.isEmpty)
  }

  @Test func `a folder of exports is a list of cases`() throws {
    let scratch = try Scratch()
    try phantom("abdomen-sound", "cohort/one.nii.gz", in: scratch)
    try phantom("abdomen-kidney-missing", "cohort/two/labels.nii.gz", in: scratch)
    _ = try scratch.write("nephrectomy: left\n", to: "cohort/two/context.yaml")
    let run = try Program.run(
      "check", "--manifest", scratch.file("cohort"), "--policy", "ct-kidneys", "--format", "jsonl")
    #expect(run.status == 0)
    #expect(try results(run).map { $0["case"] as? String } == ["one", "two"])
  }

  @Test func `a list without cases accepts nothing`() throws {
    let scratch = try Scratch()
    let empty = try scratch.write("export\n", to: "m.csv")
    #expect(try Program.run("check", "--manifest", empty, "--policy", "ct-kidneys").status == 65)
    #expect(try Program.run("check", "--manifest", scratch.path, "--policy", "ct-kidneys").status == 65)
    #expect(try Program.run("check", "--manifest", "/nowhere.csv", "--policy", "ct-kidneys").status == 66)
    #expect(try Program.run("check", "--policy", "ct-kidneys").status == 64)
    #expect(try Program.run("check", "--manifest", empty, "--policy", "ct-kidneys", "--image", "x").status == 64)
  }
}
