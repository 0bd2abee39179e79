internal import Diagnostics
internal import PolicyLanguage

extension Evaluator {
  func findings(of expectation: Expectation, facts: CaseFacts) -> [Finding] {
    let subjects = subjects(of: expectation)
    guard let quorum = expectation.quorum else {
      return subjects.flatMap { subject in
        judgements(expectation, subject: subject, facts: facts).map {
          finding(
            blamed($0, expectation, subject: subject, facts: facts), of: expectation, subject: subject)
        }
      }
    }
    let judged = subjects.compactMap(\.self).map { label -> QuorumJudgement.Subject in
      let condition = condition(expectation, subject: label, facts: facts)
      if let condition, condition.outcome == .skipped {
        return QuorumJudgement.Subject(label: label, judgements: [condition], doubts: [])
      }
      return QuorumJudgement.Subject(
        label: label, judgements: unconditioned(expectation, subject: label, facts: facts),
        doubts: condition?.causes ?? [])
    }
    return [finding(QuorumJudgement(quorum: quorum, facts: facts).judge(judged), of: expectation, subject: nil)]
  }

  /// The questions that a finding waits for: one for each label under a quorum that is not decided without them.
  func questions(
    _ question: Ask.Question, of expectation: Expectation, waiting finding: Finding, facts: CaseFacts
  ) -> [OpenQuestion] {
    guard finding.outcome == .notEvaluable else { return [] }
    guard let quorum = expectation.quorum else {
      guard finding.causes.contains(where: { $0.kind == .noModel }) else { return [] }
      let open = finding.causes.filter { $0.kind != .noModel }
      return [
        OpenQuestion(
          finding: finding.id, structures: finding.labels, text: question.text, expected: question.expected, open: open)
      ]
    }
    let judged = expectation.subjects.map { (label: $0, judgements(expectation, subject: $0, facts: facts)) }
    let waiting = judged.filter {
      $1.contains { $0.outcome == .notEvaluable && $0.causes.contains { $0.kind == .noModel } }
    }
    let skipped = judged.count { $1.allSatisfy { $0.outcome == .skipped } }
    let open = OpenQuorum(quorum: quorum, unknown: judged.count - waiting.count - skipped)
    return waiting.enumerated().map { number, subject in
      OpenQuestion(
        id: "\(finding.id).\(number + 1)", finding: finding.id, label: subject.label, text: question.text,
        expected: question.expected, quorum: open,
        open: subject.1.flatMap(\.causes).filter { $0.kind != .noModel })
    }
  }

  func finding(_ judgement: Judgement, of expectation: Expectation, subject: String?) -> Finding {
    let severity = expectation.severity == .note ? .note : judgement.severity ?? expectation.severity
    var effect = UnknownEffect(policy).of(judgement.causes, for: expectation)
    // A fact that is not given never makes a case better than its worst value would.
    if judgement.worst == .fail, effect == .review, policy.decision.vetoes(severity) { effect = .reject }
    var finding = Finding(
      id: "", expectation: expectation.id, policy: policy.id, line: expectation.range.line,
      code: FindingCode(type(of: expectation.kind).name, judgement.aspect),
      labels: judgement.labels ?? involved(expectation.kind.judged, subject: subject),
      outcome: judgement.outcome, severity: severity,
      cause: judgement.causes.isEmpty ? judgement.reason : judgement.causes.words, causes: judgement.causes,
      message: judgement.message + judgement.exportNames, measured: judgement.measured, expected: judgement.expected,
      margin: judgement.margin, location: judgement.location, counterfactual: judgement.counterfactual,
      because: expectation.because, source: expectation.citation, repair: judgement.repair ?? expectation.repair,
      notEvaluable: effect, isObserved: expectation.mode == .observe)
    finding.exportNames = judgement.exportNames
    finding.suspects = judgement.suspects
    let compared = judgement.compared + LearnedLimit.compared(judgement, of: expectation, subject: subject, policy)
    finding.compared = compared.isEmpty ? nil : compared
    return finding
  }

  /// What coverage found, as a finding that belongs to the policy as a whole.
  func coverageFinding(_ judgement: Judgement, id: String) -> Finding {
    var finding = Finding(
      id: id, expectation: CoverageJudgement.name, policy: policy.id, line: policy.range.line,
      code: FindingCode(CoverageJudgement.name, judgement.aspect), labels: judgement.labels ?? [],
      outcome: judgement.outcome, severity: .review,
      message: judgement.message + judgement.exportNames, measured: judgement.measured, expected: judgement.expected,
      margin: judgement.margin, counterfactual: judgement.counterfactual,
      because: "Absence of findings is no evidence.")
    finding.exportNames = judgement.exportNames
    return finding
  }

  /// Puts the label at fault first and says so, where the expectation names a reference that settles it.
  func blamed(
    _ judgement: Judgement, _ expectation: Expectation, subject: String?, facts: CaseFacts
  ) -> Judgement {
    guard judgement.outcome == .fail, let reference = expectation.reference else { return judgement }
    let kind = expectation.kind.judged
    let labels = involved(kind, subject: subject)
    guard let culprit = kind.culprit(among: labels, reference: reference, facts: facts) else { return judgement }
    var result = judgement
    result.labels = [culprit] + labels.filter { $0 != culprit }
    result.message += " Held against \(reference), it is \(culprit) that is out of place."
    result.location = facts.location(of: [culprit]) ?? judgement.location
    return result
  }
}
