internal import Agreement
package import JSON
internal import PolicyLanguage
package import Validation

/// What labelled cases say about the score that a policy may accept from, for programs. Shares are 0…1.
extension AcceptScoreReport {
  package var json: JSONValue {
    [
      "policy": ["id": .string(policy), "version": .string(version), "sha256": .string(digest)],
      "cohort": .string(cohort), "date": .string(date.text), "wrong": .number(control.wrong),
      "confidence": .number(control.confidence), "search": .string(control.search.rawValue),
      "labelled": .integer(labelled), "bad": .integer(bad), "accepted_without": .integer(candidates.count),
      "bad_without": .integer(candidates.bad), "accept_score": score.map { .number($0.least) } ?? .null,
      "accepted": chosen.map { .integer($0.accepted) } ?? .null,
      "bad_accepted": chosen.map { .integer($0.bad) } ?? .null, "refusal": refusal.map { .string($0) } ?? .null,
      "spent_before": .bool(isSpent),
      "tests": .array(
        tests.map { test in
          [
            "above": test.above.map { .number($0) } ?? .null, "accepted": .integer(test.accepted),
            "bad": .integer(test.bad), "p": .number(test.p), "level": .number(test.level),
            "upper_bound": .number(control.upperBound(accepted: test.accepted, bad: test.bad)),
            "holds": .bool(test.holds),
          ]
        }), "assumptions": .array(assumptions.map { .string($0) }), "notes": .array(notes.map { .string($0) }),
    ]
  }
}
