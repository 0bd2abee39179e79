package import Evaluation
internal import Measurements
package import PolicyLanguage
package import Reasoning

/// Judges stored cases by a policy, as the rules would have judged their masks.
package struct Rehearsal: Sendable {
  package let policy: Policy
  private let evaluator: Evaluator

  package init(policy: Policy) {
    self.policy = policy
    evaluator = Evaluator(policy: policy)
  }

  /// - Parameters:
  ///   - today: the day of the check, so that waivers hold as they did.
  ///   - answered: the record's findings about pictures: a question that a model has answered is not asked again, as
  ///     long as it stays the same.
  package func judge(_ stored: StoredCase, today: CalendarDay?, answered: [Finding] = []) -> RehearsedCase {
    // What the policy does not know, or cannot take, says nothing to it.
    let context = stored.context.filter { name, value in
      policy.context.contains { $0.name == name && $0.problem(with: value) == nil }
    }
    let roster = stored.measurements.roster
    let result = evaluator.evaluate(
      stored.measurements, roster: stored.fileStem.map { roster.named(byFile: $0, for: policy) } ?? roster,
      context: context, request: stored.request, caseName: stored.caseName, today: today)
    let findings = result.findings.map { finding in
      let question = result.questions.first { $0.finding == finding.id }
      return question.flatMap { Self.answer(to: $0, for: finding, in: answered) } ?? finding
    }
    return RehearsedCase(findings: findings, policy: policy)
  }

  /// The answer that a model gave to the same question about the same labels.
  private static func answer(to question: OpenQuestion, for finding: Finding, in answered: [Finding]) -> Finding? {
    let known = answered.first {
      $0.kind == finding.kind && $0.labels == finding.labels && $0.expected == finding.expected
        && [.pass, .fail].contains($0.outcome) && $0.message.hasPrefix(question.text)
    }
    return known.map { known in
      var settled = finding
      (settled.outcome, settled.cause, settled.message) = (known.outcome, nil, known.message)
      return settled
    }
  }
}

/// What a policy makes of a stored case.
package struct RehearsedCase: Sendable {
  package let findings: [Finding]
  /// The decision as far as it is certain: between what it would be if everything that is not stored passed, and if all
  /// of it failed.
  package let mildest: Decision
  package let severest: Decision
  /// The findings that keep the decision from being accept.
  package let drivers: [Finding]

  init(findings: [Finding], policy: Policy) {
    self.findings = findings
    let isOpen = findings.contains { $0.isUnstored }
    // Without what is not stored: it decides nothing that is known.
    let passing = findings.map { finding in
      var finding = finding
      // With answers there would be more results, and coverage might hold.
      if finding.isUnstored || isOpen && finding.isOfCoverage { finding.outcome = .pass }
      return finding
    }
    let verdict = RulesVerdict(of: passing, by: policy.decision, cards: policy.calibrations)
    mildest = verdict.decision
    drivers = findings.filter { verdict.drivers.contains($0.id) }
    severest = max(Self.failing(findings, policy), verdict.decision)
  }

  /// What the record of a case says that its policy, and a model where one was asked, made of it.
  package init(_ record: Record) {
    findings = record.findings
    (mildest, severest) = (record.decision, record.decision)
    let cited = Set(record.reasons.flatMap(\.evidence)).subtracting(
      (record.arbitration.cleared ?? []).map(\.finding))
    drivers = record.findings.filter { finding in
      cited.contains(finding.id)
        && ([.fail, .warn].contains(finding.outcome)
          || finding.outcome == .notEvaluable && finding.notEvaluable != .ignore)
    }
  }

  /// The decision if all that is not stored failed, or could not be judged on the masks either.
  private static func failing(_ findings: [Finding], _ policy: Policy) -> Decision {
    guard findings.contains(where: \.isUnstored) else { return .accept }
    let failing = findings.flatMap { finding -> [Finding] in
      guard finding.isUnstored else { return [finding] }
      var failed = finding
      failed.outcome = .fail
      // An expectation of several limits has a finding for each, and small failures add up.
      return [finding] + Array(repeating: failed, count: 4)
    }
    return RulesVerdict(of: failing, by: policy.decision, cards: policy.calibrations).decision
  }

  /// The decision; nil where it hangs on answers that are not stored.
  package var decision: Decision? { mildest == severest ? mildest : nil }

  package var unstored: [Finding] { findings.filter(\.isUnstored) }
}
