package import JSON

/// A model that is asked only as far as a budget allows.
///
/// Every request counts, with the tokens that the server tells; what it does not tell counts as the worst case. A
/// question that needs corrections can go over the limit by these: they belong to a question that was let in.
package struct BudgetedModel: LanguageModel {
  private let model: any LanguageModel
  private let budget: Budget

  package init(_ model: any LanguageModel, budget: Budget) {
    self.model = model
    self.budget = budget
  }

  package var name: String { model.name }
  package var fingerprint: JSONValue { model.fingerprint }
  package var capacity: ModelCapacity { model.capacity }

  /// Throws what the model throws, and the code `budget` when the question does not fit or its time runs out.
  package func answer(_ request: ModelRequest) async throws -> ModelAnswer {
    let worst = request.worstCost
    try await budget.admit(worst)
    do {
      let answer = try await ask(request)
      await budget.settle(
        worst, took: answer.isCached ? ModelCost() : worst.replaced(by: answer.usage, answer.attempts))
      return answer
    } catch let error as ModelError {
      await budget.settle(worst, took: Self.cost(of: error, worst: worst))
      throw error
    } catch {
      await budget.settle(worst, took: worst)
      throw error
    }
  }

  /// What a failure took.
  private static func cost(of error: ModelError, worst: ModelCost) -> ModelCost {
    guard error.usage == nil else { return worst.replaced(by: error.usage, error.attempts) }
    switch error.code {
    case .unauthorised, .rejectedRequest, .rateLimited, .configuration:
      // The server took no question, or one at most, whose answer it was then to correct.
      var cost = error.attempts > 1 ? worst : ModelCost()
      cost.calls = error.attempts
      return cost
    default: return worst.replaced(by: nil, error.attempts)
    }
  }

  /// Asks, and stops when the budget's time is over.
  private func ask(_ request: ModelRequest) async throws -> ModelAnswer {
    guard let left = await budget.timeLeft else { return try await model.answer(request) }
    return try await withThrowingTaskGroup(of: ModelAnswer?.self) { group in
      group.addTask { try await model.answer(request) }
      group.addTask {
        try await Task.sleep(for: left)
        return nil
      }
      defer { group.cancelAll() }
      if let answer = try await group.next() ?? nil { return answer }
      // An answer that comes in spite of it was paid for, and is one.
      group.cancelAll()
      do {
        if let answer = try await group.next() ?? nil { return answer }
      } catch let error as ModelError {
        var over = await budget.timeIsOver()
        (over.attempts, over.usage) = (error.attempts, error.usage)
        throw over
      } catch is CancellationError {}
      throw await budget.timeIsOver()
    }
  }
}

extension ModelCost {
  /// What was really taken, by the server's count; this much for every request when it does not tell.
  fileprivate func replaced(by usage: ModelUsage?, _ requests: Int) -> ModelCost {
    guard let usage else { return self * requests }
    return ModelCost(calls: requests, inputTokens: usage.inputTokens, outputTokens: usage.outputTokens)
  }
}
