internal import Geometry

/// What becomes of a judgement whose answers a stored case does not hold: it is not evaluable, never a pass.
enum Unstored {
  /// The aspect of such findings.
  static let aspect = "unstored"

  static func cause(_ missing: String) -> String {
    "the stored results do not hold what this asks of the masks (\(missing)); check the masks again"
  }

  /// Judges, and sets the result aside where it rests on an answer that is not there.
  static func guarded(_ facts: CaseFacts, _ judge: (CaseFacts) -> [Judgement]) -> [Judgement] {
    guard facts.scene.isStored else { return judge(facts) }
    let witness = Witness()
    let judgements = judge(facts.watched(by: witness))
    guard let missing = witness.missing else { return judgements }
    let cause = cause(missing)
    return [Judgement(.notEvaluable, aspect: aspect, message: "Cannot be judged: \(cause).", cause: cause)]
  }
}

extension Finding {
  /// Whether there is no result because a stored case does not hold what it takes.
  package var isUnstored: Bool { aspect == Unstored.aspect }

  /// Takes back a result that may not be one.
  mutating func leaveOpen(_ cause: String) {
    self = Finding(
      id: id, expectation: expectation, policy: policy, line: line, kind: kind, aspect: Unstored.aspect, labels: labels,
      outcome: .notEvaluable, severity: severity, cause: cause, message: "Cannot be judged: \(cause).",
      because: because, source: source, repair: repair, notEvaluable: notEvaluable)
  }
}
