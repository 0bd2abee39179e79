internal import Diagnostics

/// Whether an expectation can be judged at all, and fail.
struct ApplicabilityChecks {
  let expectation: Expectation
  let policy: Policy

  func report(to diagnostics: inout Diagnostics) {
    never(&diagnostics)
    presence(&diagnostics)
  }

  /// Tries every combination of context values, with all else unknown.
  private func never(_ diagnostics: inout Diagnostics) {
    let subjects: [LabelDeclaration?] =
      expectation.subjects.isEmpty ? [nil] : expectation.subjects.map { policy.label($0) }
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
        diagnostics.warning(
          .neverApplies, "'\(expectation.id)' can never apply: this is always \(word)", at: condition.range,
          suggestion: "remove the expectation, or correct the condition")
      }
    }
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
