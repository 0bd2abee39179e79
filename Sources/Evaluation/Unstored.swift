internal import Geometry
internal import PolicyLanguage

/// What becomes of a judgement whose answers a stored case does not hold: it is not evaluable, never a pass.
enum Unstored {
  static func cause(_ missing: String) -> UnknownCause { .notStored(missing) }

  /// Judges, and sets the result aside where it rests on an answer that is not there.
  static func guarded(_ facts: CaseFacts, _ judge: (CaseFacts) -> [Judgement]) -> [Judgement] {
    guard facts.scene.isStored else { return judge(facts) }
    let witness = Witness()
    let judgements = judge(facts.watched(by: witness))
    guard let missing = witness.missing else { return judgements }
    return [.unknown("This", cause(missing))]
  }
}

extension Finding {
  /// Whether there is no result because a stored case does not hold what it takes.
  package var isUnstored: Bool { causes.contains { $0.kind == .notStored } }

  /// Takes back a result that may not be one.
  mutating func leaveOpen(_ cause: UnknownCause) {
    self = Finding(
      id: id, expectation: expectation, policy: policy, line: line, code: FindingCode(kind, .unknown), labels: labels,
      outcome: .notEvaluable, severity: severity, cause: cause.words, causes: [cause],
      message: "Cannot be judged: \(cause.words).",
      because: because, source: source, repair: repair, notEvaluable: notEvaluable)
  }
}
