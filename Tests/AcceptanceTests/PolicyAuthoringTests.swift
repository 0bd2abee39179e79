import Foundation
import TestSupport
import Testing

/// What authors do with policies, from the command line.
@Suite struct PolicyAuthoringTests {
  private static let doubtful = """
    segwarden: 1
    policy: doubtful
    version: 1
    labels: {liver: {value: 5}, spleen: {value: 1}}
    expectations:
      - {id: present, each: all, presence: required, because: Both are there.}
      - {id: size, label: liver, volume: {typical: 1500 mL}, because: Livers differ little.}

    """

  @Test func `lint filters by level and rule, and --strict makes warnings count`() throws {
    let folder = try Scratch()
    let file = try folder.write(Self.doubtful, to: "doubtful.yaml")
    let all = try Program.run("policy", "lint", file)
    #expect(all.status == 0)
    #expect(all.errors.contains("0 errors, 1 warning, 2 notes"))
    for rule in ["zero-width", "no-source", "no-tests"] { #expect(all.output.contains("[\(rule)]")) }
    #expect(try Program.run("policy", "lint", file, "--strict").status == 78)
    let warnings = try Program.run("policy", "lint", file, "--level", "warning")
    #expect(warnings.output.contains("[zero-width]") && !warnings.output.contains("[no-source]"))
    let none = try Program.run("policy", "lint", file, "--disable", "zero-width", "--level", "warning", "--strict")
    #expect(none.output.isEmpty && none.status == 0)
    #expect(try Program.run("policy", "lint", file, "--disable", "zero-widht").status == 64)
    _ = try folder.write("", to: "doubtful.test.yaml")
    #expect(!(try Program.run("policy", "lint", file).output.contains("no-tests")))
  }

  @Test func `lint speaks JSON and SARIF`() throws {
    let folder = try Scratch()
    let file = try folder.write(Self.doubtful, to: "doubtful.yaml")
    let list = try #require(try Program.run("policy", "lint", file, "--format", "json").json() as? [[String: Any]])
    #expect(Set(list.compactMap { $0["rule"] as? String }) == ["zero-width", "no-source", "no-tests"])
    let log = try #require(try Program.run("policy", "lint", file, "--format", "sarif").json() as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let clean = try Program.run("policy", "lint", "ct-kidneys", "--format", "json")
    #expect(clean.status == 0)
    #expect((try clean.json() as? [Any])?.isEmpty == true)
  }

  @Test func `explain knows policies, expectations, kinds, rules and measures`() throws {
    for (arguments, part) in [
      (["ct-kidneys"], "one-piece"), (["ct-kidneys", "volume"], "SHIP-Trend"),
      (["kind", "volume"], "## How it is judged"),
      (["rule", "unknown-key"], "misspelled"), (["measure", "sphericity"], "Dimensions: 3"),
    ] {
      let run = try Program.run(["policy", "explain"] + arguments)
      #expect(run.status == 0)
      #expect(run.output.contains(part))
    }
    for arguments in [["ct-kidneys", "volum"], ["kind", "volum"], ["rule", "unknown"], ["measure", "spher"]] {
      let run = try Program.run(["policy", "explain"] + arguments)
      #expect(run.status == 64)
      #expect(run.errors.contains("has no") || run.errors.contains("there is no"))
    }
  }

  @Test func `explain tells a finding of a record`() throws {
    let folder = try Scratch()
    let (mask, output) = (folder.file("a.nii.gz"), folder.file("records"))
    #expect(try Program.run("phantom", "abdomen-spleen-island", "--output", mask).status == 0)
    _ = try Program.run("check", mask, "--policy", "ct-totalsegmentator", "--output", output)
    let record = "\(output)/a.json"
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: record))) as? [String: Any])
    let findings = try #require(json["findings"] as? [[String: Any]])
    let failed = try #require(findings.first { $0["outcome"] as? String == "fail" })
    let (id, message) = (try #require(failed["id"] as? String), try #require(failed["message"] as? String))
    for arguments in [[record, id], ["\(record)#\(id)"]] {
      let run = try Program.run(["policy", "explain"] + arguments)
      #expect(run.status == 0)
      #expect(run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(message))
      #expect(run.output.contains("To pass"))
    }
    #expect(try Program.run("policy", "explain", record).status == 64)
    #expect(try Program.run("policy", "explain", record, "F9999").status == 64)
    #expect(try Program.run("policy", "explain", folder.file("none.json"), "F1").status == 66)
    #expect(try Program.run("policy", "explain", try folder.write("{}", to: "empty.json"), "F1").status == 65)
  }

  @Test func `a new policy from an export is clean and accepts it`() throws {
    let folder = try Scratch()
    let (mask, policy) = (folder.file("a.nii.gz"), folder.file("draft.yaml"))
    #expect(try Program.run("phantom", "abdomen-sound", "--output", mask).status == 0)
    let written = try Program.run("policy", "new", "draft", "--from", mask, "--modality", "CT", "--output", policy)
    #expect(written.status == 0, "\(written.errors)")
    #expect(try Program.run("policy", "lint", policy, "--strict").output.isEmpty)
    // It comes with a first test, which holds it against faults at once.
    let test = try Program.run("policy", "test", policy, "--no-mutations")
    #expect(test.status == 0 && test.output.contains("draft 0.1.0: 1 case, 0 failed"), "\(test.output)\(test.errors)")
    try FileManager.default.removeItem(atPath: folder.file("draft.test.yaml"))
    let none = try Program.run("policy", "test", policy)
    #expect(none.status == 78 && none.errors.contains("  tests: draft\n  cases:"), "\(none.errors)")
    let check = try Program.run("check", mask, "--policy", policy)
    #expect(check.status == 0, "\(check.output)")
    let again = try Program.run("policy", "new", "draft", "--from", mask, "--output", policy)
    #expect(again.status == 64)
  }

  @Test func `a new policy from a table of labels`() throws {
    let folder = try Scratch()
    let table = try folder.write("1 kidney_right\n2 kidney_left\n3 liver\n", to: "labels.txt")
    let run = try Program.run("policy", "new", "draft", "--from-labels", table, "--title", "Kidneys")
    #expect(run.status == 0)
    #expect(run.output.contains("position: kidney_left is left-of kidney_right"))
    let policy = try folder.write(run.output, to: "draft.yaml")
    #expect(try Program.run("policy", "lint", policy, "--strict").status == 0)
    #expect(try Program.run("policy", "new", "draft").status == 64)
    #expect(try Program.run("policy", "new", "draft", "--from-labels", folder.file("none.txt")).status == 66)
  }

  @Test func `schema and docs print what they make`() throws {
    let schema = try #require(try Program.run("policy", "schema").json() as? [String: Any])
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(try Program.run("policy", "docs", "ct-kidneys").output.hasPrefix("# Kidneys on abdominal CT"))
    let folder = try Scratch()
    #expect(try Program.run("policy", "docs", "ct-kidneys", "--output", folder.file("pages/k.md")).status == 0)
    #expect(FileManager.default.fileExists(atPath: folder.file("pages/k.md")))
  }
}
