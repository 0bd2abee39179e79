package import LanguageModel
import PolicyLanguage

extension PromptSet {
  /// The questions as a model would be asked them about a case, in the order of the stages and readings, without asking. Where a stage waits for an earlier answer, what the
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
        for reading in 1...max(1, evidence.policy.decision.votes) {
          requests.append(
            try ClinicalSynthesis.request(
              evidence, findings: evidence.findings, stages: stages, reading: reading, table: table, prompt: prompt))
        }
      }
      for statement in stages.first(where: { $0.name == prompt.stage })?.statements ?? [] { table.add(statement) }
    }
    return requests
  }
}
