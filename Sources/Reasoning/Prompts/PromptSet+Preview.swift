package import LanguageModel
import PolicyLanguage

extension PromptSet {
  /// The questions as a model would be asked them about a case, in the order of the stages and readings, without
  /// asking. Where a stage waits for an earlier answer, what the rules say stands in for it.
  package func preview(
    of evidence: CaseEvidence, options: ReasoningOptions = ReasoningOptions(),
    by capacity: ModelCapacity = ModelCapacity()
  ) throws(PromptError) -> [ModelRequest] {
    // What stands in for a model's words says no more than a model can.
    let evidence = options.used(of: evidence, by: capacity).forModels
    let course = Course(evidence: evidence)
    let text = course.text(options)
    var stages = RulesReasoner().decide(evidence).stages
    if options.leavesOut(.noKnowledge) { stages.removeAll { $0.name == .knowledgeRecall } }
    if evidence.pictures.isEmpty { stages.removeAll { $0.name == .visualFeatures } }
    let groups = KnowledgeGroup.asked(for: evidence, focus: course.focus)
    // What a model says is about what it was asked.
    let asked = Set(groups.flatMap { $0.expectations(of: evidence.policy).map(\.id) }).union(course.focus.odd)
    for index in stages.indices {
      stages[index].statements.removeAll { statement in !statement.evidence.contains(where: asked.contains) }
    }
    func said(_ stage: StageRecord.Name) -> [Statement] { stages.first { $0.name == stage }?.statements ?? [] }

    var table = course.table
    var requests: [ModelRequest] = []
    for prompt in all where options.leavesOut(.singlePass) == (prompt.stage == .singlePass) {
      switch prompt.stage {
      case .knowledgeRecall where options.leavesOut(.noKnowledge): continue
      case .knowledgeRecall:
        for group in groups {
          requests.append(try KnowledgeRecall.request(evidence.policy, about: group, prompt: prompt))
        }
      case .visualFeatures:
        guard !evidence.pictures.isEmpty else { continue }
        requests += try VisualFeatures.requests(
          text, questions: PictureQuestions(evidence.questions, of: evidence), table: table, prompt: prompt
        ).map(\.request)
      case .contrast:
        guard let contrast = evidence.contrast, contrast.candidates.count > 1 else { continue }
        requests.append(try ContrastRanking.request(contrast, policy: evidence.policy, prompt: prompt))
      case .anatomicalInference:
        requests.append(
          try AnatomicalInference.request(
            text, knowledge: said(.knowledgeRecall), observations: said(.visualFeatures), table: table,
            prompt: prompt))
      case .clinicalSynthesis:
        // Readings are samples of one question.
        for sample in 0..<max(1, evidence.policy.decision.votes) {
          var request = try ClinicalSynthesis.request(
            text, stages: stages, table: table, prompt: prompt)
          request.sample = sample
          requests.append(request)
        }
      case .singlePass:
        requests.append(
          try SinglePass.request(
            text, questions: PictureQuestions(evidence.pictures.isEmpty ? [] : evidence.questions, of: evidence),
            table: table, prompt: prompt))
      }
      for statement in said(prompt.stage) { table.add(statement) }
    }
    for index in requests.indices { requests[index].maximumTokens = capacity.answerTokens }
    return requests
  }
}
