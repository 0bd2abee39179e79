/// Shares that a confusion matrix with abstentions gives. The word is the one that programs read.
package enum Rate: String, CaseIterable, Hashable, Sendable {
  /// Right calls among all cases; an abstention is not right.
  case accuracy
  /// Cases with a call that is no abstention, among all.
  case coverage
  /// Right calls among those that are no abstentions.
  case selectiveAccuracy = "selective_accuracy"
  /// Rejected ones among the unacceptable: the true-positive rate.
  case sensitivity
  /// Rejected ones, and those left to a person, among the unacceptable: what a gate lets nobody use unseen.
  case sensitivityWithReview = "sensitivity_with_review"
  /// Accepted ones among the acceptable: the true-negative rate.
  case specificity
  /// Rejected ones among the acceptable.
  case overRejection = "over_rejection"
  /// Cases left to a person, among the acceptable.
  case overReview = "over_review"
  /// Unacceptable ones among the accepted: what is left of the danger.
  case badAmongAccepted = "bad_among_accepted"
  /// Unacceptable ones among the rejected: the positive predictive value.
  case badAmongRejected = "bad_among_rejected"

  /// The count and what it is a share of.
  package func share(of counts: CallCounts) -> (part: Int, of: Int) {
    switch self {
    case .accuracy: (counts.right, counts.total)
    case .coverage: (counts.total - counts.total(.abstain), counts.total)
    case .selectiveAccuracy: (counts.right, counts.total - counts.total(.abstain))
    case .sensitivity: (counts[true, .reject], counts.total(isUnacceptable: true))
    case .sensitivityWithReview:
      (counts[true, .reject] + counts[true, .abstain], counts.total(isUnacceptable: true))
    case .specificity: (counts[false, .accept], counts.total(isUnacceptable: false))
    case .overRejection: (counts[false, .reject], counts.total(isUnacceptable: false))
    case .overReview: (counts[false, .abstain], counts.total(isUnacceptable: false))
    case .badAmongAccepted: (counts[true, .accept], counts.total(.accept))
    case .badAmongRejected: (counts[true, .reject], counts.total(.reject))
    }
  }

  /// Whether a case counts for what the rate is a share of.
  func concerns(_ one: JudgedCase) -> Bool {
    guard let call = one.call else { return false }
    return switch self {
    case .accuracy, .coverage: true
    case .selectiveAccuracy: call != .abstain
    case .sensitivity, .sensitivityWithReview: one.isUnacceptable
    case .specificity, .overRejection, .overReview: !one.isUnacceptable
    case .badAmongAccepted: call == .accept
    case .badAmongRejected: call == .reject
    }
  }

  /// Why there is no such share.
  var absence: String {
    switch self {
    case .accuracy, .coverage: "no case has a decision"
    case .selectiveAccuracy: "every case was left to a person"
    case .sensitivity, .sensitivityWithReview: "no unacceptable case has a decision"
    case .specificity, .overRejection, .overReview: "no acceptable case has a decision"
    case .badAmongAccepted: "no case was accepted"
    case .badAmongRejected: "no case was rejected"
    }
  }
}
