package import LanguageModel
import PolicyLanguage

extension PromptSet {
  /// The questions as a model would be asked them about a case, in the order of the stages and readings, without
  /// asking. Where a stage waits for an earlier answer, what the rules say stands in for it.
  package func preview(
    of evidence: CaseEvidence, options: ReasoningOptions = ReasoningOptions()
  ) throws(PromptError) -> [ModelRequest] {
    let evidence = options.used(of: evidence)
    let shown = options.shown(evidence)
    var stages = RulesReasoner().decide(evidence).stages
    if options.leavesOut(.noKnowledge) { stages.removeAll { $0.name == .knowledgeRecall } }
    if evidence.pictures.isEmpty { stages.removeAll { $0.name == .visualFeatures } }
    func said(_ stage: StageRecord.Name) -> [Statement] { stages.first { $0.name == stage }?.statements ?? [] }

    var table = EvidenceTable(evidence: evidence, findings: evidence.findings)
    var requests: [ModelRequest] = []
    for prompt in all where options.leavesOut(.singlePass) == (prompt.stage == .singlePass) {
      switch prompt.stage {
      case .knowledgeRecall where options.leavesOut(.noKnowledge): continue
      case .knowledgeRecall: requests.append(try KnowledgeRecall.request(evidence.policy, prompt: prompt))
      case .visualFeatures:
        guard !evidence.pictures.isEmpty else { continue }
        requests.append(
          try VisualFeatures.request(shown, questions: evidence.questions, table: table, prompt: prompt))
      case .contrast:
        guard let contrast = evidence.contrast, contrast.candidates.count > 1 else { continue }
        requests.append(try ContrastRanking.request(contrast, policy: evidence.policy, prompt: prompt))
      case .anatomicalInference:
        requests.append(
          try AnatomicalInference.request(
            shown, findings: shown.findings, knowledge: said(.knowledgeRecall), observations: said(.visualFeatures),
            table: table, prompt: prompt))
      case .clinicalSynthesis:
        // Readings are samples of one question.
        for sample in 0..<max(1, evidence.policy.decision.votes) {
          var request = try ClinicalSynthesis.request(
            shown, findings: shown.findings, stages: stages, table: table, prompt: prompt)
          request.sample = sample
          requests.append(request)
        }
      case .singlePass:
        requests.append(
          try SinglePass.request(
            shown, questions: evidence.pictures.isEmpty ? [] : evidence.questions, table: table, prompt: prompt))
      }
      for statement in said(prompt.stage) { table.add(statement) }
    }
    return requests
  }
}
