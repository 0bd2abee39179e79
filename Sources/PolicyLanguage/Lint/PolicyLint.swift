/// What is allowed in a policy and still looks like an oversight. Never an error.
package enum PolicyLint {
  /// Notes and warnings about a checked policy, sorted by position.
  package static func check(_ policy: Policy) -> [Diagnostic] {
    var diagnostics = Diagnostics()
    if policy.expectations.isEmpty {
      diagnostics.warning(
        .noExpectations, "the policy expects nothing, so it accepts everything", at: policy.range,
        suggestion: "add expectations, at least presence")
    }
    for expectation in policy.expectations {
      source(expectation, &diagnostics)
      learned(expectation, policy, &diagnostics)
      applicability(expectation, policy, &diagnostics)
      weight(expectation, &diagnostics)
    }
    unusedLabels(policy, &diagnostics)
    unusedNames(policy, &diagnostics)
    decision(policy, &diagnostics)
    return diagnostics.sorted
  }

  private static func source(_ expectation: Expectation, _ diagnostics: inout Diagnostics) {
    guard let source = expectation.source else {
      if expectation.kind.wantsSource, expectation.learned == nil {
        diagnostics.note(
          .noSource, "the limits of '\(expectation.id)' come without a source", at: expectation.range,
          suggestion: "add source: with the publication or cohort")
      }
      return
    }
    guard let mean = source.mean else { return }
    for mentioned in expectation.mentions.limits {
      guard let value = CitedMean.value(mean, in: mentioned.limits.dimension) else { continue }
      if !mentioned.limits.contains(value) {
        diagnostics.warning(
          .meanOutsideLimits, "the cited mean, \(mean), lies outside \(mentioned.limits.text)", at: mentioned.range)
      }
    }
  }

  /// What examples taught must not decide alone: it knows nothing of faults and patients that were not among them.
  private static func learned(_ expectation: Expectation, _ policy: Policy, _ diagnostics: inout Diagnostics) {
    guard expectation.learned != nil, policy.decision.veto.contains(expectation.severity) else { return }
    diagnostics.warning(
      .learnedVeto, "the limits of '\(expectation.id)' were learned, and yet a failure decides by itself",
      at: expectation.range, suggestion: "give it a severity that veto does not hold, such as review")
  }

  private static func weight(_ expectation: Expectation, _ diagnostics: inout Diagnostics) {
    if expectation.severity == .note, expectation.notEvaluable == .reject {
      diagnostics.warning(
        .noteRejects, "'\(expectation.id)' is only a note when it fails, yet rejects when it cannot be evaluated",
        at: expectation.range)
    }
  }

  private static func decision(_ policy: Policy, _ diagnostics: inout Diagnostics) {
    if policy.decision.veto.contains(.note) {
      diagnostics.warning(
        .noteVetoes, "veto holds 'note', so the slightest finding decides", at: policy.range,
        suggestion: "give such expectations the severity review or reject")
    }
    let rejecting = policy.expectations.contains { $0.severity == .reject }
    if policy.decision.authority == .model, rejecting, !policy.decision.veto.contains(.reject) {
      diagnostics.note(
        .rejectWithoutVeto, "a model may overrule expectations of severity reject, because veto does not hold it",
        at: policy.range)
    }
  }

  private static func unusedLabels(_ policy: Policy, _ diagnostics: inout Diagnostics) {
    var used: Set<String> = []
    for label in policy.labels { used.formUnion(label.inViewWith) }
    for expectation in policy.expectations {
      used.formUnion(expectation.subjects)
      used.formUnion(expectation.mentions.labels)
      if let reference = expectation.reference { used.insert(reference) }
      for condition in expectation.conditions { used.formUnion(condition.needs(subject: nil).labels) }
    }
    for label in policy.labels where !used.contains(label.name) {
      diagnostics.note(.unusedLabel, "no expectation uses the label '\(label.name)'", at: label.range)
    }
  }

  private static func unusedNames(_ policy: Policy, _ diagnostics: inout Diagnostics) {
    let parameters = policy.expectations.reduce(into: Set<String>()) { $0.formUnion($1.mentions.parameters) }
    for parameter in policy.parameters where !parameters.contains(parameter.name) {
      diagnostics.note(
        .unusedParameter, "no expectation uses the parameter '\(parameter.name)'", at: parameter.range)
    }
    var context = policy.waivers.reduce(into: Set<String>()) {
      $0.formUnion($1.when?.needs(subject: nil).context ?? [])
    }
    for expectation in policy.expectations {
      for condition in expectation.conditions { context.formUnion(condition.needs(subject: nil).context) }
      for variant in expectation.variants { context.formUnion(variant.strata.keys) }
    }
    for variable in policy.context where !context.contains(variable.name) {
      diagnostics.note(
        .unusedContext, "nothing depends on the context variable '\(variable.name)'", at: variable.place)
    }
  }

  /// Tries every combination of context values, with all else unknown.
  private static func applicability(_ expectation: Expectation, _ policy: Policy, _ diagnostics: inout Diagnostics) {
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
}
