import Foundation
import TestSupport
import Testing

/// What is done with stored results, by the program as a user runs it.
@Suite struct ResultsCommandTests {
  private static let phantoms = ["abdomen-sound", "abdomen-kidneys-swapped", "abdomen-kidney-missing"]

  /// A folder with two runs in a store: `first` by `ct-kidneys`, and `second` by a policy that forgives swapped sides.
  private struct Stored {
    let scratch: Scratch
    let store: String

    init() throws {
      scratch = try Scratch()
      store = scratch.file("results.sqlite")
      var masks: [String] = []
      for phantom in ResultsCommandTests.phantoms {
        masks.append(scratch.file("\(phantom).nii.gz"))
        #expect(try Program.run("phantom", phantom, "--output", masks[masks.count - 1]).status == 0)
      }
      // A case without a verdict.
      masks.append(try scratch.write("no mask", to: "broken.nii.gz"))
      var policy = try Program.run("policy", "show", "ct-kidneys").output
      try check(masks, "ct-kidneys", "first")
      let sides = "position: kidney_left is left-of kidney_right"
      #expect(policy.contains(sides))
      policy = policy.replacingOccurrences(of: sides, with: "position: kidney_right is left-of kidney_left")
      try check(masks, try scratch.write(policy, to: "ct-kidneys.yaml"), "second")
    }

    private func check(_ masks: [String], _ policy: String, _ name: String) throws {
      let run = try Program.run(["check"] + masks + ["--policy", policy, "--format", "jsonl"])
      #expect(run.status == 65, "\(run.errors)")
      let file = try scratch.write(run.output, to: "\(name).jsonl")
      let merged = try results("merge", file, "--as", name)
      #expect(merged.status == 0, "\(merged.errors)")
      #expect(merged.output == "Added 1 run, 4 cases.\n")
    }

    func results(_ arguments: String...) throws -> Program.Run {
      try Program.run(["results"] + arguments + ["--store", store])
    }

    func names(_ arguments: String...) throws -> [String] {
      let run = try Program.run(["results", "list"] + arguments + ["--store", store, "--format", "json"])
      let cases = (try run.json() as? [String: Any])?["cases"] as? [[String: Any]] ?? []
      return cases.compactMap { $0["case"] as? String }
    }
  }

  @Test func `runs and cases are listed, filtered and shown`() throws {
    let stored = try Stored()
    let runs = try stored.results("list").output.split(separator: "\n")
    #expect(runs.count == 3 && runs[1].hasSuffix("first") && runs[2].hasSuffix("second"))
    #expect(try stored.names("first") == Self.phantoms + ["broken"])
    #expect(try stored.names("first", "--decision", "accept") == ["abdomen-sound"])
    #expect(try stored.names("first", "--decision", "error") == ["broken"])
    #expect(try stored.names("1", "--fault", "sides-swapped") == ["abdomen-kidneys-swapped"])
    #expect(try stored.names("first", "--label", "kidney_left").contains("abdomen-kidney-missing"))
    #expect(try stored.names("first", "--label", "kidney_middle").isEmpty)
    let shown = try stored.results("show", "abdomen-kidneys-swapped", "--run", "first")
    #expect(shown.status == 0 && shown.output.contains("REJECT") && shown.output.contains("sides-swapped"))
    let record = try stored.results("show", "abdomen-kidneys-swapped", "--run", "first", "--format", "json")
    #expect((try record.json() as? [String: Any])?["case"] as? String == "abdomen-kidneys-swapped")
  }

  @Test func `an export is what the check printed, byte for byte`() throws {
    let stored = try Stored()
    let printed = try stored.scratch.text("first.jsonl")
    #expect(try stored.results("export", "--run", "first").output == printed)
    let output = stored.scratch.file("out.jsonl")
    #expect(try stored.results("export", "--run", "first", "-o", output).status == 0)
    #expect(try stored.scratch.text("out.jsonl") == printed)
    #expect(try FileManager.default.attributesOfItem(atPath: output)[.posixPermissions] as? Int == 0o600)
    let rejected = try stored.results("export", "--run", "first", "--decision", "reject", "--format", "csv").output
    #expect(rejected.split(separator: "\n").count == 1 + 2)
    let findings = try stored.results("export", "--run", "first", "--format", "csv", "--table", "findings").output
    #expect(findings.hasPrefix("run_id,position,case,finding,expectation,code,labels,"))
    let lost = try stored.results("export", "--run", "first", "-o", stored.scratch.file("none/out.jsonl"))
    #expect(lost.status == 74 && lost.errors.contains("none/out.jsonl"))
  }

  @Test func `two policies are compared, and a flip names what it is owed to`() throws {
    let stored = try Stored()
    let run = try stored.results("compare", "first", "second", "--format", "json")
    #expect(run.status == 2, "\(run.errors)")
    let json = try run.json() as? [String: Any] ?? [:]
    #expect(json["cases"] as? Int == 4)
    #expect(json["other_exports"] as? Int == 0 && json["other_policies"] as? Int == 3)
    let flips = json["flips"] as? [[String: Any]] ?? []
    let sound = try #require(flips.first { $0["case"] as? String == "abdomen-sound" })
    #expect(sound["old"] as? String == "accept" && sound["new"] as? String == "reject")
    #expect((sound["responsible"] as? [String])?.isEmpty == false)
    #expect(try stored.results("compare", "first", "second").output.contains("abdomen-sound  accept → reject"))
    #expect(try stored.results("compare", "first", "first").status == 0)
  }

  @Test func `ratings are kept once, shown, and those of strange cases are told`() throws {
    let stored = try Stored()
    let table = """
      case,rating,comment,rater
      abdomen-sound,accept,"fine, really",ab
      abdomen-kidneys-swapped,reject,,ab
      abdomen-kidney-missing,,not looked at,ab
      nobody,reject,,ab
      broken,perhaps,,ab
      """
    let file = try stored.scratch.write(table, to: "ratings.csv")
    let run = try stored.results("rate", file, "--run", "first")
    #expect(run.status == 65)
    #expect(run.output.contains("2 new"))
    #expect(run.errors.contains("line 5") || run.errors.contains("entry 5"))
    #expect(run.errors.contains("“nobody”") && run.errors.contains("“perhaps”"))
    let json =
      #"{"ratings": [{"case": "abdomen-sound", "rating": "later", "rater": "ab"}, {"case": "broken", "rating": "reject"}]}"#
    let second = try stored.results(
      "rate", try stored.scratch.write(json, to: "r.json"), "--run", "first", "--rater", "cd")
    #expect(second.status == 0 && second.output.contains("1 new and 1 in place of earlier ones"), "\(second.output)")
    let shown = try stored.results("rate", "--run", "first", "--format", "json")
    let ratings = (try shown.json() as? [String: Any])?["ratings"] as? [[String: Any]] ?? []
    #expect(
      ratings.map { "\($0["case"] ?? "") \($0["rating"] ?? "") \($0["rater"] ?? "")" }
        == ["abdomen-sound later ab", "abdomen-kidneys-swapped reject ab", "broken reject cd"])
    #expect(try stored.results("show", "broken", "--run", "first").output.contains("Rated: reject by cd"))
  }

  @Test func `what is pruned is said, and gone from the file`() throws {
    let stored = try Stored()
    func holds(_ text: String) -> Bool {
      ["", "-wal"].contains { ending in
        FileManager.default.contents(atPath: stored.store + ending)?.firstRange(of: Data(text.utf8)) != nil
      }
    }
    #expect(holds("abdomen-kidney-missing"))
    let rehearsal = try stored.results("prune", "--case", "abdomen-kidney-missing", "--dry-run")
    #expect(rehearsal.output.contains("Would delete case abdomen-kidney-missing of run 1."))
    #expect(holds("abdomen-kidney-missing"))
    let run = try stored.results("prune", "--case", "abdomen-kidney-missing")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.split(separator: "\n").count == 2)
    #expect(!holds("abdomen-kidney-missing") && holds("abdomen-sound"))
    let whole = try stored.results("prune", "--run", "second")
    #expect(whole.output.hasPrefix("Deleted run 2 (second, ") && whole.output.hasSuffix("with 3 cases.\n"))
    #expect(try stored.results("list").output.split(separator: "\n").count == 2)
    #expect(try stored.results("prune", "--older-than", "1000d").output == "Nothing to delete.\n")
    #expect(try stored.results("prune", "--older-than", "soon").status == 64)
    #expect(try stored.results("prune").status == 64)
  }

  @Test func `merging again says what was there already, and changes nothing`() throws {
    let stored = try Stored()
    let file = stored.scratch.file("first.jsonl")
    let before = try stored.results("export", "--run", "first").output
    let again = try stored.results("merge", file, "--as", "first")
    #expect(again.output.contains("Added 0 runs, 0 cases.") && again.output.contains("4 cases were there already"))
    #expect(try stored.results("export", "--run", "first").output == before)
    // A store into another one.
    let copy = stored.scratch.file("copy.sqlite")
    #expect(try Program.run("results", "merge", stored.store, "--store", copy).output == "Added 2 runs, 8 cases.\n")
    #expect(try Program.run("results", "export", "--run", "first", "--store", copy).output == before)
    #expect(try stored.results("merge", stored.store).status == 64)
    let broken = try stored.scratch.write(before + "{\"schema\": \"segwarden.record/1\"}\n", to: "bad.jsonl")
    let refused = try stored.results("merge", broken)
    #expect(refused.status == 65 && refused.errors.contains("line 5"))
    #expect(try stored.results("list").output.split(separator: "\n").count == 3)
  }

  @Test func `the store is looked for where the environment says`() throws {
    let stored = try Stored()
    let environment = ["SEGWARDEN_STORE": stored.store]
    #expect(try Program.run("results", "list", environment: environment).status == 0)
    let home = try Scratch()
    let empty = ["XDG_STATE_HOME": home.path, "SEGWARDEN_STORE": ""]
    let none = try Program.run("results", "list", environment: empty)
    #expect(none.status == 66 && none.errors.contains("\(home.path)/segwarden/results.sqlite"))
    #expect(try home.names().isEmpty)
    #expect(
      try Program.run("results", "merge", stored.store, environment: empty).output == "Added 2 runs, 8 cases.\n")
    let folder = home.file("segwarden")
    #expect(try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int == 0o700)
    #expect(try Program.run("results", "list", environment: empty).status == 0)
  }

  @Test func `what cannot be used is said with what to do`() throws {
    let stored = try Stored()
    #expect(try Program.run("results", "list", "--store", stored.scratch.file("first.jsonl")).status == 65)
    #expect(try stored.results("list", "third").status == 66)
    let near = try stored.results("show", "abdomen-sund", "--run", "first")
    #expect(near.status == 66 && near.errors.contains("abdomen-sound"))
    let fault = try stored.results("list", "first", "--fault", "side-swapped")
    #expect(fault.status == 64 && fault.errors.contains("sides-swapped"))
    #expect(try stored.results("list", "first", "--code", "volume").status == 64)
    #expect(try stored.results("list", "--decision", "reject").status == 64)
  }
}
