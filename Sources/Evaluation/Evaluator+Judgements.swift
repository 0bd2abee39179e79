internal import PolicyLanguage
internal import Wording

extension Evaluator {
  func judgements(_ expectation: Expectation, subject: String?, facts: CaseFacts) -> [Judgement] {
    let condition = condition(expectation, subject: subject, facts: facts)
    // First of all: who excepts a case (a kidney that was removed) need not be told that the label is absent.
    if let condition, condition.outcome == .skipped { return [condition] }
    let judged = unconditioned(expectation, subject: subject, facts: facts)
    guard let condition else { return judged }
    return applied(judged, under: condition)
  }

  /// What an expectation says of a label to which it applies.
  func unconditioned(_ expectation: Expectation, subject: String?, facts: CaseFacts) -> [Judgement] {
    Strata(expectation: expectation, facts: facts).judge { kind in
      let involved = involved(kind, subject: subject)
      if !type(of: kind).judgesAbsence {
        let causes = involved.compactMap { facts.absence(of: $0) }
        if !causes.isEmpty { return [.unknown("This", causes)] }
      }
      guard let slices = expectation.slices else { return kind.judge(subject: subject, facts: facts) }
      return SliceJudgement(quantifier: slices, facts: facts).judge(labels: involved) {
        kind.judge(subject: subject, facts: $0)
      }
    }
  }

  /// What judgements come to when nobody knows whether their expectation applies: a pass stays one, since it would be
  /// skipped otherwise; everything else is as unknown as the condition.
  func applied(_ judged: [Judgement], under condition: Judgement) -> [Judgement] {
    judged.map { judgement in
      switch judgement.outcome {
      case .pass, .skipped, .waived: return judgement
      case .warn, .fail, .notEvaluable:
        var open = condition
        (open.aspect, open.labels) = (Aspect(judgement.aspect.field, .unknown), judgement.labels)
        open.causes = condition.causes.joined(with: judgement.causes)
        let isAboutFacts = condition.causes.contains { $0.kind == .noContext }
        if isAboutFacts, judgement.outcome == .fail || judgement.worst == .fail { open.worst = .fail }
        open.severity = judgement.severity
        return open
      }
    }
  }

  /// Skipped when a condition says so, not evaluable when it cannot tell, nil when the expectation applies.
  func condition(_ expectation: Expectation, subject: String?, facts: CaseFacts) -> Judgement? {
    let label = subject.flatMap { policy.label($0) }
    var open: [(text: String, causes: [UnknownCause])] = []
    for (condition, wanted) in [(expectation.when, Truth.true), (expectation.unless, Truth.false)] {
      guard let condition else { continue }
      switch condition.evaluate(subject: label, facts: facts) {
      case wanted: continue
      // The other condition may still settle it.
      case .unknown(let causes): open.append((condition.text, causes))
      default:
        let cause = skipCause(condition, applies: wanted == .true, subject: subject, facts: facts)
        return Judgement(.skipped, aspect: .skipped, message: "Not judged: \(cause).", reason: cause)
      }
    }
    guard !open.isEmpty else { return nil }
    // Both may be unknown, each for causes of its own.
    let causes = open.reduce(into: [UnknownCause]()) { $0 = $0.joined(with: $1.causes) }
    let texts = listed(open.map { "“\($0.text)”" })
    return .unknown("Whether \(texts) \(open.count == 1 ? "holds" : "hold")", causes, aspect: .unknown)
  }

  func skipCause(_ condition: Condition, applies: Bool, subject: String?, facts: CaseFacts) -> String {
    guard applies else { return "the exception “\(condition.text)” holds" }
    let cut = condition.needs(subject: subject.flatMap { facts.policy.label($0) }).predicates
      .filter { $0.predicate == .complete && !facts.cuts($0.label).isEmpty }.map(\.label).sorted()
    let clauses = cut.map { label in
      let faces = facts.cuts(label)
      return "\(label) is cut by the \(listed(faces)) \(faces.count == 1 ? "face" : "faces") of the field of view"
    }
    return clauses.isEmpty ? "the condition “\(condition.text)” does not hold" : listed(clauses)
  }
}
