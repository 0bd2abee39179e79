import Foundation
import TestSupport
import Testing

/// What stands between the reasoner and a model, as a user meets it: cache, record and replay, budgets, dry run.
@Suite struct AskingTests {
  private static let key = "sk-PLANTED-KEY-123"
  /// Drawn once for all tests.
  private static let phantoms = Result<[[UInt8]], any Error> {
    let scratch = try Scratch()
    return try ["abdomen-sound", "abdomen-kidney-missing", "abdomen-kidney-leak"].map { recipe in
      let path = scratch.file("\(recipe).nii.gz")
      _ = try Program.run("phantom", recipe, "-o", path)
      return try [UInt8](Data(contentsOf: URL(filePath: path)))
    }
  }

  private let scratch: Scratch
  /// Three exports that differ, named after a patient.
  private let exports: [String]

  init() throws {
    let scratch = try Scratch()
    let folder = scratch.file("PLANTED-FOLDER")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    exports = try Self.phantoms.get().enumerated().map { index, bytes in
      try scratch.write(bytes, to: "PLANTED-FOLDER/PLANTED-NAME-\(index).nii.gz")
    }
    self.scratch = scratch
  }

  private func check(_ exports: [String]? = nil, server: String?, _ more: String...) throws -> Program.Run {
    let model = server.map { ["--model", "m", "--base-url", $0] } ?? []
    return try Program.run(
      ["check"] + (exports ?? self.exports) + ["--policy", "ct-kidneys", "--reasoner", "model", "--format", "jsonl"]
        + model + more,
      environment: ["SEGWARDEN_CACHE": scratch.file("cache"), "SEGWARDEN_API_KEY": Self.key])
  }

  /// The records without what may differ between a run and its replay.
  private func records(_ run: Program.Run, withLatency: Bool = true) -> [String] {
    run.output.split(separator: "\n").map { line in
      let line = line.replacing(#/"(?:started":"[^"]*"|elapsed_ms":[0-9]+)/#, with: "")
      return String(withLatency ? line : line.replacing(#/"latency_ms":[0-9]+/#, with: ""))
    }
  }

  private func stages(_ run: Program.Run, ofCase index: Int = 0) throws -> [[String: Any]] {
    let line = try #require(run.output.split(separator: "\n").dropFirst(index).first)
    let record = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    return try #require(record["stages"] as? [[String: Any]])
  }

  private func files(below path: String) -> [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).map { "\(path)/\($0)" }
  }

  @Test func `the second run asks nothing, and says so`() throws {
    try withAnsweringServer { server in
      let first = try check(server: server.address)
      // What is known of the anatomy is asked once; the policy's question and the other stages for each case.
      #expect(server.requests.count == 13)
      #expect(first.errors.contains("13 requests sent, 13000 tokens in, 650 out"))
      let second = try check(server: server.address, "--jobs", "2")
      #expect(server.requests.count == 13)
      #expect(second.errors.contains("13 answered from the cache, 0 requests sent"))
      #expect(second.status == first.status)
      #expect(try stages(first).allSatisfy { $0["cached"] as? Bool == false })
      #expect(try stages(second).allSatisfy { $0["cached"] as? Bool == true && $0["latency_ms"] as? Int == 0 })
      #expect(
        records(second, withLatency: false)
          == records(first, withLatency: false).map { $0.replacing(#""cached":false"#, with: #""cached":true"#) })
      _ = try check(server: server.address, "--cache", "refresh")
      #expect(server.requests.count == 26)
      _ = try check(server: server.address, "--cache", "off")
      #expect(server.requests.count == 39)
    }
  }

  @Test func `with the cache only, a missing answer is a failure, and nothing is sent`() throws {
    try withAnsweringServer { server in
      let sound = [exports[0]]
      let missed = try check(sound, server: server.address, "--cache", "only")
      #expect(server.requests.isEmpty)
      #expect(missed.status == 2)
      #expect((try stages(missed).first?["error"] as? String)?.hasPrefix("not-cached: ") == true)
      let asked = try check(sound, server: server.address)
      let kept = try check(sound, server: server.address, "--cache", "only")
      #expect(server.requests.count == 5)
      #expect(kept.status == asked.status)
      #expect(try stages(kept).allSatisfy { $0["error"] == nil })
    }
  }

  @Test func `a recorded run is replayed without a server, byte for byte`() throws {
    let record = scratch.file("answers.jsonl")
    // One stage fails for the sound case, another for the others.
    let run = try withAnsweringServer { name, body in
      name == (body.contains("outcome=fail") ? "clinical_synthesis" : "anatomical_inference")
    } _: { server in
      let run = try check(server: server.address, "--cache", "off", "--jobs", "2", "--record-answers", record)
      #expect(!server.requests.isEmpty)
      return run
    }
    #expect(run.output.contains("rejected-request"), "a failure is among what is replayed")
    #expect(try FileManager.default.attributesOfItem(atPath: record)[.posixPermissions] as? Int == 0o600)
    for round in 1...2 {
      let again = scratch.file("again-\(round).jsonl")
      let replay = try check(server: nil, "--replay", record, "--record-answers", again, "--jobs", "\(round)")
      #expect(records(replay) == records(run))
      #expect(replay.status == run.status)
      #expect(replay.errors.contains("nothing was sent"))
      #expect(try Data(contentsOf: URL(filePath: again)) == Data(contentsOf: URL(filePath: record)))
    }
  }

  @Test func `a replay of another case fails closed`() throws {
    let record = scratch.file("answers.jsonl")
    try withAnsweringServer { server in
      _ = try check([exports[0]], server: server.address, "--record-answers", record)
    }
    let other = try check([exports[2]], server: nil, "--replay", record)
    #expect(other.output.contains("not-recorded: "))
    #expect(other.status != 0)
  }

  @Test func `a record that is none is told with its line`() throws {
    let bad = try scratch.write(
      "{\"schema\":\"segwarden.transcript/1\",\"model\":\"m\",\"fingerprint\":{}}\n{}\n", to: "bad.jsonl")
    let run = try check(server: nil, "--replay", bad)
    #expect(run.status == 78 && run.errors.contains("bad.jsonl:2:"))
    #expect(try check(server: nil, "--replay", scratch.file("nowhere")).status == 66)
    let other = try scratch.write(
      "{\"schema\":\"segwarden.transcript/1\",\"model\":\"n\",\"fingerprint\":{}}\n", to: "n.jsonl")
    #expect(try check(server: "http://127.0.0.1:9/v1", "--replay", other).status == 64)
    #expect(try check(server: nil, "--replay", other, "--cache", "on").status == 64)
    #expect(try Program.run("check", exports[0], "--policy", "ct-kidneys", "--replay", other).status == 64)
    #expect(try check(server: "http://127.0.0.1:9/v1", "--record-answers", scratch.file("nowhere/x")).status == 74)
  }

  @Test func `a budget that is used up ends the questions, not the cases`() throws {
    try withAnsweringServer { server in
      let run = try check(server: server.address, "--budget-calls", "5", "--jobs", "1")
      #expect(run.status == 75)
      #expect(server.requests.count == 5)
      #expect(run.output.split(separator: "\n").count == 3)
      #expect(try stages(run).allSatisfy { $0["error"] == nil }, "the first case had its answers")
      #expect((try stages(run, ofCase: 1).last?["error"] as? String)?.hasPrefix("budget: ") == true)
      #expect((try stages(run, ofCase: 2).last?["error"] as? String)?.hasPrefix("budget: ") == true)
      // What was answered is kept, so that another run goes on from there.
      let next = try check(server: server.address, "--budget-calls", "8", "--jobs", "1")
      #expect(next.status != 75)
      #expect(server.requests.count == 13)
    }
  }

  @Test func `tokens and money are budgets too`() throws {
    let prices = try scratch.write("m: {input: 2.5, output: 10}\n", to: "prices.yaml")
    try withAnsweringServer { server in
      #expect(try check(server: server.address, "--budget-tokens", "100").status == 75)
      #expect(server.requests.isEmpty)
      #expect(try check(server: server.address, "--budget-money", "0.001", "--prices", prices).status == 75)
      #expect(server.requests.isEmpty)
      #expect(try check(server: server.address, "--budget-seconds", "0").status == 75)
      #expect(server.requests.isEmpty)
      let run = try check(server: server.address, "--budget-money", "1", "--prices", prices)
      #expect(run.status != 75)
      // 13 questions of 1000 and 50 tokens: 13 × (1000 × 2.5 + 50 × 10) / 10⁶.
      #expect(run.errors.contains("0.039 by the price table"))
    }
  }

  @Test func `money without the model's price is refused before anything is asked`() throws {
    try withAnsweringServer { server in
      #expect(try check(server: server.address, "--budget-money", "1").status == 64)
      let other = try scratch.write("other: {input: 1, output: 1}\n", to: "other.yaml")
      let unknown = try check(server: server.address, "--budget-money", "1", "--prices", other)
      #expect(unknown.status == 78 && unknown.errors.contains("“m”") && unknown.errors.contains("other"))
      let bad = try scratch.write("{\"m\": {\"input\": -1, \"outputs\": 2}}\n", to: "bad.json")
      let broken = try check(server: server.address, "--prices", bad)
      #expect(broken.status == 78 && broken.errors.contains("bad.json:1:"))
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `a dry run shows the questions and sends none`() throws {
    try withAnsweringServer { server in
      let text = try check(server: server.address, "--dry-run", "--format", "text")
      #expect(text.status == 0)
      for words in ["Case 3, policy ct-kidneys, question 4 of 4", "the same as of case 1", "You are a radiologist"] {
        #expect(text.output.contains(words), "\(words)")
      }
      #expect(text.output.contains("At most 10 questions"))
      let json = try check(server: server.address, "--dry-run", "--format", "json")
      let document = try #require(try json.json() as? [String: Any])
      #expect(document["schema"] as? String == "segwarden.dry-run/1")
      #expect((document["cases"] as? [Any])?.count == 3)
      #expect(server.requests.isEmpty)
      #expect(files(below: scratch.file("cache")).isEmpty)
      // What it shows of the first two stages is what is then sent.
      _ = try check([exports[0]], server: server.address)
      for (index, body) in server.requests.prefix(2).enumerated() {
        let question = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        let messages = try #require(question["messages"] as? [[String: Any]])
        let cases = try #require(document["cases"] as? [[String: Any]])
        let shown = try #require((cases[0]["questions"] as? [[String: Any]])?[index])
        #expect(messages[0]["content"] as? String == shown["system"] as? String)
        let parts = try #require(shown["parts"] as? [[String: Any]])
        let sent =
          (messages[1]["content"] as? [[String: Any]])?.compactMap { $0["text"] as? String }
          ?? [messages[1]["content"] as? String].compactMap { $0 }
        #expect(sent == parts.compactMap { $0["text"] as? String })
      }
    }
    // Without a model there are no questions: it shows which image belongs to which export.
    let rules = try Program.run("check", exports[0], "--policy", "ct-kidneys", "--dry-run")
    #expect(rules.status == 0 && rules.output.contains("Nothing was checked."))
  }

  @Test func `neither cache nor record nor dry run holds a name, a path or a key`() throws {
    try withAnsweringServer { server in
      let path = scratch.file("answers.jsonl")
      _ = try check(server: server.address, "--record-answers", path)
      let dry = try check(server: server.address, "--dry-run", "--format", "json").output
      let kept = try files(below: scratch.file("cache")).filter { $0.hasSuffix(".json") }.map {
        try String(contentsOfFile: $0, encoding: .utf8)
      }
      #expect(kept.count == 13)
      let record = try String(contentsOfFile: path, encoding: .utf8)
      for text in kept + [dry, record] {
        for word in ["PLANTED", scratch.path, "base64", "iVBOR"] { #expect(!text.contains(word), "\(word)") }
      }
      for body in server.requests { #expect(!body.contains("PLANTED")) }
    }
  }
}
