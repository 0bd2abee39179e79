internal import Diagnostics

/// Severities that do not go together with what the decision makes of them.
struct DecisionChecks {
  let policy: Policy

  func report(to diagnostics: inout Diagnostics) {
    for expectation in policy.expectations
    where expectation.severity == .note && expectation.notEvaluable.standard == .reject {
      diagnostics.warning(
        .noteRejects, "'\(expectation.id)' is only a note when it fails, yet rejects when it cannot be evaluated",
        at: expectation.range)
    }
    // What examples taught knows nothing of faults and patients that were not among them.
    for expectation in policy.expectations
    where expectation.learned != nil && policy.decision.vetoes(expectation.severity) {
      diagnostics.warning(
        .learnedVeto, "the limits of '\(expectation.id)' were learned, and yet a failure decides by itself",
        at: expectation.range, suggestion: "give it a severity that veto does not hold, such as review")
    }
    for expectation in policy.expectations
    where expectation.modelMayClear && policy.decision.vetoes(expectation.severity) {
      diagnostics.warning(
        .vetoedClearing, "a failure of '\(expectation.id)' is vetoed, so no model can clear it",
        at: expectation.range, suggestion: "lower its severity, or remove model_may_clear")
    }
    if policy.mode == .observe {
      diagnostics.note(
        .observed, "the policy is observed, so that every case is for review", at: policy.range,
        suggestion: "remove mode: observe when its verdicts are to count")
    }
    for expectation in policy.expectations where expectation.mode == .observe {
      diagnostics.note(
        .observed, "'\(expectation.id)' is observed, so that its findings decide nothing", at: expectation.range,
        suggestion: "remove mode: observe when they are to count")
    }
    if policy.deciding.expectations.isEmpty, !policy.expectations.isEmpty {
      diagnostics.warning(
        .noExpectations, "everything that the policy expects is observed, so no case can be accepted",
        at: policy.range, suggestion: "let some expectations decide")
    }
    if policy.decision.veto.contains(.note) {
      diagnostics.warning(
        .noteVetoes, "veto holds 'note', so the slightest finding decides", at: policy.range,
        suggestion: "give such expectations the severity review or reject")
    }
    let rejecting = policy.expectations.contains { $0.severity == .reject }
    let vetoed = policy.decision.veto.contains { $0 <= .reject }
    if rejecting, !vetoed {
      diagnostics.note(
        .rejectWithoutVeto,
        "expectations of severity reject only ask for a review, because veto does not hold it",
        at: policy.range, suggestion: "add reject to veto, or lower the severity")
    }
  }
}
