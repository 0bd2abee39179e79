package import Geometry
package import Measurements
package import PolicyLanguage
package import Volume

/// Judges a policy's expectations on one export.
package struct Evaluator: Sendable {
  let policy: Policy

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

  /// What is judged of every case's files, as far as no `file` expectation that applies to the case says otherwise.
  func standardFile(_ facts: CaseFacts) -> Expectation {
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
  func involved(_ kind: any JudgedKind, subject: String?) -> [String] {
    [subject].compactMap { $0 } + kind.labels(beside: subject, in: policy)
  }

  func subjects(of expectation: Expectation) -> [String?] {
    expectation.subjects.isEmpty ? [nil] : expectation.subjects
  }
}
