package import Cohorts
package import JSON
internal import Learning
internal import PolicyLanguage
internal import Wording

/// Whether new cases still look like the learned ones, for programs. Numbers are in the unit given beside them.
extension DriftReport {
  package var json: JSONValue {
    [
      "policy": ["id": .string(policy), "version": .string(version), "sha256": .string(digest)],
      "cohort": .string(cohort), "answer": .string(answer.rawValue), "false_discovery_rate": .number(aim),
      "parts": .array(
        parts.map { part in
          [
            "column": part.subgroup.map { .string($0.column) } ?? .null,
            "value": part.subgroup.map { .string($0.value) } ?? .null, "cases": .integer(part.cases),
            "answer": .string(part.answer.rawValue), "numbers": .array(part.rows.map(\.json)),
          ]
        }),
      "not_measured": .array(failures.map { ["case": .string($0.name), "message": .string($0.message)] }),
      "notes": .array(notes.map { .string($0) }),
    ]
  }
}

extension DriftReport.Row {
  fileprivate var json: JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    func shown(_ value: Double?) -> JSONValue { number(value.map { self.number.unit.display($0) }) }
    let learned = self.number.distribution
    return [
      "number": .string(self.number.words), "expectation": .string(self.number.expectation),
      "unit": .string(self.number.unit.symbol), "answer": .string(answer.rawValue),
      "change": test.change.map { .string($0.rawValue) } ?? .null, "n": .integer(test.count),
      "missing": .integer(missing), "median": shown(test.median), "shift_in_spreads": number(test.shift),
      "share_below": number(test.below), "share_above": number(test.above), "p": .number(test.p), "q": .number(rate),
      "power_for_one_spread": .number(power),
      "learned": [
        "n": .integer(learned.count), "median": shown(learned.median),
        "spread": learned.spread == nil
          ? .null : number(self.number.unit.display(learned.spread ?? 0) - self.number.unit.display(0)),
        "typical": learned.typical.map { [shown($0.lowerBound), shown($0.upperBound)] } ?? .null,
      ],
    ]
  }
}
