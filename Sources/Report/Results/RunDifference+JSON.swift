internal import Evaluation
package import JSON
internal import PolicyLanguage
internal import Results
package import Store

/// The difference of two runs for programs.
extension RunDifference {
  package var json: JSONValue {
    let matrix = Self.verdicts.flatMap { old in
      Self.verdicts.compactMap { new -> JSONValue? in
        counts[old]?[new].map { ["old": .string(old), "new": .string(new), "cases": .integer($0)] }
      }
    }
    return [
      "schema": "segwarden.run-diff/1", "old": old.json, "new": new.json, "cases": .integer(compared),
      "flipped": .integer(flips.count), "other_exports": .integer(otherExports),
      "other_policies": .integer(otherPolicies), "verdicts": .array(matrix),
      "expectations": .array(
        responsible.map { ["id": .string($0.expectation), "flips": .integer($0.flips)] }),
      "flips": .array(flips.map(Self.json)), "only_old": .array(onlyOld.map(JSONValue.string)),
      "only_new": .array(onlyNew.map(JSONValue.string)),
    ]
  }

  private static func json(_ flip: Flip) -> JSONValue {
    func side(_ finding: Finding?) -> JSONValue {
      guard let finding else { return .null }
      return [
        "outcome": .string(finding.outcome.rawValue), "severity": .string(finding.severity.rawValue),
        "code": .string(finding.code.text), "message": .string(finding.message),
      ]
    }
    func change(_ change: CaseDifference.Change) -> JSONValue {
      [
        "expectation": .string(change.expectation), "labels": .array(change.labels.map(JSONValue.string)),
        "old": side(change.old), "new": side(change.new),
      ]
    }
    let error: JSONValue =
      flip.failure.map { ["code": .string($0.code), "message": .string($0.message)] } ?? .null
    return [
      "case": .string(flip.caseName), "old": .string(flip.old), "new": .string(flip.new), "error": error,
      "responsible": .array((flip.difference?.responsible ?? []).map(JSONValue.string)),
      "appearing": .array((flip.difference?.appearing ?? []).map(change)),
      "vanishing": .array((flip.difference?.vanishing ?? []).map(change)),
    ]
  }
}
