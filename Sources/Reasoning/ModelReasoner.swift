import Concurrency
package import LanguageModel
import PolicyLanguage

/// Decides with a language model in four stages, under the policy's rules: a model may only do what arbitration lets
/// it.
///
/// Whatever goes wrong with the model ends in `on_model_failure` or worse, never in accept. Knowledge is recalled once
/// per policy and model. Each stage is a file in `Stages`.
package struct ModelReasoner: Reasoner {
  let model: any LanguageModel
  let options: ReasoningOptions
  let knowledge = SharedWork<KnowledgeKey, StageRecord>()
  private let checker: any StatementChecker
  private let prompts: PromptSet

  package init(model: any LanguageModel, prompts: PromptSet, options: ReasoningOptions = ReasoningOptions()) {
    self.init(model: model, prompts: prompts, options: options, checker: Grounding())
  }

  /// A reasoner whose statements another checker passes: a simulation measures so what the checks are worth.
  init(
    model: any LanguageModel, prompts: PromptSet, options: ReasoningOptions = ReasoningOptions(),
    checker: any StatementChecker
  ) {
    self.model = model
    self.prompts = prompts
    self.options = options
    self.checker = checker
  }

  package func reason(about evidence: CaseEvidence) async -> Conclusion {
    var course = Course(evidence: options.used(of: evidence, by: model.capacity), checker: checker)
    do {
      // What a step learns is in the course once it is done: no outcome before.
      let verdict = try await verdict(&course)
      return course.conclusion(opinion: .verdict(verdict))
    } catch {
      return course.conclusion(opinion: .failed(course.failure ?? StageFailure(error)))
    }
  }

  private func verdict(_ course: inout Course) async throws -> ModelVerdict {
    if options.leavesOut(.singlePass) { return try await readAtOnce(&course) }
    try await recall(&course)
    try await look(&course)
    try await compare(&course)
    try await infer(&course)
    return try await judge(&course)
  }

  /// Asks a stage's question.
  func ask(_ request: ModelRequest) async throws -> ModelAnswer {
    var request = request
    request.maximumTokens = model.capacity.answerTokens
    return try await model.answer(request)
  }

  /// Runs a stage and keeps its record, also of what there was when it fails.
  func stage(
    _ name: StageRecord.Name, _ course: inout Course,
    _ body: (Prompt, inout Course, inout StageRecord) async throws -> Void
  ) async throws {
    var record = StageRecord(name: name, prompt: prompts[name]?.reference)
    do {
      guard let prompt = prompts[name] else {
        throw ModelError(code: .configuration, message: "There is no prompt \(name.rawValue).")
      }
      try Task.checkCancellation()
      try await body(prompt, &course, &record)
      course.stages.append(record)
    } catch {
      let failure = StageFailure(error)
      record.model = record.model ?? model.name
      (record.cause, record.error) = (failure.cause, failure.words)
      course.failure = failure
      course.stages.append(record)
      throw error
    }
  }
}
