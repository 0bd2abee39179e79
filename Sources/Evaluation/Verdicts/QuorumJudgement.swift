internal import PolicyLanguage

/// One finding about a group: how many of its labels must satisfy an expectation.
struct QuorumJudgement {
  let quorum: Quantifier
  let facts: CaseFacts

  /// - Parameter subjects: each label with its judgements.
  func judge(_ subjects: [(label: String, judgements: [Judgement])]) -> Judgement {
    // An expectation that does not apply to a label does not count it.
    let applying = subjects.filter { subject in !subject.judgements.allSatisfy { $0.outcome == .skipped } }
    guard !applying.isEmpty else {
      let reason = subjects.lazy.flatMap(\.judgements).compactMap(\.reason).first ?? "it applies to none of the labels"
      return Judgement(.skipped, aspect: .skipped, message: "Not judged: \(reason).", reason: reason)
    }
    // One limit that fails is enough, whatever the others come to.
    let failed = applying.filter { $0.judgements.contains { $0.outcome == .fail } }
    let open = applying.filter { subject in
      !subject.judgements.contains { $0.outcome == .fail } && subject.judgements.contains { !$0.isResult }
    }
    let counts = Completions(
      holding: applying.count - failed.count - open.count, failed: failed.count, unknown: open.count)
    let causes = open.flatMap(\.judgements).reduce(into: [UnknownCause]()) { $0 = $0.joined(with: $1.causes) }
    var message =
      "\(counts.holding) of \(counted(counts.count, "label")) satisfy this; \(quorum.text) must."
    if counts.unknown > 0 { message += " \(counted(counts.unknown, "label")) cannot be judged: \(causes.words)." }
    // The code is that of the limit that fails; that it is a quorum the limits say.
    let failure = failed.first?.judgements.first { $0.outcome == .fail }
    if let failure { message += " Among those that fail: \(failure.message)" }
    let field = applying.first?.judgements.first?.aspect.field ?? ""
    guard let passes = counts.satisfy(quorum) else {
      return Judgement(
        .notEvaluable, aspect: open.first?.judgements.first { !$0.isResult }?.aspect ?? .unknown,
        labels: open.map(\.label), message: message, causes: causes,
        expected: quorum.text)
    }
    let names = failed.map(\.label)
    return Judgement(
      passes ? .pass : .fail, aspect: passes ? Aspect(field, .within) : failure?.aspect ?? .unknown,
      labels: (passes ? [] : names) + applying.map(\.label).filter { passes || !names.contains($0) },
      message: message, measured: Measured(value: Double(counts.holding), unit: "labels"), expected: quorum.text,
      margin: passes ? nil : -1, location: passes ? nil : facts.location(of: names),
      counterfactual: passes ? nil : "If \(listed(names)) satisfied this, it would pass.",
      severity: severity(of: failed.flatMap(\.judgements).filter { $0.outcome == .fail }))
  }

  /// The heaviest of what failures weigh by themselves; nil when one weighs what the expectation says.
  private func severity(of failures: [Judgement]) -> Severity? {
    let weights = failures.compactMap(\.severity)
    return weights.count == failures.count ? weights.max() : nil
  }
}
