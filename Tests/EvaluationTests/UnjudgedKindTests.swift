import Evaluation
import PolicyLanguage
import Testing

/// A kind that the language reads and nothing judges.
private struct ReadKind: ExpectationKind {
  static let name = "presence"
  static let page = KindPage(summary: "Nothing.", why: "", example: "", judged: "", remedy: "")
  static let needsSubjects = true
  var wantsSource: Bool { false }
  init() {}
  init?(reading fields: inout FieldReader) { self.init() }
}

extension Policy {
  fileprivate func changingFirst(_ change: (inout PolicyLanguage.Expectation) -> Void) -> Policy {
    var expectations = expectations
    change(&expectations[0])
    return Policy(
      id: id, version: version, title: title, digest: digest, task: task, context: context, labels: labels,
      groups: groups, expectations: expectations, decision: decision, range: range)
  }
}

@Suite struct UnjudgedKindTests {
  private static let export = Export(["liver": [Box(10..<20, 10..<20, 5..<15)]])

  @Test func `a kind that cannot be judged is not evaluable for every subject, there or not, and asks for a review`()
    async throws
  {
    let policy = try policy("- {id: x, each: [liver, spleen], presence: required}")
      .changingFirst { $0.kind = ReadKind() }
    let findings = await evaluate(policy, Self.export).filter { $0.expectation == "x" }
    #expect(findings.map(\.labels) == [["liver"], ["spleen"]])
    for finding in findings {
      #expect(finding.outcome == .notEvaluable)
      #expect(finding.causes.map(\.kind) == [.notComputable])
      #expect(finding.code == FindingCode("presence", .unknown))
      #expect(finding.notEvaluable == .review)
    }
  }

  @Test func `a stratum whose kind cannot be judged leaves an expectation open while the stratum is not known`()
    async throws
  {
    let policy = try policy(
      "- {id: x, label: liver, volume: {by: sex, possible: {female: 1..20 mL, male: 1..20 mL}}}",
      rest: "context: {sex: {values: [female, male]}}"
    ).changingFirst { $0.variants[1].kind = ReadKind() }
    let stratum = try #require(policy.expectations[0].variants[1].strata["sex"])
    for (sex, outcome) in [(nil, Finding.Outcome.notEvaluable), (stratum, .notEvaluable)] {
      let findings = await evaluate(policy, Self.export, context: sex.map { ["sex": $0] } ?? [:])
      #expect(findings.filter { $0.expectation == "x" }.map(\.outcome) == [outcome])
    }
    let other = try #require(policy.expectations[0].variants[0].strata["sex"])
    let findings = await evaluate(policy, Self.export, context: ["sex": other])
    #expect(findings.filter { $0.expectation == "x" }.map(\.outcome) == [.pass])
  }
}
