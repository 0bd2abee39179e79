internal import JSON

/// Keeps what a run's questions were answered, for its transcript.
///
/// A recorded run asks every question once: the first outcome, a failure too, holds for all cases that put the same
/// question. Otherwise the record of a case would depend on which case had asked first, and no replay could follow
/// that.
package actor AnswerRecorder {
  private typealias Asking = Task<Result<ModelAnswer, ModelError>, Never>

  private var running: [QuestionKey: Asking] = [:]
  private var entries: [QuestionKey: JSONValue] = [:]

  package init() {}

  /// What was answered up to now.
  package func transcript(of model: any LanguageModel) -> Transcript {
    Transcript(model: model.name, fingerprint: model.fingerprint, entries: entries)
  }

  /// What was answered before, or what asking brings now.
  func answer(
    _ request: ModelRequest, _ key: QuestionKey, asking: @escaping @Sendable () async -> Result<ModelAnswer, ModelError>
  ) async -> Result<ModelAnswer, ModelError> {
    while true {
      let earlier = running[key]
      let task = earlier ?? Task { @concurrent in await asking() }
      running[key] = task
      let result = await withTaskCancellationHandler {
        await task.value
      } onCancel: {
        task.cancel()
      }
      guard case .failure(let error) = result, error.code == .cancelled else {
        if entries[key] == nil { entries[key] = Transcript.entry(key, request, result) }
        return result
      }
      // That one was stopped says nothing about the question.
      if running[key] == task { running[key] = nil }
      // Another case was cancelled while this one waited for its answer: ask anew.
      if earlier == nil || Task.isCancelled { return result }
    }
  }
}
