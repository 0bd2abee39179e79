package import LanguageModel

extension PromptSet {
  /// The four questions as a model would be asked them about a case, in the order of the stages, without asking. Where a stage waits for an earlier answer, what the
  /// rules say stands in for it.
  package func preview(of evidence: CaseEvidence) throws(PromptError) -> [ModelRequest] {
    let stages = RulesReasoner().decide(evidence).stages
    var table = EvidenceTable(evidence: evidence, findings: evidence.findings)
    var requests: [ModelRequest] = []
    for prompt in all {
      switch prompt.stage {
      case .knowledgeRecall: requests.append(try KnowledgeRecall.request(evidence.policy, prompt: prompt))
      case .visualFeatures:
        requests.append(
          try VisualFeatures.request(evidence, questions: evidence.questions, table: table, prompt: prompt))
      case .anatomicalInference:
        requests.append(
          try AnatomicalInference.request(
            evidence, findings: evidence.findings, knowledge: stages[0].statements,
            observations: stages[1].statements, table: table, prompt: prompt))
      case .clinicalSynthesis:
        requests.append(
          try ClinicalSynthesis.request(
            evidence, findings: evidence.findings, stages: stages, reading: 1, table: table, prompt: prompt))
      }
      for statement in stages.first(where: { $0.name == prompt.stage })?.statements ?? [] { table.add(statement) }
    }
    return requests
  }
}
