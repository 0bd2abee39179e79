internal import Concurrency
internal import JSON

/// Keeps what a run's questions were answered, for its transcript.
///
/// A recorded run asks every question once: the first outcome, a failure too, holds for all cases that put the same
/// question. Otherwise the record of a case would depend on which case had asked first, and no replay could follow
/// that. That a case was stopped is no outcome.
package actor AnswerRecorder {
  /// An outcome with its line of the transcript.
  private struct Recorded: Sendable {
    let outcome: Result<ModelAnswer, ModelError>
    let entry: JSONValue
  }

  private let questions = SharedWork<QuestionKey, Recorded>()

  package init() {}

  /// What was answered up to now.
  package func transcript(of model: any LanguageModel) async -> Transcript {
    Transcript(
      model: model.name, fingerprint: model.fingerprint, entries: await questions.done.mapValues(\.entry))
  }

  /// What was answered before, or what asking brings now.
  func answer(
    _ request: ModelRequest, _ key: QuestionKey, asking: @escaping @Sendable () async -> Result<ModelAnswer, ModelError>
  ) async -> Result<ModelAnswer, ModelError> {
    do {
      return try await questions.value(for: key) {
        let outcome = await asking()
        if case .failure(let error) = outcome, error.code == .cancelled { throw error }
        return Recorded(outcome: outcome, entry: Transcript.entry(key, request, outcome))
      }.outcome
    } catch {
      return .failure(error as? ModelError ?? ModelError(code: .cancelled, message: "The run was stopped."))
    }
  }
}
