internal import PolicyLanguage

/// One finding about a group: how many of its labels must satisfy an expectation.
struct QuorumJudgement {
  let quorum: Quantifier
  let facts: CaseFacts

  /// - Parameter subjects: each label with its judgements.
  func judge(_ subjects: [(label: String, judgements: [Judgement])]) -> Judgement {
    let judged = subjects.filter { subject in
      !subject.judgements.isEmpty && subject.judgements.allSatisfy { [.pass, .warn, .fail].contains($0.outcome) }
    }
    guard !judged.isEmpty else {
      let causes = subjects.compactMap { $0.judgements.compactMap(\.cause).first }
      let cause = "none of \(counted(subjects.count, "label")) can be judged\(causes.first.map { " (\($0))" } ?? "")"
      return Judgement(.notEvaluable, aspect: "quorum", message: "Cannot be judged: \(cause).", cause: cause)
    }
    let failed = judged.filter { subject in subject.judgements.contains { $0.outcome == .fail } }
    let holding = judged.count - failed.count
    let passes = quorum.isSatisfied(holding: holding, of: judged.count)
    let left = subjects.count - judged.count
    var message = "\(holding) of \(counted(judged.count, "label")) satisfy this; \(quorum.text) must."
    if left > 0 { message += " \(counted(left, "label")) cannot be judged or need not be." }
    if let worst = failed.first, let words = worst.judgements.first(where: { $0.outcome == .fail }) {
      message += " Among those that fail: \(words.message)"
    }
    let names = failed.map(\.label)
    return Judgement(
      passes ? .pass : .fail, aspect: "quorum",
      labels: (passes ? [] : names) + judged.map(\.label).filter { passes || !names.contains($0) },
      message: message, measured: Measured(value: Double(holding), unit: "labels"), expected: quorum.text,
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
