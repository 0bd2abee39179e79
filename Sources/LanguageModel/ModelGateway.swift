package import JSON

/// A model as one run asks it, shared by all cases. Every question passes, in this order and as far as the run has
/// them: the recorder, the ledger, the check that one model answers throughout, the cache, and the budget.
package struct ModelGateway: LanguageModel {
  private let model: any LanguageModel
  private let recorder: AnswerRecorder?
  private let ledger: ModelLedger
  private let cache: AnswerCache?
  private let mode: CacheMode
  private let budget: Budget?
  private let served = ServedModel()

  /// - Parameters:
  ///   - recorder: Keeps answers and failures for the run's transcript.
  ///   - ledger: Gets what questions took, damaged entries of the cache, and answers that could not be kept; neither of
  ///     the two stops a run.
  ///   - cache: Answers from run to run. Failures are not kept: the next run asks again.
  ///   - budget: What the run may spend. Kept answers cost nothing.
  package init(
    _ model: any LanguageModel, recorder: AnswerRecorder? = nil, ledger: ModelLedger = ModelLedger(),
    cache: AnswerCache? = nil, mode: CacheMode = .on, budget: Budget? = nil
  ) {
    self.model = model
    self.recorder = recorder
    self.ledger = ledger
    self.cache = mode == .off ? nil : cache
    self.mode = mode
    self.budget = budget
  }

  package var name: String { model.name }
  package var fingerprint: JSONValue { model.fingerprint }
  package var capacity: ModelCapacity { model.capacity }

  /// Throws what the model throws; `modelChanged` once another model answers than before, `notCached` with the cache's
  /// mode `only`, `budget` for a question that does not fit or whose time runs out.
  package func answer(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer {
    guard let recorder else { return try await counted(request).get() }
    let key = try QuestionKey.of(request, to: model)
    return try await recorder.answer(request, key) { await counted(request) }.get()
  }

  /// The answer or the failure, entered in the ledger.
  private func counted(_ request: ModelRequest) async -> Result<ModelAnswer, ModelError> {
    do throws(ModelError) {
      let answer = try await cached(request)
      await ledger.note(answer)
      return .success(answer)
    } catch {
      await ledger.note(error)
      return .failure(error)
    }
  }

  /// The kept answer, or a new one, which is kept.
  private func cached(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer {
    guard let cache else {
      let answer = try await paid(request)
      try await served.check(answer)
      return answer
    }
    let key = try QuestionKey.of(request, to: model)
    var damage: String?
    if mode != .refresh {
      switch cache.entry(key, schema: request.schema) {
      case .kept(let answer):
        try await served.check(answer)
        return answer
      case .none: break
      case .damaged(let reason):
        damage = reason
        await ledger.noteDamage(reason)
      }
    }
    guard mode != .only else {
      let why =
        damage.map { "holds a damaged answer to this question (\($0))" } ?? "does not hold an answer to this question"
      throw ModelError(code: .notCached, message: "The cache \(why), and nothing else was to be asked.")
    }
    let answer = try await paid(request)
    // What another model says is not kept: later runs would get it beside the answers of this one.
    try await served.check(answer)
    // An answer that could not be kept is still an answer.
    do throws(ModelError) { try cache.keep(answer, for: key) } catch { await ledger.noteNotKept(error.message) }
    return answer
  }

  /// A new answer, as far as the budget allows one. Every request counts, with the tokens that the server tells; what
  /// it does not tell counts as the worst case. A question that needs corrections can go over the limit by these: they
  /// belong to a question that was let in.
  private func paid(_ request: ModelRequest) async throws(ModelError) -> ModelAnswer {
    guard let budget else { return try await model.answer(request) }
    let worst = request.worstCost
    try await budget.admit(worst)
    let result = await inTime(request, budget)
    await budget.settle(worst, took: worst.taken(by: result))
    return try result.get()
  }

  /// Asks, and stops when the budget's time is over.
  private func inTime(_ request: ModelRequest, _ budget: Budget) async -> Result<ModelAnswer, ModelError> {
    guard let left = await budget.timeLeft else { return await asked(request) }
    return await withTaskGroup(of: Result<ModelAnswer, ModelError>?.self) { group in
      group.addTask { await asked(request) }
      group.addTask {
        try? await Task.sleep(for: left)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      if let first { return first }
      // An answer that comes in spite of it was paid for, and is one; a run that was stopped is not out of time.
      let late = await group.next() ?? nil
      if let late, Task.isCancelled { return late }
      if case .success(let answer)? = late { return .success(answer) }
      var over = await budget.timeIsOver()
      if case .failure(let error)? = late { (over.attempts, over.usage) = (error.attempts, error.usage) }
      return .failure(over)
    }
  }

  private func asked(_ request: ModelRequest) async -> Result<ModelAnswer, ModelError> {
    do throws(ModelError) { return .success(try await model.answer(request)) } catch { return .failure(error) }
  }
}
