internal import Learning
package import PolicyLanguage

/// What was learned from cohorts, for people, programs and patches.
package struct FitReport: Sendable {
  package let policy: Policy
  package let date: CalendarDay
  package let accepted: Cohort
  package let rejected: Cohort?
  /// Limits of the policy, in its order.
  package let proposals: [LimitProposal]
  /// Numbers that the policy does not limit and that were asked for.
  package let additions: [LearnedRange]
  package let cards: [FittedCard]
  /// The card for whole cases; nil where none was asked for.
  package let caseCard: FittedCaseCard?
  /// What was not learned, and why.
  package let notes: [String]

  package init(
    policy: Policy, date: CalendarDay, accepted: Cohort, rejected: Cohort?, proposals: [LimitProposal],
    additions: [LearnedRange], cards: [FittedCard], caseCard: FittedCaseCard? = nil, notes: [String]
  ) {
    self.policy = policy
    self.date = date
    self.accepted = accepted
    self.rejected = rejected
    self.proposals = proposals
    self.additions = additions
    self.cards = cards
    self.caseCard = caseCard
    self.notes = notes
  }
}
