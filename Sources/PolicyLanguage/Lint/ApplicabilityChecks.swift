internal import Diagnostics

/// Whether an expectation can be judged at all, and fail.
struct ApplicabilityChecks {
  let expectation: Expectation
  let policy: Policy

  func report(to diagnostics: inout Diagnostics) {
    if !never(&diagnostics) { neverByNumbers(&diagnostics) }
    dimensions(&diagnostics)
    held(&diagnostics)
    presence(&diagnostics)
  }

  /// A kind for images of other dimensions than the policy's.
  private func dimensions(_ diagnostics: inout Diagnostics) {
    let kind = type(of: expectation.kind)
    let count = expectation.slices == nil ? policy.task.dimensions : 2
    guard !kind.dimensions.contains(count) else { return }
    let (made, have) = count == 3 ? ("two", "three") : ("three", "two")
    diagnostics.warning(
      .neverApplies,
      "'\(expectation.id)' can never be judged: '\(kind.name)' is measured in \(made) dimensions, these images have \(have)",
      at: expectation.range,
      suggestion: count == 3
        ? "write volume, add slices: every, or say task: {dimensions: 2}"
        : "write area, or say task: {dimensions: 3}")
  }

  private var subjects: [LabelDeclaration?] {
    expectation.subjects.isEmpty ? [nil] : expectation.subjects.map { policy.label($0) }
  }

  /// Conditions whose numbers leave nothing over: `volume > 100 mL and volume < 50 mL`.
  private func neverByNumbers(_ diagnostics: inout Diagnostics) {
    for (condition, wanted, word) in [(expectation.when, true, "false"), (expectation.unless, false, "true")] {
      guard let condition, cannotBe(condition, wanted) else { continue }
      diagnostics.warning(
        .neverApplies, "'\(expectation.id)' can never apply: this is always \(word)", at: condition.range,
        suggestion: "remove the expectation, or correct the condition")
    }
  }

  /// What `assert` asks for, where its numbers say that nothing, or everything, can hold it.
  private func held(_ diagnostics: inout Diagnostics) {
    for condition in expectation.kind.conditions {
      if cannotBe(condition, true) {
        diagnostics.warning(
          .neverHolds, "nothing can satisfy '\(expectation.id)': its parts contradict each other", at: condition.range,
          suggestion: "correct the limits; write or where one of them is enough")
      } else if cannotBe(condition, false) {
        diagnostics.warning(
          .neverFails, "'\(expectation.id)' holds of everything, so it can never fail", at: condition.range,
          suggestion: "correct the limits, or remove the expectation")
      }
    }
  }

  /// Whether a condition cannot come out so for any subject.
  private func cannotBe(_ condition: Condition, _ outcome: Bool) -> Bool {
    subjects.allSatisfy { condition.boxes(outcome, subject: $0, variables: policy.context).isEmpty }
  }

  /// Tries every combination of context values, with all else unknown.
  private func never(_ diagnostics: inout Diagnostics) -> Bool {
    var found = false
    for (condition, blocking, word) in [
      (expectation.when, Truth.false, "false"), (expectation.unless, Truth.true, "true"),
    ] {
      guard let condition else { continue }
      let used = policy.context.filter { condition.needs(subject: nil).context.contains($0.name) }
      guard let cases = ContextCases.all(of: used) else { continue }
      let never = cases.allSatisfy { facts in
        subjects.allSatisfy { condition.evaluate(subject: $0, facts: facts) == blocking }
      }
      if never {
        found = true
        diagnostics.warning(
          .neverApplies, "'\(expectation.id)' can never apply: this is always \(word)", at: condition.range,
          suggestion: "remove the expectation, or correct the condition")
      }
    }
    return found
  }

  /// A condition that repeats what presence is for.
  private func presence(_ diagnostics: inout Diagnostics) {
    guard let when = expectation.when, when.demandsPresence else { return }
    let kind = type(of: expectation.kind)
    if kind.name == "presence" {
      diagnostics.warning(
        .neverFails, "'\(expectation.id)' is asked only of what is present", at: when.range,
        suggestion: "remove the condition")
    } else if !kind.judgesAbsence, when.isPresence, expectation.subjects.allSatisfy(isJudgedForPresence) {
      diagnostics.note(
        .needlessCondition, "'\(expectation.id)' is not judged of what is absent anyway", at: when.range,
        suggestion: "remove the condition")
    }
  }

  private func isJudgedForPresence(_ label: String) -> Bool {
    policy.expectations.contains { type(of: $0.kind).name == "presence" && $0.subjects.contains(label) }
  }
}
