package import Diagnostics

/// What is allowed in a policy and still looks like an oversight. Never an error.
package enum PolicyLint {
  /// Notes and warnings about a checked policy and those that it extends, sorted by position.
  ///
  /// - Parameter today: the day on which waivers must still hold; without one none is held against it.
  package static func check(_ policy: Policy, today: CalendarDay? = nil) -> [Diagnostic] {
    var diagnostics = Diagnostics()
    if policy.expectations.isEmpty {
      diagnostics.warning(
        .noExpectations, "the policy expects nothing, so no case can be accepted", at: policy.range,
        suggestion: "add expectations, at least presence")
    }
    for expectation in policy.expectations {
      SourceChecks(expectation: expectation).report(to: &diagnostics)
      LimitChecks(expectation: expectation).report(to: &diagnostics)
      ApplicabilityChecks(expectation: expectation, policy: policy).report(to: &diagnostics)
    }
    DuplicateChecks(policy: policy).report(to: &diagnostics)
    LabelChecks(policy: policy).report(to: &diagnostics)
    UnusedChecks(policy: policy).report(to: &diagnostics)
    DecisionChecks(policy: policy).report(to: &diagnostics)
    for waiver in policy.waivers {
      guard let today, waiver.until < today else { continue }
      diagnostics.warning(
        .expiredWaiver, "the waiver for '\(waiver.subject)' ended on \(waiver.until.text)", at: waiver.range,
        suggestion: "remove it, or ask \(waiver.owner) to renew it")
    }
    return diagnostics.sorted
  }

  /// Everything to tell the author of a policy: what reading found and what looks like an oversight. Errors are told of
  /// all files; notes and warnings only of the author's own, and not where a comment in it allows them.
  package static func report(_ reading: PolicyReading, today: CalendarDay? = nil, hasTests: Bool = true) -> [Diagnostic]
  {
    var found = reading.diagnostics + (reading.policy.map { check($0, today: today) } ?? [])
    guard let own = reading.sources.first else { return found }
    if !hasTests, let policy = reading.policy {
      found.append(
        Diagnostic(
          .noTests, .note, "nothing tests '\(policy.id)'", at: SourceRange(file: own.file, line: 1, column: 1),
          suggestion: "write cases into a file of the same name that ends in .test.yaml"))
    }
    found = found.filter { $0.severity == .error || $0.range.file == own.file }
    var diagnostics = Diagnostics()
    for diagnostic in LintSuppressions(own).apply(to: found) { diagnostics.add(diagnostic) }
    return diagnostics.sorted
  }
}
