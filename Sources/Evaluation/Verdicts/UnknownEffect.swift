package import PolicyLanguage

/// What an unknown does to the decision. The only place that says so.
///
/// For one cause, in this order: what the expectation says of the cause, what it says of all causes, what the policy's
/// decision says of the cause, what is ignored by default, what the decision says of all other causes, review.
/// Several causes weigh as the heaviest of them.
package struct UnknownEffect: Sendable {
  private let policy: Policy

  package init(_ policy: Policy) { self.policy = policy }

  /// The effect of causes that left an expectation without a result.
  package func of(_ causes: [UnknownCause], for expectation: Expectation) -> NotEvaluableEffect {
    causes.map { of($0, for: expectation) }.max { $0.weight < $1.weight } ?? .review
  }

  /// The effect of one cause.
  package func of(_ cause: UnknownCause, for expectation: Expectation) -> NotEvaluableEffect {
    let own = expectation.notEvaluable
    let general = policy.decision.notEvaluable
    return own.byCause[cause.kind] ?? own.standard ?? general.byCause[cause.kind]
      ?? (isIgnored(cause) ? .ignore : general.standard ?? .review)
  }

  private func isIgnored(_ cause: UnknownCause) -> Bool {
    switch cause.kind.byDefault {
    case .ignored: true
    case .ignoredWherePresenceIsJudged: cause.subject.map(isPresenceJudged) ?? false
    case .review: false
    }
  }

  /// Whether a presence expectation of the policy judges a label's absence.
  private func isPresenceJudged(_ label: String) -> Bool {
    policy.deciding.expectations.contains { $0.subjects.contains(label) && $0.kind.judged.requirement != nil }
  }
}

extension NotEvaluableEffect {
  /// 0 ignore, 1 review, 2 reject.
  package var weight: Int { self == .ignore ? 0 : self == .review ? 1 : 2 }
}

extension UnknownCause.Kind {
  /// What a cause does where nobody says otherwise.
  package enum DefaultEffect: Sendable {
    case ignored
    /// Ignored of a label whose presence the policy judges: that finding speaks for the absence.
    case ignoredWherePresenceIsJudged
    case review
  }

  /// The table of defaults.
  package var byDefault: DefaultEffect {
    switch self {
    case .notAskedFor, .outOfView, .noImage: .ignored
    case .absent, .empty: .ignoredWherePresenceIsJudged
    case .viewUnknown, .cutOff, .unusableImage, .noSpacing, .noOrientation, .noContext, .noModel, .modelUnsure,
      .unreadable, .undefined, .notComputable, .tooLarge, .notStored:
      .review
    }
  }
}
