import Evaluation
import PolicyLanguage

/// One case on its way through the stages: what is known so far.
struct Course: Sendable {
  let evidence: CaseEvidence
  /// The findings as they stand, answers included.
  private(set) var findings: [Finding]
  /// What questions are about.
  let focus: Focus
  /// What can be cited.
  var table: EvidenceTable
  var stages: [StageRecord] = []
  /// Why a stage failed.
  var failure: StageFailure?
  private let checker: any StatementChecker
  /// The grounded reasons of each reading.
  private var readings: [[Statement]] = []

  init(evidence: CaseEvidence, checker: any StatementChecker = Grounding()) {
    self.evidence = evidence
    self.checker = checker
    findings = evidence.findings
    focus = Focus(on: evidence)
    table = EvidenceTable(evidence: evidence, findings: focus.findings(of: evidence.findings), checker: checker)
  }

  /// What the policy wants answered from the pictures and nobody has answered.
  var openQuestions: [OpenQuestion] {
    evidence.questions.filter { question in
      findings.contains { $0.id == question.finding && $0.outcome == .notEvaluable }
    }
  }

  /// What was seen: the observations, and what came of the comparison.
  var observations: [Statement] { statements(of: .visualFeatures) + statements(of: .contrast) }

  /// The case as prompts show it.
  func text(_ options: ReasoningOptions) -> EvidenceText {
    EvidenceText(evidence: options.shown(evidence), findings: options.shown(findings), focus: focus)
  }

  func statements(of stage: StageRecord.Name) -> [Statement] { stages.first { $0.name == stage }?.statements ?? [] }

  /// Puts answers into the findings, and makes the findings citable as they now are. Under `model: advises` answers
  /// are recorded and settle nothing.
  mutating func settle(_ questions: [OpenQuestion], by answers: [StageRecord.Answer]) {
    findings =
      evidence.policy.decision.model == .advises
      ? findings.left(open: questions) : findings.settled(questions, by: answers, policy: evidence.policy)
    table = EvidenceTable(evidence: evidence, findings: focus.findings(of: findings), checker: checker)
    for statement in stages.flatMap(\.statements) { table.add(statement) }
  }

  /// A vote with what its grounded reasons speak of.
  mutating func weigh(_ vote: StageRecord.Vote, _ statements: [Statement]) -> ModelVerdict.Vote {
    let grounded = statements.filter(\.grounded)
    readings.append(grounded)
    // A verdict is carried by reasons that speak for it and rest on this case: a finding or a picture, not on knowledge
    // alone.
    let carrying = grounded.map { ($0, table.gather($0.evidence)) }
      .filter { $0.supports == vote.decision && (!$1.findings.isEmpty || $1.restsOnPicture) }
    let cited = Set(carrying.flatMap { $1.findings.map(\.id) })
    return ModelVerdict.Vote(
      decision: vote.decision, confidence: vote.confidence, carrying: carrying.map { $0.0.id }, cited: cited,
      clearings: grounded.compactMap(clearing))
  }

  /// What a grounded reason would clear: the one finding that it cites, where it also rests on something else than
  /// findings: an observation of a picture at that place, or a fact of the case that the policy itself brings together
  /// with the expectation or its structures. What knowledge, inferences and comparisons say is not enough.
  private func clearing(by reason: Statement) -> Clearing? {
    let cited = findings.filter { reason.evidence.contains($0.id) }
    guard let supports = reason.supports, let finding = cited.first, cited.count == 1 else { return nil }
    let facts = evidence.policy.facts(bearingOn: finding.expectation, about: finding.labels)
    let isBorneOut = reason.evidence.contains { id in
      table.fact(id).map { facts.contains($0.name) }
        ?? statements(of: .visualFeatures).contains { $0.id == id && isObservation($0, of: finding) }
    }
    return isBorneOut ? Clearing(finding: finding.id, reason: reason.id, supports: supports) : nil
  }

  /// Whether a statement says what a picture shows of a finding's structures, and of no others.
  private func isObservation(_ statement: Statement, of finding: Finding) -> Bool {
    let shown = Set(table.names.mentions(in: statement.text))
    return statement.grounded && !shown.isEmpty && shown.isSubset(of: finding.labels)
      && statement.evidence.contains(where: table.isPicture)
  }

  /// Whether a model's votes so far would lower the verdict of the rules: the other votes may still object.
  func lowers(_ verdict: ModelVerdict) -> Bool {
    let arbitration = Arbitrator(evidence.policy).decide(findings, model: .verdict(verdict)).arbitration
    return (arbitration.observed ?? arbitration.final) < arbitration.rules
  }

  /// The decision and its reasons.
  func conclusion(opinion: ModelOpinion) -> Conclusion {
    let (arbitration, score) = Arbitrator(evidence.policy).decide(findings, model: opinion)
    return Conclusion(
      decision: arbitration.final, score: score, findings: evidence.whole(findings),
      reasons: ReasonWriter.numbered(drafts(opinion)), stages: stages,
      arbitration: arbitration)
  }

  /// The model's grounded reasons, and of the rules' reasons those that the model's do not cover with at least the same
  /// weight.
  private func drafts(_ opinion: ModelOpinion) -> [ReasonWriter.Draft] {
    let writer = ReasonWriter(evidence: evidence)
    let byRules = writer.drafts(for: findings, diagnosis: Diagnosis(of: findings, in: evidence))
    guard case .verdict(let verdict) = opinion else { return byRules }
    let worst = verdict.votes.indices.max { verdict.votes[$0].decision < verdict.votes[$1].decision }
    guard let chosen = verdict.majority?.first ?? worst, readings.indices.contains(chosen) else { return byRules }
    let byModel = readings[chosen].compactMap { statement -> (draft: ReasonWriter.Draft, cited: Set<String>)? in
      let cited = table.gather(statement.evidence).findings
      return (writer.draft(statement, cited: cited), Set(cited.map(\.id)))
    }
    let uncovered = byRules.filter { draft in
      let covering = byModel.filter { $0.draft.reason.severity >= draft.reason.severity }
      let covered = covering.reduce(into: Set<String>()) { $0.formUnion($1.cited) }
      return !draft.reason.evidence.allSatisfy(covered.contains)
    }
    return byModel.map(\.draft) + uncovered
  }
}

extension ReasonWriter {
  /// A model's grounded reason, with place and remedy from the findings it cites.
  fileprivate func draft(_ statement: Statement, cited: [Finding]) -> Draft {
    let odd = cited.filter { $0.outcome != .pass }.sorted { $0.severity > $1.severity }
    let severity: Severity =
      switch statement.supports {
      case .reject: .reject
      case .review: .review
      case .accept, nil: .note
      }
    let reason = Reason(
      id: "", fault: statement.fault, kind: (odd.first ?? cited.first)?.kind ?? "visual", severity: severity,
      label: statement.label ?? odd.first?.labels.first, text: statement.text, evidence: statement.evidence,
      location: odd.lazy.compactMap(\.location).first, counterfactual: odd.lazy.compactMap(\.counterfactual).first,
      repair: odd.lazy.compactMap(\.repair).first)
    return Draft(reason: reason, margin: odd.compactMap(\.margin).min())
  }
}
