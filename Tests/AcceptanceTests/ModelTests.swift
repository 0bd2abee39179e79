import Foundation
import TestSupport
import Testing

/// The model reasoner as a user starts it.
@Suite struct ModelTests {
  static let server = ProcessInfo.processInfo.environment["SEGWARDEN_TINY_LLM"]

  private func sound(_ scratch: Scratch) throws -> String {
    let path = scratch.file("sound.nii.gz")
    #expect(try Program.run("phantom", "abdomen-sound", "-o", path).status == 0)
    return path
  }

  private func check(_ export: String, baseURL: String) throws -> (status: Int32, record: [String: Any]) {
    let run = try Program.run(
      "check", export, "--policy", "ct-kidneys", "--reasoner", "model", "--model", "tiny", "--base-url", baseURL,
      "--format", "json")
    return (run.status, try #require(try run.json() as? [String: Any]))
  }

  @Test func `without a server a sound export goes to review, and the cause is told`() throws {
    let scratch = try Scratch()
    let (status, record) = try check(try sound(scratch), baseURL: "http://127.0.0.1:9/v1")
    #expect(status == 2)
    #expect(record["decision"] as? String == "review")
    let stages = try #require(record["stages"] as? [[String: Any]])
    #expect((stages.first?["error"] as? String)?.contains("127.0.0.1") == true)
  }

  @Test func `a model without a name is wrong use`() throws {
    #expect(try Program.run("check", "/nowhere", "--policy", "ct-kidneys", "--reasoner", "model").status == 64)
  }

  @Test func `a file of models is read, and its mistakes are told`() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "segwarden: 1\nmodels:\n  ward:\n    like: llama.cpp\n    base_url: http://127.0.0.1:9/v1\n    model: tiny\n    temperature: 0\n    retries: 0\n",
      to: "models.yaml")
    let run = try Program.run(
      "check", try sound(scratch), "--policy", "ct-kidneys", "--reasoner", "model", "--models", file, "--model", "ward")
    #expect(run.status == 2)
    for (change, words) in [("temprature: 0", "did you mean 'temperature'"), ("seed: high", "whole number")] {
      let bad = try scratch.write(
        "segwarden: 1\nmodels:\n  ward:\n    like: llama.cpp\n    model: tiny\n    \(change)\n", to: "bad.yaml")
      let run = try Program.run(
        "check", "/nowhere", "--policy", "ct-kidneys", "--reasoner", "model", "--models", bad, "--model", "ward")
      #expect(run.status == 78)
      #expect(run.errors.contains(words))
    }
    let unknown = try Program.run(
      "check", "/nowhere", "--policy", "ct-kidneys", "--reasoner", "model", "--models", file, "--model", "wart")
    #expect(unknown.status == 64 && unknown.errors.contains("did you mean “ward”"))
  }

  @Test func `the example of the documentation is a file of models`() throws {
    let text = try Checkout.text("Documentation/models.md")
    let start = try #require(text.range(of: "```yaml\n"))
    let end = try #require(text.range(of: "```", range: start.upperBound..<text.endIndex))
    let scratch = try Scratch()
    let file = try scratch.write(String(text[start.upperBound..<end.lowerBound]), to: "models.yaml")
    let run = try Program.run(
      "check", "/nowhere", "--policy", "ct-kidneys", "--reasoner", "model", "--models", file, "--model", "nobody")
    // Read to its end: all of its models are known.
    #expect(run.status == 64)
    #expect(["ward", "ward-votes", "cloud", "bench"].allSatisfy(run.errors.contains))
  }

  @Test func `a provider is named, and a wrong name is wrong use`() throws {
    let run = try Program.run(
      "check", "/nowhere", "--policy", "ct-kidneys", "--reasoner", "model", "--provider", "olama", "--model", "m")
    #expect(run.status == 64 && run.errors.contains("did you mean 'ollama'"))
    let doctor = try Program.run("doctor", "--provider", "ollama", "--model", "m", "--base-url", "http://127.0.0.1:9")
    #expect(doctor.status == 78 && doctor.output.contains("127.0.0.1:9"))
  }

  @Test func `pictures do not cross a network unencrypted`() throws {
    let run = try Program.run(
      "check", "/nowhere", "--policy", "ct-kidneys", "--reasoner", "model", "--model", "m", "--base-url",
      "http://example.org/v1")
    #expect(run.status == 78)
    #expect(run.errors.contains("--allow-plain-http") || run.errors.contains("https"))
  }

  @Test func `an undefined variable in a prompt is told with its place`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "---\nid: k\nversion: 1.0.0\nstage: knowledge-recall\ntitle: T\n---\n# System\nS\n# User\n{{task}} {{patient_name}}\n",
      to: "knowledge-recall.md")
    let run = try Program.run(
      "check", "/nowhere", "--policy", "ct-kidneys", "--reasoner", "model", "--model", "m", "--base-url",
      "http://127.0.0.1:9/v1", "--prompts", scratch.path)
    #expect(run.status == 78)
    #expect(run.errors.contains("knowledge-recall.md:10:") && run.errors.contains("patient_name"))
  }

  @Test(.enabled(if: server != nil, "SEGWARDEN_TINY_LLM names no server"))
  func `a real server completes all four stages, pictures included`() throws {
    let scratch = try Scratch()
    let (status, record) = try check(try sound(scratch), baseURL: Self.server ?? "")
    #expect(status != 65 && status != 78)
    let stages = try #require(record["stages"] as? [[String: Any]])
    #expect(stages.count == 4)
    #expect(stages.allSatisfy { $0["error"] == nil })
    #expect((stages[1]["pictures"] as? [Any])?.isEmpty == false)
  }
}
