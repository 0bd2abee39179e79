import Foundation
import TestSupport
import Testing

/// What is done already, and what makes it no longer so.
@Suite struct ReuseTests {
  private let scratch: Scratch
  private let manifest: String

  /// Three sound chest pictures in a table.
  init() throws {
    scratch = try Scratch()
    for (recipe, name) in [("chest-sound", "sound.png"), ("chest-lung-missing", "faulty.png")] {
      #expect(try Program.run("phantom", recipe, "-o", scratch.file(name)).status == 0)
    }
    for number in 0..<3 { try scratch.write(scratch.bytes("sound.png"), to: "m/case-\(number).png") }
    manifest = try scratch.write(
      "export\n" + (0..<3).map { "m/case-\($0).png\n" }.joined(), to: "cases.csv")
  }

  private func check(_ output: String, policy: String = "cxr-lungs", _ more: String...) throws -> Program.Run {
    try Program.run(
      ["check", "--manifest", manifest, "--policy", policy, "--output", scratch.file(output), "--format", "jsonl"]
        + more)
  }

  private func decisions(_ run: Program.Run) throws -> [String] {
    try run.output.split(separator: "\n").map { line in
      let record = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return record["decision"] as? String ?? "none"
    }
  }

  @Test(arguments: ["out.jsonl", "out.jsonl.zst"])
  func `a shard of which a mask was replaced is made again, unless names are trusted`(output: String) throws {
    let first = try check(output)
    #expect(first.status == 0)
    #expect(try decisions(first) == ["accept", "accept", "accept"])
    // Another mask under the same name, as old as the one before.
    let date = try FileManager.default.attributesOfItem(atPath: scratch.file("m/case-1.png"))[.modificationDate]
    try scratch.write(scratch.bytes("faulty.png"), to: "m/case-1.png")
    try FileManager.default.setAttributes([.modificationDate: date as Any], ofItemAtPath: scratch.file("m/case-1.png"))
    let trusting = try check(output, "--trust-names")
    #expect(trusting.status == 0 && trusting.errors.contains("done already"))
    let again = try check(output)
    #expect(again.errors.contains("\(output): made again, since this has changed: the cases' files."))
    #expect(again.status == 2)
    #expect(try decisions(again) == ["accept", "review", "accept"])
    let third = try check(output)
    #expect(third.status == 2 && third.errors.contains("done already"))
  }

  @Test func `what was made without a look at files is not done for who looks`() throws {
    #expect(try check("out.jsonl", "--trust-names").status == 0)
    #expect(try check("out.jsonl", "--trust-names").errors.contains("done already"))
    #expect(try check("out.jsonl").errors.contains("since this has changed: what is known of the cases' files"))
    #expect(try check("out", "--trust-names").status == 0)
    #expect(try check("out", "--resume", "--trust-names").errors.contains("3 of 3 cases are done already."))
    let looking = try check("out", "--resume")
    #expect(looking.errors.contains("Done again: 3 whose files nobody looked at then."))
    #expect(
      try Program.run("check", manifest, "--policy", "cxr-lungs", "--trust-names").status == 64)
  }

  @Test(arguments: ["context", "waivers"])
  func `a shard is made again for other facts beside an export and for other waivers`(what: String) throws {
    let waivers = try scratch.write("waivers: []\n", to: "waivers.yaml")
    func run() throws -> Program.Run {
      try what == "waivers" ? check("out.jsonl", "--waivers", waivers) : check("out.jsonl")
    }
    _ = try run()
    #expect(try run().errors.contains("done already"))
    if what == "waivers" {
      try scratch.write("waivers: []\n# seen\n", to: "waivers.yaml")
    } else {
      try scratch.write("{}\n", to: "m/case-0.context.yaml")
    }
    let words = what == "waivers" ? "the options" : "the cases' files"
    let again = try run().errors
    #expect(again.contains("made again") && again.contains(words), "\(again)")
  }

  @Test(arguments: [("cut off", 65), ("missing", 66), ("fits no policy", 78)])
  func `a case that failed counts in the status of every run alike`(what: String, status: Int) throws {
    switch what {
    case "cut off": try scratch.write(Array(scratch.bytes("sound.png").prefix(100)), to: "m/case-2.png")
    case "missing": try FileManager.default.removeItem(atPath: scratch.file("m/case-2.png"))
    default:
      #expect(try Program.run("phantom", "abdomen-sound", "-o", scratch.file("m/case-2.nii.gz")).status == 0)
      let names = try scratch.write("1 nose\n2 ear\n3 chin\n4 lip\n5 eye\n", to: "names.txt")
      try scratch.write("export,labels\nm/case-2.nii.gz,\(names)\n", to: "cases.csv")
    }
    let policy = what == "fits no policy" ? "auto" : "cxr-lungs"
    for output in ["out.jsonl", "out"] {
      let first = try check(output, policy: policy)
      #expect(first.status == Int32(status), "\(first.errors)")
      let again = try output == "out" ? check(output, policy: policy, "--resume") : check(output, policy: policy)
      #expect(again.status == Int32(status), "\(again.errors)")
      #expect(again.errors.contains("Done again: 1 that came to no end before."))
      #expect(again.output.split(separator: "\n").count == first.output.split(separator: "\n").count)
    }
  }

  @Test func `a run is done again when the model is asked otherwise, and not for what it may spend`() throws {
    func models(_ change: String, _ address: String) throws -> String {
      try scratch.write(
        "segwarden: 1\nmodels:\n  ward:\n    like: llama.cpp\n    base_url: \(address)\n    model: tiny\n    \(change)\n",
        to: "models.yaml")
    }
    let export = scratch.file("abdomen.nii.gz")
    #expect(try Program.run("phantom", "abdomen-sound", "-o", export).status == 0)
    try withAnsweringServer { server in
      func run(_ more: String...) throws -> Program.Run {
        try Program.run(
          ["check", export, "--policy", "ct-kidneys", "--reasoner", "model", "--models", scratch.file("models.yaml")]
            + ["--model", "ward", "--output", scratch.file("out"), "--resume"] + more)
      }
      _ = try models("temperature: 0", server.address)
      _ = try run()
      #expect(try run("--budget-calls", "100", "--cache", "off").errors.contains("1 of 1 case is done already."))
      // What says nothing about answers.
      _ = try models("temperature: 0\n    retries: 1", server.address)
      #expect(try run().errors.contains("1 of 1 case is done already."))
      for change in ["temperature: 0.5", "temperature: 0\n    seed: 4", "temperature: 0\n    repair_turns: 1"] {
        _ = try models(change, server.address)
        let other = try run().errors
        #expect(
          other.contains("every case is done again, since this has changed: the model or how it is asked."),
          "\(change): \(other)")
      }
    }
  }

  @Test func `neither records nor pages repeat a fact that cannot be true`() throws {
    let export = scratch.file("abdomen.nii.gz")
    #expect(try Program.run("phantom", "abdomen-sound", "-o", export).status == 0)
    let planted = "PLANTED^JANE 19700131"
    try scratch.write("export,case,context.nephrectomy\nabdomen.nii.gz,a,\(planted)\n", to: "cases.csv")
    let run = try check("out", policy: "ct-kidneys")
    #expect(run.status == 65 && run.output.contains("nephrectomy"))
    #expect(!run.output.contains("PLANTED"))
    try scratch.write("export,case\nabdomen.nii.gz,a\n", to: "cases.csv")
    try scratch.write("nephrectomy: \(planted)\n", to: "abdomen.context.yaml")
    let beside = try check("beside", policy: "ct-kidneys")
    #expect(beside.status == 65 && !beside.output.contains("PLANTED"))
    for folder in ["out", "beside"] {
      for name in try scratch.names(folder) {
        let bytes = try scratch.bytes("\(folder)/\(name)")
        #expect(Data(bytes).firstRange(of: Data("PLANTED".utf8)) == nil, "\(folder)/\(name)")
      }
    }
  }
}
