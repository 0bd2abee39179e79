import Digest
import Evaluation
package import LanguageModel
import Pictures
import PolicyLanguage

/// Decides with a language model in four stages, under the policy's rules: a model may only do what arbitration lets it.
///
/// Whatever goes wrong with the model ends in `on_model_failure` or worse, never in accept. Knowledge is recalled once per policy and model.
package struct ModelReasoner: Reasoner {
  private let model: any LanguageModel
  private let prompts: PromptSet
  private let knowledge = KnowledgeMemory()

  package init(model: any LanguageModel, prompts: PromptSet) {
    self.model = model
    self.prompts = prompts
  }

  package func reason(about evidence: CaseEvidence) async -> Outcome {
    var course = Course(evidence: evidence)
    do {
      try await recall(&course)
      try await look(&course)
      try await infer(&course)
      let verdict = try await judge(&course)
      return course.outcome(opinion: .verdict(verdict))
    } catch {
      return course.outcome(opinion: .failed(course.failure ?? StageFailure.words(for: error)))
    }
  }

  /// Stage 1.
  private func recall(_ course: inout Course) async throws {
    let policy = course.evidence.policy
    try await record(.knowledgeRecall, &course) { prompt, course in
      let key = KnowledgeMemory.Key(
        policy: "\(policy.id) \(policy.version) \(policy.digest)", prompt: prompt.sha256, model: model.name)
      let (model, request) = (model, try KnowledgeRecall.request(policy, prompt: prompt))
      let stage = try await knowledge.record(for: key) {
        let answer = try await model.answer(request)
        var record = StageRecord(name: .knowledgeRecall, prompt: prompt.reference)
        record.take(answer)
        record.statements = try KnowledgeRecall.statements(in: answer.value, policy: policy)
        return record
      }
      for statement in stage.statements { course.table.add(statement) }
      return stage
    }
  }

  /// Stage 2. Without pictures nothing is looked at, and questions about them stay open.
  private func look(_ course: inout Course) async throws {
    let evidence = course.evidence
    guard !evidence.pictures.isEmpty else {
      course.stages.append(
        StageRecord(name: .visualFeatures, note: "No picture was given, so the model was not asked to look."))
      return
    }
    let open = evidence.questions.filter { question in
      evidence.findings.contains { $0.id == question.finding && $0.outcome == .notEvaluable }
    }
    try await record(.visualFeatures, &course) { prompt, course in
      let request = try VisualFeatures.request(evidence, questions: open, table: course.table, prompt: prompt)
      let answer = try await model.answer(request)
      var record = StageRecord(name: .visualFeatures, prompt: prompt.reference)
      record.take(answer)
      record.pictures = evidence.pictures.enumerated().map { index, picture in
        var hash = SHA256()
        hash.update(picture.png)
        return .init(id: "P\(index + 1)", name: picture.name, sha256: hash.hexadecimal())
      }
      record.answers = try VisualFeatures.answers(in: answer.value, to: open)
      course.settle(open, by: record.answers)
      record.statements = try VisualFeatures.statements(in: answer.value, table: &course.table)
      return record
    }
  }

  /// Stage 3.
  private func infer(_ course: inout Course) async throws {
    try await record(.anatomicalInference, &course) { prompt, course in
      let request = try AnatomicalInference.request(
        course.evidence, findings: course.findings, knowledge: course.statements(of: .knowledgeRecall),
        observations: course.statements(of: .visualFeatures), table: course.table, prompt: prompt)
      let answer = try await model.answer(request)
      var record = StageRecord(name: .anatomicalInference, prompt: prompt.reference)
      record.take(answer)
      record.statements = try AnatomicalInference.statements(in: answer.value, table: &course.table)
      return record
    }
  }

  /// Stage 4, as many readings as the policy asks for.
  private func judge(_ course: inout Course) async throws -> ModelVerdict {
    var verdict = ModelVerdict(votes: [])
    try await record(.clinicalSynthesis, &course) { prompt, course in
      var record = StageRecord(name: .clinicalSynthesis, prompt: prompt.reference)
      for reading in 1...max(1, course.evidence.policy.decision.votes) {
        let request = try ClinicalSynthesis.request(
          course.evidence, findings: course.findings, stages: course.stages, reading: reading, table: course.table,
          prompt: prompt)
        let answer = try await model.answer(request)
        record.take(answer)
        let (statements, vote) = try ClinicalSynthesis.reading(
          in: answer.value, after: record.statements.count, table: course.table)
        record.statements += statements
        record.votes.append(vote)
        verdict.votes.append(course.weigh(vote, statements))
      }
      return record
    }
    return verdict
  }

  /// Runs a stage and keeps its record, also when it fails.
  private func record(
    _ name: StageRecord.Name, _ course: inout Course,
    _ body: (Prompt, inout Course) async throws -> StageRecord
  ) async throws {
    do {
      guard let prompt = prompts[name] else {
        throw ModelError(code: .rejectedRequest, message: "There is no prompt \(name.rawValue).")
      }
      try Task.checkCancellation()
      let record = try await body(prompt, &course)
      course.stages.append(record)
    } catch {
      let words = StageFailure.words(for: error)
      course.failure = words
      course.stages.append(
        StageRecord(name: name, prompt: prompts[name]?.reference, model: model.name, error: words))
      throw error
    }
  }
}

extension StageRecord {
  /// Notes what one answer took. Tokens stay unknown once one server did not say; a stage is cached when all its answers are.
  fileprivate mutating func take(_ answer: ModelAnswer) {
    let isFirst = model == nil
    model = answer.model
    cached = answer.isCached && (isFirst || cached)
    latencyMilliseconds = (latencyMilliseconds ?? 0) + answer.latencyMilliseconds
    guard let more = answer.usage, isFirst || usage != nil else {
      usage = nil
      return
    }
    usage = Usage(
      inputTokens: (usage?.inputTokens ?? 0) + more.inputTokens,
      outputTokens: (usage?.outputTokens ?? 0) + more.outputTokens)
  }
}
