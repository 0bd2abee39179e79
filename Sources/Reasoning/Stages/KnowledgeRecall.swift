import Concurrency
import Evaluation
import JSON
import LanguageModel
import PolicyLanguage

/// Stage 1: what is known about the anatomy before anyone looks. Facts `K1`… cite expectations of the policy.
enum KnowledgeRecall {
  /// The policy's own reasons and citations, one statement per expectation that has any.
  static func byRules(_ policy: Policy) -> StageRecord {
    var statements: [Statement] = []
    for expectation in policy.expectations {
      let source = expectation.source.map { source in
        let details = [source.population, source.mean.map { "mean \($0)" }].compactMap(\.self)
        return "Source: \(source.cite)\(details.isEmpty ? "" : " (\(details.joined(separator: "; ")))")."
      }
      let parts = [expectation.because, source].compactMap(\.self)
      guard !parts.isEmpty else { continue }
      statements.append(
        Statement(
          id: "K\(statements.count + 1)", text: parts.joined(separator: " "), evidence: [expectation.id],
          grounded: true))
    }
    return StageRecord(name: .knowledgeRecall, statements: statements, note: noModelNote)
  }

  static let noModelNote = "No language model was consulted: the policy's own reasons and citations."
}

extension KnowledgeRecall {
  /// The question to a model: text only, about some structures of the policy alone, so that one answer serves every
  /// case.
  static func request(
    _ policy: Policy, about group: KnowledgeGroup, prompt: Prompt
  ) throws(PromptError) -> ModelRequest {
    let (system, user) = try prompt.render([
      "task": EvidenceText.task(policy), "structures": EvidenceText.declarations(policy, of: group),
      "expectations": EvidenceText.expectations(policy, about: group),
    ])
    let statement = AnswerSchema.object([
      ("text", AnswerSchema.sentence("one sentence of anatomy, without numbers of your own")),
      ("evidence", AnswerSchema.ids(group.expectations(of: policy).map(\.id))),
    ])
    let schema = AnswerSchema.object([("statements", AnswerSchema.list(of: statement, "the facts that matter"))])
    return ModelRequest(system: system, parts: [.text(user)], schemaName: "knowledge_recall", schema: schema)
  }

  /// The facts, checked against the policy.
  static func statements(in answer: JSONValue, policy: Policy) throws(ModelError) -> [Statement] {
    var table = EvidenceTable(policy: policy)
    var statements: [Statement] = []
    for item in try AnswerReader(value: answer).list("statements") {
      let statement = Statement(
        id: "K\(statements.count + 1)", text: try item.text("text"), evidence: try item.ids("evidence"),
        grounded: false)
      statements.append(table.check(statement))
    }
    return statements
  }
}

extension ModelReasoner {
  /// Asks for the anatomy of the structures that matter, group by group: one answer serves every case of a policy.
  func recall(_ course: inout Course) async throws {
    let evidence = course.evidence
    func leaveOut(_ note: String) { course.stages.append(StageRecord(name: .knowledgeRecall, note: note)) }
    guard !options.leavesOut(.noKnowledge) else {
      return leaveOut("Left out (no-knowledge): the model was not asked what it knows.")
    }
    let groups = KnowledgeGroup.asked(for: evidence, focus: course.focus)
    guard !groups.isEmpty else {
      return leaveOut("No structure is odd, so the model was not asked what it knows of any.")
    }
    try await stage(.knowledgeRecall, &course) { prompt, course, record in
      for group in groups {
        let known = try await knowledge(of: group, in: evidence.policy, prompt)
        record.take(known)
      }
      if groups.count > 1 { record.note = "Asked about \(groups.count) groups of structures." }
      for statement in record.statements { course.table.add(statement) }
    }
  }

  private func knowledge(
    of group: KnowledgeGroup, in policy: Policy, _ prompt: Prompt
  ) async throws -> StageRecord {
    let key = KnowledgeKey(
      policy: "\(policy.id) \(policy.version) \(policy.digest)", structures: group.labels, prompt: prompt.sha256,
      model: model.name)
    let (reasoner, request) = (self, try KnowledgeRecall.request(policy, about: group, prompt: prompt))
    return try await knowledge.value(for: key) {
      let answer = try await reasoner.ask(request)
      var record = StageRecord(name: .knowledgeRecall, prompt: prompt.reference)
      record.take(answer)
      record.statements = try KnowledgeRecall.statements(in: answer.value, policy: policy)
      return record
    }
  }
}

extension StageRecord {
  /// Takes over what a further group's record says, its statements numbered on.
  fileprivate mutating func take(_ other: StageRecord) {
    let isFirst = model == nil
    model = other.model
    latencyMilliseconds = (latencyMilliseconds ?? 0) + (other.latencyMilliseconds ?? 0)
    cached = other.cached && (isFirst || cached)
    usage = isFirst ? other.usage : usage.flatMap { before in other.usage.map { before + $0 } }
    statements += other.statements.enumerated().map { place, statement in
      var numbered = statement
      numbered.id = "K\(statements.count + place + 1)"
      return numbered
    }
  }
}
