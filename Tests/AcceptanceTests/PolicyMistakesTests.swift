import Testing

/// A policy with ten different mistakes is reported whole.
@Suite struct PolicyMistakesTests {
  @Test func `ten mistakes give ten diagnostics with their places, and status 78`() throws {
    let run = try Program.run("policy", "lint", resource("Policies/ten-mistakes.yaml"))
    #expect(run.status == 78)
    let found = run.output.split(separator: "\n").filter { $0.contains(": error: ") }.map { line -> String in
      let tail = line.split(separator: "ten-mistakes.yaml:").last ?? ""
      let place = tail.split(separator: ":").prefix(2).joined(separator: ":")
      let id = line.split(separator: "[").last.map { $0.dropLast() } ?? ""
      return "\(place) \(id)"
    }
    #expect(
      found == [
        "5:1 unknown-key", "8:33 unknown-value", "11:27 unknown-label", "15:11 unknown-label", "20:28 unit-mismatch",
        "24:19 wrong-type", "28:30 unknown-value", "32:24 reversed-range", "35:9 duplicate-id",
        "40:11 unknown-function",
      ])
    #expect(run.output.contains("did you mean"))
  }

  @Test func `check refuses such a policy before it reads any export`() throws {
    let run = try Program.run("check", "/nowhere", "--policy", resource("Policies/ten-mistakes.yaml"))
    #expect(run.status == 78)
    #expect(run.output.isEmpty)
  }
}
