internal import Diagnostics
package import Geometry
package import Measurements
package import PolicyLanguage
package import Volume
internal import Wording

/// Judges a policy's expectations on one export.
package struct Evaluator: Sendable {
  private let policy: Policy

  package init(policy: Policy) { self.policy = policy }

  /// Measures what the policy asks for, and nothing else, and judges it. Findings come in the policy's order, numbered
  /// `F1`, `F2`…
  ///
  /// - Parameters:
  ///   - scene: the export, with its image when a measure may need it.
  ///   - imageGrid: the source image's grid, for the `file` kind.
  ///   - context: facts about the case; variables left out take their defaults.
  ///   - request: what the export was meant to hold.
  ///   - numbers: what is wanted beside what the policy asks for.
  ///   - caseName: what waivers know the case by.
  ///   - today: the day on which waivers must still hold; without one none does.
  package func evaluate(
    _ scene: Scene, imageGrid: Grid?, context: [String: String], request: ExportRequest = ExportRequest(),
    numbers: [ConditionNeeds.Measure] = [], caseName: String = "", today: CalendarDay? = nil
  ) async -> EvaluationResult {
    // A structure whose name and code contradict one another belongs to no label.
    let scene = scene.prepared(for: policy)
    var table = MeasurementTable(of: scene, imageGrid: imageGrid, hasSlices: hasSlices)
    var plan = plan(for: table, context: context, request: request)
    if !numbers.isEmpty {
      var needs = ConditionNeeds()
      needs.measures = Set(numbers)
      plan.whole += CaseFacts(policy: policy, table: table, context: context, request: request).questions(needs)
    }
    await table.fill(plan, from: scene)
    return judge(table, context: context, request: request, caseName: caseName, today: today)
  }

  /// Judges what is stored of an export, as if its masks were there; what is not stored stays unknown.
  ///
  /// - Parameter roster: the stored export's structures, with other names perhaps; every one in its place.
  package func evaluate(
    _ stored: StoredMeasurements, roster: Segmentation, context: [String: String],
    request: ExportRequest = ExportRequest(), caseName: String = "", today: CalendarDay? = nil
  ) -> EvaluationResult {
    let roster = roster.settled(for: policy)
    let trusted = stored.trusted(for: roster)
    var table = trusted.emptyTable(for: roster, hasSlices: hasSlices)
    table.fill(plan(for: table, context: context, request: request), from: trusted)
    return judge(table, context: context, request: request, caseName: caseName, today: today)
  }

  private var hasSlices: Bool { policy.expectations.contains { $0.slices != nil } }

  /// Judges a table: a pure function of it, the policy and the facts about the case.
  package func judge(
    _ table: MeasurementTable, context: [String: String], request: ExportRequest = ExportRequest(),
    caseName: String = "", today: CalendarDay? = nil
  ) -> EvaluationResult {
    let facts = CaseFacts(policy: policy, table: table, context: context, request: request).located()
    var findings: [Finding] = []
    var questions: [OpenQuestion] = []
    for expectation in [standardFile(facts)] + policy.expectations {
      for finding in self.findings(of: expectation, facts: facts) {
        var numbered = finding
        numbered.id = "F\(findings.count + 1)"
        if let question = expectation.kind.judged.question {
          questions += self.questions(question, of: expectation, waiting: numbered, facts: facts)
        }
        findings.append(numbered)
      }
    }
    for judgement in CoverageJudgement(facts: facts, findings: findings.deciding).judge() {
      findings.append(coverageFinding(judgement, id: "F\(findings.count + 1)"))
    }
    let waivers = WaiverDesk(policy: policy, facts: facts, caseName: caseName, today: today).settle(&findings)
    return EvaluationResult(findings: findings, facts: facts, waivers: waivers, questions: questions)
  }

  /// What the policy asks of an export whose roster a table has.
  private func plan(
    for table: MeasurementTable, context: [String: String], request: ExportRequest
  ) -> MeasurementPlan {
    let facts = CaseFacts(policy: policy, table: table, context: context, request: request)
    var plan = MeasurementPlan()
    let slices = (table.slices ?? [:]).map { (index: $0, facts: facts.with($1)) }
    for expectation in policy.expectations {
      for subject in subjects(of: expectation) {
        for kind in Strata(expectation: expectation, facts: facts).kinds {
          if expectation.slices == nil {
            plan.whole += questions(of: kind, subject: subject, facts: facts)
          } else {
            for slice in slices {
              plan.slices[slice.index, default: []] += questions(of: kind, subject: subject, facts: slice.facts)
            }
          }
        }
        for condition in [expectation.when, expectation.unless].compactMap(\.self) {
          plan.whole += facts.questions(condition.needs(subject: subject.flatMap { policy.label($0) }))
        }
      }
    }
    for condition in policy.waivers.compactMap(\.when) { plan.whole += facts.questions(condition.needs(subject: nil)) }
    return plan
  }

  private func questions(of kind: any JudgedKind, subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    let involved = involved(kind, subject: subject)
    let places = involved.compactMap { facts.filled($0) }
    guard type(of: kind).judgesAbsence || places.count == involved.count else { return [] }
    // Where something fails, its place is told.
    return places.map { BoundingBox(structure: $0) } + kind.measures(subject: subject, facts: facts)
  }

  /// What is judged of every case's files, as far as no `file` expectation that applies to the case says otherwise.
  private func standardFile(_ facts: CaseFacts) -> Expectation {
    let parts = policy.deciding.expectations.reduce(FileIntegrity.Part.all) { parts, expectation in
      let settled = expectation.judgedKinds.map(\.fileParts).reduce(parts) { $0.intersection($1) }
      let applies = !settled.isEmpty && condition(expectation, subject: nil, facts: facts) == nil
      return applies ? parts.subtracting(settled) : parts
    }
    return Expectation(
      id: "file", kind: FileIntegrity(standardFor: parts), subjects: [], severity: .reject, when: nil, unless: nil,
      because:
        "A mask that cannot be read, lies on another grid than its image or is empty says nothing about anatomy.",
      source: nil, repair: nil, reference: nil, range: policy.range)
  }

  /// The subject and the labels that the kind speaks of beside it.
  private func involved(_ kind: any JudgedKind, subject: String?) -> [String] {
    [subject].compactMap { $0 } + kind.labels(beside: subject, in: policy)
  }

  private func subjects(of expectation: Expectation) -> [String?] {
    expectation.subjects.isEmpty ? [nil] : expectation.subjects
  }

  private func findings(of expectation: Expectation, facts: CaseFacts) -> [Finding] {
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
  private func questions(
    _ question: Ask.Question, of expectation: Expectation, waiting finding: Finding, facts: CaseFacts
  ) -> [OpenQuestion] {
    guard finding.outcome == .notEvaluable else { return [] }
    guard let quorum = expectation.quorum else {
      guard finding.causes.contains(where: { $0.kind == .noModel }) else { return [] }
      let open = finding.causes.filter { $0.kind != .noModel }
      return [OpenQuestion(finding: finding.id, text: question.text, expected: question.expected, open: open)]
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

  private func finding(_ judgement: Judgement, of expectation: Expectation, subject: String?) -> Finding {
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
  private func coverageFinding(_ judgement: Judgement, id: String) -> Finding {
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
  private func blamed(
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

  private func judgements(_ expectation: Expectation, subject: String?, facts: CaseFacts) -> [Judgement] {
    let condition = condition(expectation, subject: subject, facts: facts)
    // First of all: who excepts a case (a kidney that was removed) need not be told that the label is absent.
    if let condition, condition.outcome == .skipped { return [condition] }
    let judged = unconditioned(expectation, subject: subject, facts: facts)
    guard let condition else { return judged }
    return applied(judged, under: condition)
  }

  /// What an expectation says of a label to which it applies.
  private func unconditioned(_ expectation: Expectation, subject: String?, facts: CaseFacts) -> [Judgement] {
    Strata(expectation: expectation, facts: facts).judge { kind in
      let involved = involved(kind, subject: subject)
      if !type(of: kind).judgesAbsence {
        let causes = involved.compactMap { facts.absence(of: $0) }
        if !causes.isEmpty { return [.unknown("This", causes)] }
      }
      guard let slices = expectation.slices else { return kind.judge(subject: subject, facts: facts) }
      return SliceJudgement(quantifier: slices, facts: facts).judge(labels: involved) {
        kind.judge(subject: subject, facts: $0)
      }
    }
  }

  /// What judgements come to when nobody knows whether their expectation applies: a pass stays one, since it would be
  /// skipped otherwise; everything else is as unknown as the condition.
  private func applied(_ judged: [Judgement], under condition: Judgement) -> [Judgement] {
    judged.map { judgement in
      switch judgement.outcome {
      case .pass, .skipped, .waived: return judgement
      case .warn, .fail, .notEvaluable:
        var open = condition
        (open.aspect, open.labels) = (Aspect(judgement.aspect.field, .unknown), judgement.labels)
        open.causes = condition.causes.joined(with: judgement.causes)
        let isAboutFacts = condition.causes.contains { $0.kind == .noContext }
        if isAboutFacts, judgement.outcome == .fail || judgement.worst == .fail { open.worst = .fail }
        open.severity = judgement.severity
        return open
      }
    }
  }

  /// Skipped when a condition says so, not evaluable when it cannot tell, nil when the expectation applies.
  private func condition(_ expectation: Expectation, subject: String?, facts: CaseFacts) -> Judgement? {
    let label = subject.flatMap { policy.label($0) }
    var open: [(text: String, causes: [UnknownCause])] = []
    for (condition, wanted) in [(expectation.when, Truth.true), (expectation.unless, Truth.false)] {
      guard let condition else { continue }
      switch condition.evaluate(subject: label, facts: facts) {
      case wanted: continue
      // The other condition may still settle it.
      case .unknown(let causes): open.append((condition.text, causes))
      default:
        let cause = skipCause(condition, applies: wanted == .true, subject: subject, facts: facts)
        return Judgement(.skipped, aspect: .skipped, message: "Not judged: \(cause).", reason: cause)
      }
    }
    guard !open.isEmpty else { return nil }
    // Both may be unknown, each for causes of its own.
    let causes = open.reduce(into: [UnknownCause]()) { $0 = $0.joined(with: $1.causes) }
    let texts = listed(open.map { "“\($0.text)”" })
    return .unknown("Whether \(texts) \(open.count == 1 ? "holds" : "hold")", causes, aspect: .unknown)
  }

  private func skipCause(_ condition: Condition, applies: Bool, subject: String?, facts: CaseFacts) -> String {
    guard applies else { return "the exception “\(condition.text)” holds" }
    let cut = condition.needs(subject: subject.flatMap { facts.policy.label($0) }).predicates
      .filter { $0.predicate == .complete && !facts.cuts($0.label).isEmpty }.map(\.label).sorted()
    let clauses = cut.map { label in
      let faces = facts.cuts(label)
      return "\(label) is cut by the \(listed(faces)) \(faces.count == 1 ? "face" : "faces") of the field of view"
    }
    return clauses.isEmpty ? "the condition “\(condition.text)” does not hold" : listed(clauses)
  }
}
