import Foundation
import TestSupport
import Testing

/// Many cases at once against a real llama.cpp server, whose address stands in SEGWARDEN_TINY_LLM. What it says is
/// nonsense in the right grammar, so this holds the way there and back, not the judgement.
@Suite(.enabled(if: ModelTests.server != nil, "SEGWARDEN_TINY_LLM names no server"), .serialized)
struct RealModelTests {
  /// Sixteen exports that differ, so that no two questions about them are alike.
  private func exports(_ scratch: Scratch) throws -> [String] {
    try (0..<16).map { number in
      let recipe = """
        segwarden: 1
        phantom: kidneys-\(number)
        title: Kidneys
        grid: {size: [60, 40, 60], spacing: [4, 4, 4], axes: LPS, centre: [R 0, P 50, I 40]}
        labels: {kidney_right: 2, kidney_left: 3}
        shapes:
          - {label: kidney_right, ellipsoid: {centre: [R 60, P 56, I 48], radii: [27, 24, \(44 + number)]}}
          - {label: kidney_left, ellipsoid: {centre: [L 62, P 56, I 36], radii: [27, 24, 54]}}
        """
      let file = try scratch.write(recipe, to: "kidneys-\(number).yaml")
      let export = scratch.file("case-\(number).nii.gz")
      #expect(try Program.run("phantom", file, "-o", export).status == 0)
      return export
    }
  }

  /// Without what differs from run to run by its nature.
  private func timeless(_ value: Any) -> Any {
    if let object = value as? [String: Any] {
      return object.filter { !["started", "elapsed_ms"].contains($0.key) }.mapValues(timeless)
    }
    return (value as? [Any])?.map(timeless) ?? value
  }

  private func records(_ run: Program.Run) throws -> [[String: Any]] {
    try run.output.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test(arguments: [false, true])
  func `sixteen cases at once go through all stages, and replay to the same records`(streamed: Bool) throws {
    let scratch = try Scratch()
    let exports = try exports(scratch)
    let profile = """
      segwarden: 1
      models:
        tiny: {like: llama.cpp, model: tiny, base_url: "\(ModelTests.server ?? "")", stream: \(streamed)}
      """
    let models = try scratch.write(profile, to: "models.yaml")
    let answers = scratch.file("answers.jsonl")
    let asked =
      ["check"] + exports + [
        "--policy", "ct-kidneys", "--reasoner", "model", "--model", "tiny", "--models", models, "--format", "jsonl",
      ]
    let live = try Program.run(asked + ["--jobs", "16", "--cache", "off", "--record-answers", answers])
    let first = try records(live)
    #expect(first.count == 16, "\(live.errors)")
    for record in first {
      let stages = try #require(record["stages"] as? [[String: Any]])
      #expect(stages.count == 4)
      #expect(stages.allSatisfy { $0["error"] == nil || $0["cause"] != nil })
      #expect((stages[1]["pictures"] as? [Any])?.isEmpty == false)
      #expect(record["decision"] as? String != "accept" || (record["reasons"] as? [Any])?.isEmpty == false)
    }
    // Nothing is sent now: the address is one that nobody answers at.
    for jobs in ["1", "16"] {
      let replayed = try Program.run(asked + ["--jobs", jobs, "--replay", answers])
      #expect(replayed.status == live.status, "\(replayed.errors)")
      let second = try records(replayed)
      #expect(timeless(first) as? NSArray == timeless(second) as? NSArray)
    }
  }
}
