import Foundation
import JSON
import LanguageModel
import Testing

@Suite struct BudgetTests {
  /// What the fixtures' question may take at most, by the documented estimate.
  private static let worst = Fixtures.question.worstCost

  private func ask(_ model: some LanguageModel, times: Int) async -> [String] {
    var outcomes: [String] = []
    for _ in 0..<times { outcomes.append(await outcome(of: model)) }
    return outcomes
  }

  @Test
  func
    `the estimate is a token for two bytes, two for three of the schema, one for 28 × 28 pixels, and the whole answer`()
    throws
  {
    // The head of a PNG of 57 × 28 pixels: 3 × 1 squares.
    let png: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 57, 0, 0, 0, 28]
    let request = ModelRequest(
      system: "12345", parts: [.text("678"), .png(png)], schemaName: "n", schema: ["a": 1], maximumTokens: 50)
    // 5 + 3 bytes of text are 4 tokens, the 7 bytes of {"a":1} are 5.
    #expect(request.worstCost == ModelCost(calls: 1, inputTokens: 4 + 5 + 3 + 200, outputTokens: 50))
  }

  @Test func `calls are counted with retries and corrections`() async throws {
    let model = PreparedModel { _, turn in .grass(turn, attempts: 2) }
    let budgeted = ModelGateway(model, budget: Budget(BudgetLimits(calls: 4)))
    #expect(await ask(budgeted, times: 4) == ["grass 0", "grass 1", "budget", "budget"])
    #expect(model.requests.count == 2)
  }

  @Test func `tokens are checked at their worst, and counted as the server tells`() async throws {
    // Each takes 120. The third still fits at its worst, the fourth does not.
    let limit = 240 + Self.worst.tokens
    let budget = Budget(BudgetLimits(tokens: limit))
    #expect(
      await ask(ModelGateway(PreparedModel(), budget: budget), times: 4) == [
        "grass 0", "grass 1", "grass 2", "budget",
      ])
    #expect(await budget.spent == ModelCost(calls: 3, inputTokens: 300, outputTokens: 60))
  }

  @Test func `what the server does not tell counts as the worst case`() async throws {
    let model = PreparedModel { _, turn in .grass(turn, usage: nil) }
    let budget = Budget(BudgetLimits(tokens: 2 * Self.worst.tokens))
    #expect(await ask(ModelGateway(model, budget: budget), times: 3) == ["grass 0", "grass 1", "budget"])
    #expect(await budget.spent == Self.worst * 2)
  }

  @Test func `money follows the price of questions and answers`() async throws {
    // 100 tokens in and 20 out at 10 and 100 a million: 0.001 + 0.002.
    let price = ModelPrice(input: 10, output: 100)
    let worst = Double(Self.worst.inputTokens) * 10e-6 + Double(Self.worst.outputTokens) * 100e-6
    let budget = Budget(BudgetLimits(money: 0.006 + worst + 1e-9), price: price)
    #expect(
      await ask(ModelGateway(PreparedModel(), budget: budget), times: 4) == [
        "grass 0", "grass 1", "grass 2", "budget",
      ])
    #expect(abs(price.money(await budget.spent) - 0.009) < 1e-12)
  }

  @Test func `money without a price lets nothing in`() async throws {
    let model = PreparedModel()
    #expect(await outcome(of: ModelGateway(model, budget: Budget(BudgetLimits(money: 1000)))) == "budget")
    #expect(model.requests.isEmpty)
  }

  struct Failure: Sendable {
    let code: ModelError.Code
    let attempts: Int
    let usage: ModelUsage?
    let calls: Int
    /// How often the worst case is counted; nil where the server told.
    let worst: Int?
  }

  @Test(arguments: [
    Failure(code: .unreachable, attempts: 0, usage: nil, calls: 0, worst: 0),
    Failure(code: .timeout, attempts: 3, usage: nil, calls: 3, worst: 3),
    Failure(code: .unauthorised, attempts: 1, usage: nil, calls: 1, worst: 0),
    Failure(code: .rateLimited, attempts: 4, usage: nil, calls: 4, worst: 1),
    Failure(
      code: .invalidAnswer, attempts: 3, usage: ModelUsage(inputTokens: 30, outputTokens: 3), calls: 3, worst: nil),
  ])
  func `a failure costs what it may have cost`(failure: Failure) async throws {
    let model = PreparedModel { _, _ in
      var error = ModelError(code: failure.code, message: "No.")
      (error.attempts, error.usage) = (failure.attempts, failure.usage)
      throw error
    }
    let budget = Budget(BudgetLimits())
    #expect(await outcome(of: ModelGateway(model, budget: budget)) == failure.code.rawValue)
    var cost = Self.worst * (failure.worst ?? 0)
    cost.calls = failure.calls
    if let usage = failure.usage { (cost.inputTokens, cost.outputTokens) = (usage.inputTokens, usage.outputTokens) }
    #expect(await budget.spent == cost)
  }

  @Test func `questions at once do not overdraw, and none is turned away that still fits`() async throws {
    let model = PreparedModel { _, turn in
      try await Task.sleep(for: .milliseconds(5))
      return .grass(turn)
    }
    // Two fit at their worst; as each takes 120 only, ten do.
    let limit = 9 * 120 + Self.worst.tokens
    let budget = Budget(BudgetLimits(tokens: limit))
    let budgeted = ModelGateway(model, budget: budget)
    let outcomes = await withTaskGroup(of: String.self) { group in
      for _ in 0..<16 { group.addTask { await outcome(of: budgeted) } }
      return await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == "budget" } == 6)
    #expect(await budget.spent.tokens == 1200)
  }

  @Test func `a question that is under way ends when the time is over`() async throws {
    let model = PreparedModel { _, turn in
      do { try await Task.sleep(for: .seconds(3600)) } catch {
        var error = ModelError(code: .cancelled, message: "Stopped.")
        error.attempts = 1
        throw error
      }
      return .grass(turn)
    }
    let budgeted = ModelGateway(model, budget: Budget(BudgetLimits(seconds: 1)))
    #expect(await ask(budgeted, times: 2) == ["budget", "budget"])
    // None where the time was over before the first was asked, as on a machine that has much else to do.
    #expect(model.requests.count <= 1)
  }

  @Test func `kept answers cost nothing`() async throws {
    let folder = CacheFolder()
    let (model, ledger) = (PreparedModel(), ModelLedger())
    let budget = Budget(BudgetLimits(calls: 1))
    let counted = ModelGateway(
      model, ledger: ledger, cache: AnswerCache(folder: folder.path), budget: budget)
    #expect(await ask(counted, times: 3) == ["grass 0", "grass 0", "grass 0"])
    #expect(await outcome(of: counted, .about("another")) == "budget")
    #expect(await outcome(of: counted) == "grass 0", "what is kept is still there when the budget is not")
    let sheet = await ledger.sheet
    #expect(sheet.questions == 5 && sheet.cached == 3 && sheet.requests == 1 && sheet.overBudget == 1)
    #expect(sheet.usage == ModelUsage(inputTokens: 100, outputTokens: 20) && sheet.uncounted == 0)
  }
}
