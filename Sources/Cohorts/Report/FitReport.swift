internal import Learning
internal import PolicyLanguage

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
}
