import Evaluation
import Reasoning
import Results
import Store
import TestSupport
import Testing

@Suite struct RunDifferenceTests {
  private static func difference(_ old: [CaseResult], _ new: [CaseResult]) throws -> RunDifference {
    let scratch = try Scratch()
    let store = try Store(scratch.file("a.sqlite"))
    let runs = try [old, new].map { results in
      let run = try store.begin(Sample.run())
      for (order, result) in results.enumerated() {
        try store.add(result: result, path: nil, run: run, order: order, answers: nil)
      }
      return try store.run("\(run.number)")
    }
    return try RunDifference(runs[0], in: store, with: runs[1], in: store)
  }

  @Test func `equal runs differ in nothing`() throws {
    let results = [try Sample.result("a"), try Sample.result("b", .reject), Sample.failure("c")]
    let difference = try Self.difference(results, results.reversed())
    #expect(difference.flips.isEmpty && difference.onlyOld.isEmpty && difference.onlyNew.isEmpty)
    #expect(difference.counts == ["accept": ["accept": 1], "reject": ["reject": 1], "error": ["error": 1]])
    #expect(difference.compared == 3 && difference.otherExports == 0 && difference.otherPolicies == 0)
  }

  @Test func `a flip names the finding that it is owed to, either way`() throws {
    let difference = try Self.difference(
      [try Sample.result("worse"), try Sample.result("better", .reject)],
      [try Sample.result("worse", .reject), try Sample.result("better")])
    #expect(difference.flips.map(\.caseName) == ["worse", "better"])
    let (worse, better) = (difference.flips[0], difference.flips[1])
    #expect(worse.difference?.appearing.map(\.expectation) == ["expectation-1"])
    #expect(worse.difference?.appearing.first?.old?.outcome == .pass)
    #expect(worse.difference?.appearing.first?.new?.outcome == .fail)
    #expect(worse.difference?.vanishing.isEmpty == true)
    #expect(better.difference?.vanishing.map(\.expectation) == ["expectation-1"])
    #expect(difference.responsible.map(\.expectation) == ["expectation-1"] && difference.responsible[0].flips == 2)
  }

  @Test func `what a model cleared is not what a verdict is owed to`() throws {
    var cleared = try Sample.record("a", .reject)
    cleared.decision = .accept
    cleared.arbitration.cleared = [.init(finding: "F1", reasons: ["S4.1"])]
    let difference = try Self.difference([CaseResult(cleared)], [try Sample.result("a", .reject)])
    #expect(difference.flips[0].difference?.appearing.map(\.expectation) == ["expectation-1"])
  }

  @Test func `cases of one run alone, other exports and other policies are counted`() throws {
    let policy = Provenance.PolicyReference(id: "kidneys", version: "2.0.0", sha256: String(repeating: "b", count: 64))
    let difference = try Self.difference(
      [try Sample.result("a"), try Sample.result("b"), try Sample.result("old"), Sample.failure("c")],
      [
        try Sample.result("a", export: "2"), CaseResult(try Sample.record("b", policy: policy)),
        try Sample.result("new"), try Sample.result("c"),
      ])
    #expect(difference.onlyOld == ["old"] && difference.onlyNew == ["new"])
    #expect(difference.otherExports == 1 && difference.otherPolicies == 1)
    #expect(difference.flips.map(\.caseName) == ["c"] && difference.flips[0].failure?.code == "truncated")
    #expect(difference.counts["error"] == ["accept": 1])
  }

  @Test func `of several cases of one name the first is compared with the first`() throws {
    let difference = try Self.difference(
      [try Sample.result("s"), try Sample.result("s", .reject)],
      [try Sample.result("s"), try Sample.result("s", .reject), try Sample.result("s")])
    #expect(difference.flips.isEmpty && difference.onlyNew == ["s"])
  }
}
