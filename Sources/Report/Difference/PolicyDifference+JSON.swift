internal import Evaluation
package import JSON
internal import PolicyLanguage
internal import Reasoning
package import Results

/// The difference for programs.
extension PolicyDifference {
  package var json: JSONValue {
    let byChange = counts.map { JSONValue.Member($0.change, .integer($0.cases)) }
    return [
      "schema": "segwarden.policy-diff/1",
      "old": Self.reference(old), "new": Self.reference(new),
      "cases": .integer(cases.count), "flipped": .integer(flips.count), "open": .integer(open.count),
      "decisions": .object(byChange),
      "expectations": .array(expectations.map(Self.json)),
      "other_parts": .array(otherParts.map(JSONValue.string)),
      "flips": .array(flips.map(Self.json)), "cannot_tell": .array(open.map(Self.json)),
      "deviating": .array(deviating.map(Self.json)), "left_out": .array(left.map(Self.json)),
    ]
  }

  private static func reference(_ policy: Policy) -> JSONValue {
    ["id": .string(policy.id), "version": .string(policy.version), "sha256": .string(policy.digest)]
  }

  private static func json(_ left: Left) -> JSONValue {
    ["case": .string(left.caseName), "reason": .string(left.reason)]
  }

  private static func json(_ fate: Fate) -> JSONValue {
    [
      "id": .string(fate.expectation), "text": .string(fate.text.rawValue), "flips": .integer(fate.flips),
      "outcomes": .object(fate.outcomes.map { JSONValue.Member($0.change, .integer($0.findings)) }),
      "not_stored": .integer(fate.unstored),
    ]
  }

  private static func json(_ difference: CaseDifference) -> JSONValue {
    func span(_ span: ClosedRange<Decision>) -> JSONValue {
      .array(Decision.allCases.filter(span.contains).map { .string($0.rawValue) })
    }
    func side(_ finding: Finding?) -> JSONValue {
      guard let finding else { return .null }
      return [
        "outcome": .string(finding.outcome.rawValue), "severity": .string(finding.severity.rawValue),
        "message": .string(finding.message),
      ]
    }
    func change(_ change: CaseDifference.Change) -> JSONValue {
      [
        "expectation": .string(change.expectation), "labels": .array(change.labels.map(JSONValue.string)),
        "old": side(change.old), "new": side(change.new),
      ]
    }
    return [
      "case": .string(difference.caseName), "old": span(difference.old), "new": span(difference.new),
      "responsible": .array(difference.responsible.map(JSONValue.string)),
      "appearing": .array(difference.appearing.map(change)), "vanishing": .array(difference.vanishing.map(change)),
    ]
  }
}
