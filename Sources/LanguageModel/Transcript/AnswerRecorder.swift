package import JSON

/// Keeps what a run's questions were answered, for its transcript.
///
/// A recorded run asks every question once: the first outcome, a failure too, holds for all cases that put the same
/// question. Otherwise the record of a case would depend on which case had asked first, and no replay could follow
/// that.
package actor AnswerRecorder {
  private enum Outcome: Sendable {
    case ended(Result<ModelAnswer, ModelError>)
    /// Says nothing about the question.
    case broken(any Error)
  }

  private var running: [QuestionKey: Task<Outcome, Never>] = [:]
  private var entries: [QuestionKey: JSONValue] = [:]

  package init() {}

  /// What was answered up to now.
  package func transcript(of model: any LanguageModel) -> Transcript {
    Transcript(model: model.name, fingerprint: model.fingerprint, entries: entries)
  }

  func answer(_ request: ModelRequest, _ key: QuestionKey, by model: any LanguageModel) async throws -> ModelAnswer {
    while true {
      let earlier = running[key]
      let task = earlier ?? Task { @concurrent in await Self.ask(model, request) }
      running[key] = task
      let outcome = await withTaskCancellationHandler {
        await task.value
      } onCancel: {
        task.cancel()
      }
      switch outcome {
      case .ended(let result):
        if entries[key] == nil { entries[key] = Transcript.entry(key, request, result) }
        return try result.get()
      case .broken(let error):
        if running[key] == task { running[key] = nil }
        // Another case was cancelled while this one waited for its answer: ask anew.
        if earlier != nil, !Task.isCancelled { continue }
        throw error
      }
    }
  }

  @concurrent private static func ask(_ model: any LanguageModel, _ request: ModelRequest) async -> Outcome {
    do {
      return .ended(.success(try await model.answer(request)))
    } catch let error as ModelError where error.code != .cancelled {
      return .ended(.failure(error))
    } catch {
      return .broken(error)
    }
  }
}

/// A model whose answers and failures are recorded.
package struct RecordedModel: LanguageModel {
  private let model: any LanguageModel
  private let recorder: AnswerRecorder

  package init(_ model: any LanguageModel, recorder: AnswerRecorder) {
    self.model = model
    self.recorder = recorder
  }

  package var name: String { model.name }
  package var fingerprint: JSONValue { model.fingerprint }
  package var capacity: ModelCapacity { model.capacity }

  package func answer(_ request: ModelRequest) async throws -> ModelAnswer {
    try await recorder.answer(request, try QuestionKey.of(request, to: model), by: model)
  }
}
