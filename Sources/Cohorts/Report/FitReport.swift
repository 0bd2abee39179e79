internal import Learning
package import PolicyLanguage

/// What was learned from cohorts, for people, programs and patches.
package struct FitReport: Sendable {
  let policy: Policy
  let date: CalendarDay
  let accepted: Cohort
  let rejected: Cohort?
  /// Limits of the policy, in its order.
  let proposals: [LimitProposal]
  /// Numbers that the policy does not limit and that were asked for.
  let additions: [LearnedRange]
  let cards: [FittedCard]
  /// What was not learned, and why.
  let notes: [String]

  package init(
    policy: Policy, date: CalendarDay, accepted: Cohort, rejected: Cohort?, proposals: [LimitProposal],
    additions: [LearnedRange], cards: [FittedCard], notes: [String]
  ) {
    self.policy = policy
    self.date = date
    self.accepted = accepted
    self.rejected = rejected
    self.proposals = proposals
    self.additions = additions
    self.cards = cards
    self.notes = notes
  }
}
