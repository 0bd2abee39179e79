import Foundation
import TestSupport
import Testing

/// Results that were kept, rendered again, by the program as a user runs it.
@Suite struct ReportCommandTests {
  private static let formats = ["text", "json", "jsonl", "csv", "structures-csv", "junit", "sarif", "github", "html"]

  /// A run of a sound chest, a faulty one and a file that is none, in a folder and in a store.
  private struct Kept {
    let scratch: Scratch

    init() throws {
      scratch = try Scratch()
      for (recipe, name) in [("chest-sound", "sound"), ("chest-lung-missing", "faulty")] {
        #expect(try Program.run("phantom", recipe, "-o", scratch.place(for: "cases/\(name).png")).status == 0)
      }
      try scratch.write("no picture", to: "cases/broken.png")
      let run = try Program.run(
        "check", "--manifest", scratch.file("cases"), "--policy", "cxr-lungs", "--output", scratch.file("run"),
        "--store", scratch.file("store.sqlite"))
      #expect(run.status == 65, "\(run.errors)")
    }

    func report(_ arguments: String...) throws -> Program.Run { try Program.run(["report"] + arguments) }
  }

  @Test func `a folder, a store and lines of the same run are the same in every form`() throws {
    let kept = try Kept()
    let lines = try kept.scratch.write(
      try kept.report(kept.scratch.file("run"), "--format", "jsonl").output, to: "run.jsonl")
    for format in Self.formats {
      let folder = try kept.report(kept.scratch.file("run"), "--format", format)
      #expect(folder.status == 0, "\(format): \(folder.errors)")
      for place in [kept.scratch.file("store.sqlite@run"), lines] {
        let other = try kept.report(place, "--format", format)
        // A folder keeps a picture of each case.
        let bare = folder.output.replacing(/<section><h3>Overview.*?<\/section>/.dotMatchesNewlines(), with: "")
        #expect(other.output == (format == "html" ? bare : folder.output), "\(format) of \(place)")
        #expect(other.errors.contains("no pictures") == (format == "html"))
      }
      let file = kept.scratch.file("report.\(format)")
      #expect(try kept.report(kept.scratch.file("run"), "--format", format, "-o", file).output.isEmpty)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == folder.output)
      // Where the exports lie is told by no report.
      #expect(!folder.output.contains(kept.scratch.path), "\(format)")
    }
  }

  @Test func `a page of a run's folder shows the pictures that were kept, but of what was accepted`() throws {
    let kept = try Kept()
    let page = try kept.report(kept.scratch.file("run"), "--format", "html").output
    let picture = Data(try kept.scratch.bytes("run/faulty.png")).base64EncodedString()
    #expect(page.contains("src=\"data:image/png;base64,\(picture)\""))
    #expect(page.ranges(of: "<img").count == 1)
    // The size as the file's header has it (PNG, 11.2.2 IHDR).
    let bytes = try kept.scratch.bytes("run/faulty.png")
    let width = bytes[16..<20].reduce(0) { $0 << 8 | Int($1) }
    #expect(page.contains("width=\"\(width)\""))
    try FileManager.default.removeItem(atPath: kept.scratch.file("run/faulty.png"))
    #expect(try !kept.report(kept.scratch.file("run"), "--format", "html").output.contains("<img"))
  }

  @Test func `cases are chosen by name and by verdict, and what is not there is said`() throws {
    let kept = try Kept()
    let run = kept.scratch.file("run")
    let errors = try kept.report(run, "--format", "csv", "--decision", "error").output.split(separator: "\n")
    #expect(errors.count == 2 && errors[1].hasPrefix("broken,"))
    #expect(try kept.report(run, "--case", "sound").output.hasPrefix("ACCEPT  sound"))
    #expect(try kept.report(run, "--case", "nobody").status == 65)
    let nowhere = try kept.report(kept.scratch.file("nowhere"))
    #expect(nowhere.status == 66 && nowhere.errors.contains("STORE@RUN"))
    #expect(try kept.report(kept.scratch.file("store.sqlite@other")).status == 66)
  }

  @Test func `SARIF points to the policy's own lines where its text is at hand`() throws {
    let kept = try Kept()
    let policy = try Program.run("policy", "show", "cxr-lungs").output
    let line = try #require(
      policy.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("id: ") })
    func lines(_ log: Program.Run) throws -> [Int] {
      let runs = try #require(try log.json() as? [String: Any])["runs"] as? [[String: Any]]
      let results = try #require(runs?.first?["results"] as? [[String: Any]])
      return results.compactMap { result in
        let place = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
        return (place?["region"] as? [String: Any])?["startLine"] as? Int
      }
    }
    let found = try lines(kept.report(kept.scratch.file("run"), "--format", "sarif"))
    #expect(!found.isEmpty && found.allSatisfy { $0 > line })
    // A policy whose text is another one judged nothing here.
    let other = try kept.scratch.write(policy + "\n# More.\n", to: "own.yaml")
    let checked = try Program.run(
      ["check", kept.scratch.file("cases/faulty.png"), "--policy", other, "--format", "jsonl", "--no-store"])
    let records = try kept.scratch.write(checked.output, to: "own.jsonl")
    #expect(try lines(kept.report(records, "--format", "sarif")).isEmpty)
    #expect(try !lines(kept.report(records, "--format", "sarif", "--policy", other)).isEmpty)
  }

  @Test func `decisions are evaluated from a store as from the folder`() throws {
    let kept = try Kept()
    let truth = try kept.scratch.write("case,truth\nsound,acceptable\nfaulty,unacceptable\n", to: "truth.csv")
    let folder = try Program.run("evaluate", truth, "--results", kept.scratch.file("run"), "--format", "json")
    let store = try Program.run(
      "evaluate", truth, "--results", kept.scratch.file("store.sqlite@run"), "--format", "json")
    #expect(folder.status == 0 && store.status == 0, "\(store.errors)")
    func bare(_ text: String) -> String { text.replacing("store.sqlite@run", with: "run") }
    #expect(bare(store.output) == folder.output)
  }

  @Test func `a dry run without a model lists what would be checked, and checks nothing`() throws {
    let kept = try Kept()
    let manifest = try kept.scratch.write(
      "export,subgroup.site\ncases/sound.png,north\ncases/faulty.png,south\n", to: "cases.csv")
    let plan = try Program.run("check", "--manifest", manifest, "--policy", "cxr-lungs", "--dry-run")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.output.contains("subgroup site=north") && plan.output.contains("2 cases, 0 with an image"))
    let json = try Program.run(
      "check", "--manifest", manifest, "--policy", "cxr-lungs", "--dry-run", "--format", "json")
    let cases = try #require(try json.json() as? [String: Any])["cases"] as? [[String: Any]]
    #expect(cases?.map { $0["case"] as? String } == ["sound", "faulty"])
  }

  @Test func `what is observed is told, sorts nothing, and is never an accept`() throws {
    let kept = try Kept()
    let policy = try Program.run("policy", "show", "cxr-lungs").output
    let observed = try kept.scratch.write(
      policy.replacingOccurrences(of: "\nversion:", with: "\nmode: observe\nversion:"), to: "observed.yaml")
    let run = try Program.run(
      "check", kept.scratch.file("cases/sound.png"), "--policy", observed, "--format", "csv", "--no-store", "--route",
      "review=\(kept.scratch.file("review"))")
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.output.split(separator: "\n").last?.hasPrefix("sound,review,accept,") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: kept.scratch.file("review")).isEmpty)
  }
}
