import LanguageModel
import PolicyLanguage

extension ModelReasoner {
  /// Stage 1: one answer serves every case of a policy.
  func recall(_ course: inout Course) async throws {
    let policy = course.evidence.policy
    guard !options.leavesOut(.noKnowledge) else {
      course.stages.append(
        StageRecord(name: .knowledgeRecall, note: "Left out (no-knowledge): the model was not asked what it knows."))
      return
    }
    try await stage(.knowledgeRecall, &course) { prompt, course, record in
      let key = KnowledgeMemory.Key(
        policy: "\(policy.id) \(policy.version) \(policy.digest)", prompt: prompt.sha256, model: model.name)
      let (model, request) = (model, try KnowledgeRecall.request(policy, prompt: prompt))
      record = try await knowledge.record(for: key) {
        let answer = try await model.answer(request)
        var record = StageRecord(name: .knowledgeRecall, prompt: prompt.reference)
        record.take(answer)
        record.statements = try KnowledgeRecall.statements(in: answer.value, policy: policy)
        return record
      }
      for statement in record.statements { course.table.add(statement) }
    }
  }
}
