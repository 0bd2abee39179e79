internal import PolicyLanguage
internal import Wording

/// One finding about a group: how many of its labels must satisfy an expectation.
struct QuorumJudgement {
  /// A label with what is said of it if the expectation applies to it.
  struct Subject {
    let label: String
    let judgements: [Judgement]
    /// Why nobody knows whether the expectation applies to the label; empty when that is known.
    let doubts: [UnknownCause]

    // One limit that fails is enough, whatever the others come to.
    fileprivate var fails: Bool { judgements.contains { $0.outcome == .fail } }
    fileprivate var isOpen: Bool { !fails && judgements.contains { !$0.isResult } }
    fileprivate var causes: [UnknownCause] {
      (isOpen ? judgements.flatMap(\.causes) : []).reduce(into: doubts) { $0 = $0.joined(with: [$1]) }
    }
  }

  let quorum: Quantifier
  let facts: CaseFacts

  /// - Parameter subjects: each label of the group.
  func judge(_ subjects: [Subject]) -> Judgement {
    // An expectation that does not apply to a label does not count it.
    let applying = subjects.filter { subject in !subject.judgements.allSatisfy { $0.outcome == .skipped } }
    guard !applying.isEmpty else {
      let reason = subjects.lazy.flatMap(\.judgements).compactMap(\.reason).first ?? "it applies to none of the labels"
      return Judgement(.skipped, aspect: .skipped, message: "Not judged: \(reason).", reason: reason)
    }
    let failed = applying.filter(\.fails)
    let open = applying.filter(\.isOpen)
    let doubtful = applying.filter { !$0.doubts.isEmpty }
    let counts = Self.counts(applying)
    let unknown = applying.filter { $0.isOpen || !$0.doubts.isEmpty }
    let causes = unknown.reduce(into: [UnknownCause]()) { $0 = $0.joined(with: $1.causes) }
    var message =
      "\(counts.holding) of \(counted(counts.count, "label")) satisfy this; \(quorum.text) must."
    if counts.unknown > 0 {
      let why = open.reduce(into: [UnknownCause]()) { $0 = $0.joined(with: $1.causes) }
      message += " \(counted(counts.unknown, "label")) cannot be judged: \(why.words)."
    }
    let certain = doubtful.filter { !$0.isOpen }
    if !certain.isEmpty {
      let why = certain.reduce(into: [UnknownCause]()) { $0 = $0.joined(with: $1.doubts) }
      message += " Whether it applies to \(listed(certain.map(\.label))) is not known: \(why.words)."
    }
    // The code is that of the limit that fails; that it is a quorum the limits say.
    let failure = failed.first?.judgements.first { $0.outcome == .fail }
    if let failure { message += " Among those that fail: \(failure.message)" }
    let field = applying.first?.judgements.first?.aspect.field ?? ""
    guard let passes = counts.satisfy(quorum, doubtful: Self.counts(doubtful)) else {
      var undecided = Judgement(
        .notEvaluable, aspect: open.first?.judgements.first { !$0.isResult }?.aspect ?? Aspect(field, .unknown),
        labels: unknown.map(\.label), message: message, causes: causes, expected: quorum.text)
      // A fact that is not given may be the one that makes it fail.
      let isAboutFacts = unknown.contains { subject in
        subject.doubts.contains { $0.kind == .noContext } || subject.judgements.contains { $0.worst == .fail }
      }
      if isAboutFacts { undecided.worst = .fail }
      return undecided
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

  private static func counts(_ subjects: [Subject]) -> Completions {
    let (failed, open) = (subjects.count(where: \.fails), subjects.count(where: \.isOpen))
    return Completions(holding: subjects.count - failed - open, failed: failed, unknown: open)
  }

  /// The heaviest of what failures weigh by themselves; nil when one weighs what the expectation says.
  private func severity(of failures: [Judgement]) -> Severity? {
    let weights = failures.compactMap(\.severity)
    return weights.count == failures.count ? weights.max() : nil
  }
}
