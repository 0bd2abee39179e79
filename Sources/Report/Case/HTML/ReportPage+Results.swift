internal import Evaluation
package import Pictures
internal import PolicyLanguage
internal import Reasoning
package import Results
internal import Wording

extension ReportPage {
  /// The page of a run: its results and the pictures that were drawn of each case.
  package init(of results: [(result: CaseResult, pictures: [Picture])]) {
    let cases = results.map { ReportCase($0.result, pictures: $0.pictures, places: [], atlas: nil) }
    let all = results.compactMap(\.result.record?.provenance)
    let policies = Set(all.map { "\($0.policy.id) \($0.policy.version)" }).sorted()
    let facts = all.first.map { run in
      [
        ReportFact("Program", run.program),
        ReportFact(policies.count == 1 ? "Policy" : "Policies", policies.joined(separator: ", ")),
        ReportFact(
          "Reasoner",
          run.reasoner == "rules"
            ? "rules; no language model was consulted" : "language model within the policy's rules"),
        ReportFact("Started", run.started),
      ]
    }
    let title = cases.count == 1 ? "\(cases[0].name)" : "\(cases.count) segmentation exports"
    self.init(title: title, cases: cases, provenance: facts ?? [])
  }
}

extension ReportCase {
  /// - Parameters:
  ///   - pictures: what a model was shown, or would be.
  ///   - places: the places that the reasons are about.
  package init(_ result: CaseResult, pictures: [Picture], places: [Picture], atlas: SliceAtlas?) {
    guard let record = result.record else {
      self.init(name: result.caseName, task: "", verdict: .notChecked, failure: result.failure?.message)
      return
    }
    let shown = record.stages.lazy.compactMap(\.pictures).first ?? []
    self.init(
      name: record.caseName, task: record.task, verdict: ReportVerdict(record.decision),
      sentence: PlainSentence.of(record), score: record.score,
      arbitration: ReportArbitration(
        rules: ReportVerdict(record.arbitration.rules), model: record.arbitration.model.map(ReportVerdict.init),
        because: record.arbitration.because),
      reasons: record.reasons.map { ReportReason($0, in: record) }, findings: record.findings.map(ReportFinding.init),
      stages: record.stages.map(ReportStage.init),
      pictures: pictures.map { picture in
        ReportPicture(picture, id: shown.first { $0.name == picture.name }?.id)
      }, places: places.map { ReportPicture($0, id: nil) }, atlas: atlas, observed: Self.observed(record),
      unjudged: record.unjudgedSentences, notes: record.notes, provenance: ReportFact.list(record.provenance))
    scoreBasis = record.scoreBasis?.words
  }
}

extension ReportCase {
  private static func observed(_ record: Record) -> [String] {
    guard let counts = record.counts.observed else { return [] }
    let odd = record.findings.filter { $0.isObserved && ($0.outcome == .fail || $0.outcome == .warn) }
    return [counts.sentence] + odd.map { "\($0.id) \($0.expectation): \($0.message)" }
  }
}

extension ReportPicture {
  init(_ picture: Picture, id: String?) {
    self.init(
      id: id, name: picture.name, caption: picture.caption, width: picture.width, height: picture.height,
      png: picture.png, marks: picture.marks)
  }
}

extension ReportVerdict {
  init(_ decision: Decision) {
    self =
      switch decision {
      case .accept: .accept
      case .review: .review
      case .reject: .reject
      }
  }
}

extension ReportReason {
  init(_ reason: Reason, in record: Record) {
    let finding = reason.evidence.lazy.compactMap { id in record.findings.first { $0.id == id } }.first
    // Coverage and the standard look at files belong to the policy as a whole, and nobody waives them.
    let waived = finding.flatMap { ["coverage", "file"].contains($0.expectation) ? nil : $0 }
    // The page's heading names the fault already.
    let heading = reason.fault.map { "\($0.title): " } ?? ""
    let text = reason.text.hasPrefix(heading) ? String(reason.text.dropFirst(heading.count)) : reason.text
    self.init(
      id: reason.id, fault: reason.fault?.title, severity: reason.severity.rawValue,
      labels: [reason.label].compactMap { $0 } + (reason.otherLabels ?? []), text: text,
      evidence: reason.evidence, place: reason.location.map { Place(location: $0).words },
      counterfactual: reason.counterfactual, repair: reason.repair, sentence: PlainSentence.of(reason),
      waiver: waived.map {
        "{expectation: \($0.expectation), cases: [\(record.caseName)], until: YYYY-MM-DD, owner: …, reason: …}"
      })
  }
}

extension ReportFinding {
  init(_ finding: Finding) {
    let outcome: Outcome =
      switch finding.outcome {
      case .pass: .pass
      case .warn: .warn
      case .fail: .fail
      case .notEvaluable: .notEvaluable
      case .skipped: .skipped
      case .waived: .waived
      }
    self.init(
      id: finding.id, outcome: outcome, severity: finding.severity.rawValue, expectation: finding.expectation,
      kind: finding.kind, labels: finding.labels,
      measured: finding.measured.map { Significant.text($0.value, digits: 4) + ($0.unit.isEmpty ? "" : " \($0.unit)") },
      scale: LimitScale(finding), isObserved: finding.isObserved, expected: finding.expected, margin: finding.margin,
      message: finding.message, cause: finding.cause,
      because: finding.because,
      citation: finding.source.map { source in
        [source.cite, source.population, source.mean.map { "mean \($0)" }].compactMap { $0 }.joined(separator: "; ")
      },
      place: finding.location.map { Place(location: $0).words }, counterfactual: finding.counterfactual)
    compared = finding.compared ?? []
  }
}

extension ReportStage {
  init(_ stage: StageRecord) {
    var notes: [String] = []
    if let model = stage.model {
      notes.append("Model \(model)" + (stage.prompt.map { ", prompt \($0.id) \($0.version)" } ?? ""))
    }
    notes += [stage.note, stage.error].compactMap { $0 }
    self.init(
      name: stage.name.rawValue, notes: notes,
      statements: stage.statements.map {
        Statement(
          id: $0.id, text: $0.text, evidence: $0.evidence, isGrounded: $0.grounded, problem: $0.problem)
      })
  }
}

extension ReportFact {
  static func list(_ provenance: Provenance) -> [ReportFact] {
    let inputs = provenance.inputs.map { input -> ReportFact in
      var words = ["SHA-256 \(input.sha256)"]
      if let grid = input.grid {
        words.append(grid.size.map(String.init).joined(separator: " × ") + " voxels")
        if let spacing = grid.spacingMM {
          words.append(spacing.map { Significant.text($0, digits: 4) }.joined(separator: " × ") + " mm")
        }
        words.append(grid.orientation ?? "orientation unknown")
      }
      return ReportFact(input.role.prefix(1).uppercased() + input.role.dropFirst(), words.joined(separator: "; "))
    }
    let context = provenance.context.sorted { $0.key < $1.key }.map { ReportFact($0.key, $0.value) }
    return inputs + [
      ReportFact("Policy", "\(provenance.policy.id) \(provenance.policy.version), SHA-256 \(provenance.policy.sha256)"),
      ReportFact("Program", provenance.program), ReportFact("Reasoner", provenance.reasoner),
      ReportFact("Started", provenance.started),
    ] + context
  }
}
