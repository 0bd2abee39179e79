internal import Anatomy
internal import Evaluation
package import JSON
internal import PolicyLanguage
package import PolicyTesting
internal import Reasoning

/// The result of a policy's tests as one JSON object.
package struct PolicyTestJSON {
  private let result: PolicyTestResult

  package init(_ result: PolicyTestResult) { self.result = result }

  package var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("policy", .string(result.policy)), .init("version", .string(result.version)),
      .init("passed", .bool(result.passed)), .init("cases", .array(result.cases.map(json))),
      .init("coverage", .array(result.coverage.lines.map(json))),
    ]
    if let mutations = result.mutations { members.append(.init("mutations", json(mutations))) }
    return .object(members)
  }

  private func json(_ test: CaseOutcome) -> JSONValue {
    .object([
      .init("case", .string(test.name)), .init("passed", .bool(test.passed)),
      .init("decision", test.decision.map { .string($0.rawValue) } ?? .null),
      .init("problems", .array(test.problems.map(JSONValue.string))),
    ])
  }

  private func json(_ line: TestedExpectations.Line) -> JSONValue {
    .object([
      .init("expectation", .string(line.expectation)), .init("passed", .integer(line.passed)),
      .init("failed", .integer(line.failed)), .init("not_evaluable", .integer(line.notEvaluable)),
      .init("skipped", .integer(line.skipped)),
    ])
  }

  private func json(_ score: MutationScore) -> JSONValue {
    .object([
      .init("claimed", .integer(score.claimed.count)),
      .init("claimed_noticed", .integer(score.claimed.count { $0.isNoticed })),
      .init("made", .integer(score.attempts.count)),
      .init("noticed", .integer(score.attempts.count { $0.isNoticed })),
      .init("diagnosed", .integer(score.diagnosed)),
      .init("attempts", .array(score.attempts.map(json))),
    ])
  }

  private func json(_ attempt: MutationScore.Attempt) -> JSONValue {
    .object([
      .init("mutation", .string(attempt.text)), .init("case", .string(attempt.caseName)),
      .init("fault", .string(attempt.fault.rawValue)), .init("labels", .array(attempt.labels.map(JSONValue.string))),
      .init("noticed", .bool(attempt.isNoticed)), .init("decision", .string(attempt.decision.rawValue)),
      .init("diagnosis", attempt.diagnosis.map { .string($0.rawValue) } ?? .null),
      .init("asked", .array(attempt.asked.map(JSONValue.string))),
      .init("not_asked", .array(attempt.notAsked.map(JSONValue.string))),
      .init("exception", attempt.exception.map(JSONValue.string) ?? .null),
    ])
  }
}
