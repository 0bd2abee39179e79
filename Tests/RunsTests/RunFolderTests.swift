import Foundation
import Reasoning
import Results
import Runs
import TestSupport
import Testing

/// Folders of results: what is kept, what is done again, and what is refused.
@Suite struct `Run folders` {
  private static let identity = RunIdentity(
    program: "segwarden 1", programDigest: "p", policy: "a", prompts: nil, options: "o")

  private static func cases(_ names: [String]) -> [CaseIdentity] {
    names.map { CaseIdentity(name: $0, files: "files of \($0)", facts: "") }
  }

  private static func summary(_ name: String, isOpen: Bool = false) -> CaseSummary {
    CaseSummary(
      CaseResult(caseName: name, failure: CaseFailure(code: isOpen ? "open" : "none", message: "")), isOpen: isOpen)
  }

  private static func open(
    _ scratch: Scratch, _ cases: [CaseIdentity], _ start: RunFolder.Start, identity: RunIdentity = identity
  ) throws -> RunFolder {
    try RunFolder(
      scratch.file("run"), identity: identity, cases: cases, start: start, caseEndings: [".json", ".html"],
      runFiles: ["report.html"])
  }

  private static func keep(_ identity: CaseIdentity, in folder: RunFolder, isOpen: Bool = false) throws {
    try folder.keep(
      identity, summary(identity.name, isOpen: isOpen),
      [.init(".json", "record of \(identity.name)"), .init(".html", "")])
  }

  private static func finish(_ folder: RunFolder, _ cases: [CaseIdentity]) throws {
    try folder.finish(cases) { [("report.html", $0.map(\.file).joined(separator: ","))] }
  }

  @Test func `a run that was stopped goes on with what is not done, and ends like one that was not`() throws {
    let cases = Self.cases(["a", "b", "c", "d"])
    let (whole, stopped) = (try Scratch(), try Scratch())
    do {
      let folder = try Self.open(whole, cases, .empty)
      for one in cases { try Self.keep(one, in: folder) }
      try Self.finish(folder, cases)
    }
    do {
      let folder = try Self.open(stopped, cases, .empty)
      #expect(folder.done.isEmpty && folder.notes.isEmpty)
      for one in [cases[2], cases[0]] { try Self.keep(one, in: folder) }
    }
    // What was being written when the program was killed.
    let journal = try FileHandle(forWritingTo: URL(filePath: stopped.file("run/run.jsonl")))
    try journal.seekToEnd()
    try journal.write(contentsOf: Data("{\"file\":\"d\",\"inp".utf8))
    try journal.close()
    do {
      let folder = try Self.open(stopped, cases, .resume)
      #expect(folder.done.keys.sorted() == ["a", "c"])
      #expect(folder.notes == ["2 of 4 cases are done already."])
      for one in [cases[3], cases[1]] { try Self.keep(one, in: folder) }
      try Self.finish(folder, cases)
    }
    #expect(try stopped.names("run") == whole.names("run"))
    for name in try whole.names("run") { #expect(try stopped.bytes("run/\(name)") == whole.bytes("run/\(name)")) }
    #expect(try whole.text("run/report.html") == "a,b,c,d")
  }

  @Test func `what changed, came to no end or is no longer listed is told, and its old results are gone`() throws {
    let scratch = try Scratch()
    var cases = Self.cases(["a", "b", "c", "d", "e"])
    do {
      let folder = try Self.open(scratch, cases, .empty)
      for one in cases { try Self.keep(one, in: folder, isOpen: one.name == "c") }
      try Self.finish(folder, cases)
    }
    cases[0].files = "others"
    cases[1].facts = "age=4"
    cases.remove(at: 4)
    let folder = try Self.open(scratch, cases, .resume)
    #expect(folder.done.keys.sorted() == ["d"])
    #expect(
      folder.notes == [
        "1 of 4 cases is done already.",
        "Done again: 1 whose files have changed, 1 of which other facts are known and 1 that came to no end before.",
        "Removed, since no longer listed: 1 case.",
      ])
    #expect(try scratch.names("run") == ["d.html", "d.json", "run.jsonl"])
  }

  @Test(arguments: ["the policy", "the options", "the program"])
  func `with another policy, program or options everything is done again`(word: String) throws {
    let scratch = try Scratch()
    let cases = Self.cases(["a"])
    try Self.keep(cases[0], in: try Self.open(scratch, cases, .empty))
    var other = Self.identity
    switch word {
    case "the policy": other.policy = "other"
    case "the options": other.options = "other"
    default: other.programDigest = "other"
    }
    let folder = try Self.open(scratch, cases, .resume, identity: other)
    #expect(folder.done.isEmpty)
    #expect(folder.notes == ["every case is done again, since this has changed: \(word)."])
    #expect(try scratch.names("run") == ["run.jsonl"])
  }

  @Test func `nothing is overwritten unasked, nor mixed with what no run wrote`() throws {
    let scratch = try Scratch()
    let cases = Self.cases(["a"])
    do {
      let folder = try Self.open(scratch, cases, .empty)
      try Self.keep(cases[0], in: folder)
      let busy = #expect(throws: RunError.self) { try Self.open(scratch, cases, .resume) }
      #expect(busy?.code == .busy)
    }
    let taken = #expect(throws: RunError.self) { try Self.open(scratch, cases, .empty) }
    #expect(taken?.code == .taken && taken?.message.contains("--resume") == true)
    #expect(try scratch.names("run").contains("a.json"))
    _ = try Self.open(scratch, Self.cases(["b"]), .overwrite)
    #expect(try scratch.names("run") == ["run.jsonl"])
    try scratch.write("{}", to: "other/x.json")
    let strange = #expect(throws: RunError.self) {
      try RunFolder(
        scratch.file("other"), identity: Self.identity, cases: cases, start: .overwrite, caseEndings: [".json"],
        runFiles: [])
    }
    #expect(strange?.message.contains("x.json") == true)
    try scratch.write("no journal\n", to: "run/run.jsonl")
    let damaged = #expect(throws: RunError.self) { try Self.open(scratch, cases, .resume) }
    #expect(damaged?.code == .damaged && damaged?.message.contains("line 1") == true)
    _ = try Self.open(scratch, cases, .overwrite)
  }

  @Test func `names of files are safe, and no two alike`() throws {
    let names = ["a/b", "a_b", "A_B", "..", ".hidden", "", String(repeating: "ü", count: 300), "case 1"]
    let files = CaseFileNames.of(names)
    #expect(Set(files.values.map { $0.lowercased() }).count == names.count)
    #expect(files.values.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("/") && $0.utf8.count < 200 })
    #expect(files["case 1"] == "case_1" && files["a/b"] == "a_b")
  }
}
