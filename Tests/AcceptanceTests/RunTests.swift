import Foundation
import TestSupport
import Testing

/// Runs over many cases: stopped, continued, split, sorted, served.
@Suite struct RunTests {
  private static let policy = ["--policy", "cxr-lungs"]

  /// Chest pictures under several names, a few of them faulty.
  private func cases(_ count: Int, in scratch: Scratch) throws -> String {
    for (recipe, name) in [("chest-sound", "sound.png"), ("chest-lung-missing", "faulty.png")] {
      #expect(try Program.run("phantom", recipe, "-o", scratch.file(name)).status == 0)
    }
    for number in 0..<count {
      try FileManager.default.copyItem(
        atPath: scratch.file(number % 5 == 3 ? "faulty.png" : "sound.png"),
        toPath: scratch.place(for: "cases/\(number % 2)/case-\(number).png"))
    }
    return scratch.file("cases")
  }

  /// A file's text without what differs between runs.
  private func timeless(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
      .replacing(/"elapsed_ms": ?\d+/, with: "").replacing(/"started": ?"[^"]*"/, with: "")
      .replacing(/Started<\/dt><dd>[^<]*/, with: "").replacing(/[0-9]+ ms/, with: "")
  }

  private func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = Program.path
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  @Test func `a run that is killed again and again ends like one that was not`() throws {
    let scratch = try Scratch()
    let folder = try cases(8, in: scratch)
    let whole = try Program.run(["check", "--manifest", folder, "--output", scratch.file("whole")] + Self.policy)
    #expect(whole.status == 2)
    let arguments = ["check", "--manifest", folder, "--output", scratch.file("killed"), "--resume"] + Self.policy
    var random = SystemRandomNumberGenerator()
    for _ in 0..<4 {
      let process = try start(arguments)
      usleep(.random(in: 10_000...4_000_000, using: &random))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let last = try Program.run(arguments + ["--format", "jsonl"])
    #expect(last.status == whole.status)
    #expect(last.output.split(separator: "\n").count == 8)
    let names = try scratch.names("whole")
    // Record, answers, page and picture of each case, the run's page, the journal.
    #expect(names.count == 8 * 4 + 2)
    #expect(try scratch.names("killed") == names)
    for name in names where name.hasSuffix(".png") {
      #expect(try scratch.bytes("killed/\(name)") == scratch.bytes("whole/\(name)"), "\(name)")
    }
    for name in names where !name.hasSuffix(".png") {
      #expect(try timeless(scratch.file("killed/\(name)")) == timeless(scratch.file("whole/\(name)")), "\(name)")
    }
    let again = try Program.run(arguments)
    #expect(again.errors.contains("8 of 8 cases are done already."))
    #expect(again.status == whole.status)
    #expect(again.output == whole.output)
  }

  @Test func `Ctrl-C ends a run in order, and a changed case is checked again`() throws {
    let scratch = try Scratch()
    let folder = try cases(6, in: scratch)
    let out = scratch.file("out")
    let process = try start(["check", "--manifest", folder, "--output", out, "--jobs", "1"] + Self.policy)
    while process.isRunning, ((try? scratch.names("out")) ?? []).count < 5 { usleep(2000) }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(try !scratch.names("out").contains("report.html"))
    let refused = try Program.run(["check", "--manifest", folder, "--output", out] + Self.policy)
    #expect(refused.status == 64 && refused.errors.contains("--resume"))
    #expect(try Program.run(["check", "--manifest", folder, "--output", out, "--resume"] + Self.policy).status == 2)
    // Other voxels under the same name.
    try FileManager.default.removeItem(atPath: "\(folder)/0/case-0.png")
    try FileManager.default.copyItem(atPath: scratch.file("faulty.png"), toPath: "\(folder)/0/case-0.png")
    let run = try Program.run(
      ["check", "--manifest", folder, "--output", out, "--resume", "--format", "jsonl"] + Self.policy)
    #expect(run.errors.contains("5 of 6 cases are done already."))
    #expect(run.errors.contains("Done again: 1 whose files have changed."))
    #expect(run.output.hasPrefix("{") && run.output.split(separator: "\n")[0].contains("\"decision\":\"review\""))
  }

  @Test func `a shard is whole or not there, and is not done twice`() throws {
    let scratch = try Scratch()
    let folder = try cases(6, in: scratch)
    let manifest = try scratch.write(
      (0..<6).map { "{\"export\": \"\(folder)/\($0 % 2)/case-\($0).png\", \"case\": \"n\($0)\"}" }
        .joined(separator: "\n"), to: "shard.jsonl")
    let plain = scratch.file("out.jsonl")
    let arguments = ["check", "--manifest", manifest] + Self.policy
    let run = try Program.run(arguments + ["--output", plain, "--format", "jsonl"])
    #expect(run.status == 2)
    let lines = try scratch.text("out.jsonl").split(separator: "\n")
    #expect(lines.count == 7 && lines.dropFirst().joined(separator: "\n") + "\n" == run.output)
    let header = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(header["schema"] as? String == "segwarden.shard/1" && header["manifest_sha256"] is String)
    let packed = scratch.file("out.jsonl.zst")
    #expect(try Program.run(arguments + ["--output", packed]).status == 2)
    let again = try Program.run(arguments + ["--output", packed, "--format", "jsonl"])
    #expect(again.status == 2 && again.errors.contains("done already"))
    #expect(again.output.split(separator: "\n").count == 6)
    // Other cases make another shard, though there are as many.
    let others = try scratch.write(
      try scratch.text("shard.jsonl").replacing("\"n5\"", with: "\"m5\""), to: "others.jsonl")
    let moved = try Program.run(["check", "--manifest", others, "--output", plain] + Self.policy)
    #expect(!moved.errors.contains("done already"))
    // What had no verdict has none the second time either.
    let broken = try scratch.write("{\"export\": \"none.png\"}\n", to: "broken.jsonl")
    for _ in 0..<2 {
      let run = try Program.run(["check", "--manifest", broken, "--output", scratch.file("b.jsonl")] + Self.policy)
      #expect(run.status == 66)
    }
    // Another policy makes another shard.
    let other = try Program.run(
      ["check", "--manifest", manifest, "--policy", "ct-kidneys", "--output", packed, "--fail-on", "error"])
    #expect(!other.errors.contains("done already"))
    #expect(try scratch.names().filter { $0.hasSuffix(".partial") } == [])
    // One that is stopped leaves the old one as it was.
    let before = try scratch.bytes("out.jsonl.zst")
    let process = try start(arguments + ["--output", packed])
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try scratch.bytes("out.jsonl.zst") == before)
  }

  @Test func `exports are sorted by what was decided, and what fails a run is chosen`() throws {
    let scratch = try Scratch()
    let folder = try cases(5, in: scratch)
    let (bad, good) = (scratch.file("bad"), scratch.file("good"))
    let arguments =
      ["check", "--manifest", folder, "--route", "review=\(bad)", "--route", "accept=\(good)"] + Self.policy
    #expect(try Program.run(arguments).status == 2)
    #expect(try scratch.names("bad") == ["case-3.png"])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(bad)/case-3.png") == "\(folder)/1/case-3.png")
    #expect(
      try FileManager.default.attributesOfItem(atPath: "\(folder)/1/case-3.png")[.type] as? FileAttributeType
        == .typeRegular)
    #expect(try Program.run(arguments + ["--fail-on", "error"]).status == 0)
    // What can no longer be judged is taken out of where it was.
    _ = try scratch.write("broken", to: "cases/1/case-1.png")
    #expect(try scratch.names("good").contains("case-1.png"))
    #expect(try Program.run(arguments).status == 65)
    #expect(try !scratch.names("good").contains("case-1.png"))
    let copies = try Program.run(
      ["check", "--manifest", folder, "--route", "review=\(bad)", "--route-by", "copy"] + Self.policy)
    #expect(copies.status == 64 && copies.errors.contains("not empty"))
  }

  @Test func `a worker answers every request once, and outlives bad ones`() throws {
    let scratch = try Scratch()
    let folder = try cases(4, in: scratch)
    var requests: [String] = []
    for number in 0..<40 {
      requests.append(
        number % 10 == 7
          ? [
            "no JSON", "[1]", "{\"id\":\(number)}", "{\"id\":\(number),\"export\":\"none.png\"}",
            "{\"id\":\(number),\"exprt\":\"a\"}", "{",
          ][number / 10]
          : "{\"id\":\(number),\"export\":\"\(folder)/\(number % 4 % 2)/case-\(number % 4).png\"}")
    }
    requests.append("{\"id\":\"alive\",\"ping\":true}")
    let process = Process()
    process.executableURL = Program.path
    process.arguments = ["worker"] + Self.policy
    let input = try scratch.write(requests.joined(separator: "\n") + "\n", to: "requests")
    let output = try scratch.write("", to: "answers")
    process.standardInput = FileHandle(forReadingAtPath: input)
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let answers = try scratch.text("answers").split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(answers.count == requests.count)
    let numbers = answers.compactMap { $0["id"] as? Int }
    #expect(Set(numbers).count == numbers.count && numbers.count == 38)
    #expect(answers.count { $0["record"] != nil } == 36)
    #expect(answers.count { ($0["error"] as? [String: String])?["code"] == "bad-request" } == 3)
    #expect(answers.count { ($0["error"] as? [String: String])?["code"] == "not-found" } == 1)
    let pong = try #require(answers.first { $0["pong"] != nil })
    #expect(pong["id"] as? String == "alive")
    let record = try #require(answers.compactMap { $0["record"] as? [String: Any] }.first)
    let judged = try #require((record["provenance"] as? [String: Any])?["policy"] as? [String: String])
    #expect(pong["policies"] as? [[String: String]] == [judged])
  }
}
