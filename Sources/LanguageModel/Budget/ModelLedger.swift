/// What the questions of one run took, whoever asked them. Shared by all cases.
package actor ModelLedger {
  /// A state of the ledger.
  package struct Sheet: Hashable, Sendable {
    /// Questions that reasoners put.
    package var questions = 0
    /// Of them, answered from what earlier runs kept.
    package var cached = 0
    /// Of them, those without a usable answer.
    package var failed = 0
    /// Of them, turned away because the budget was used up.
    package var overBudget = 0
    /// Requests that went to the server, retries and corrections included.
    package var requests = 0
    /// Tokens, as far as the server told.
    package var usage = ModelUsage(inputTokens: 0, outputTokens: 0)
    /// Questions that went to the server and came back without a count of tokens.
    package var uncounted = 0
    /// Entries of the cache that could not be used, by what is wrong with them.
    package var damaged: [String: Int] = [:]
    /// Answers that the cache could not keep, by cause.
    package var notKept: [String: Int] = [:]
  }

  package private(set) var sheet = Sheet()

  package init() {}

  func note(_ answer: ModelAnswer) {
    sheet.questions += 1
    guard !answer.isCached else {
      sheet.cached += 1
      return
    }
    note(answer.usage, requests: answer.attempts)
  }

  func note(_ error: ModelError) {
    sheet.questions += 1
    sheet.failed += 1
    if error.code == .budget { sheet.overBudget += 1 }
    note(error.usage, requests: error.attempts)
  }

  private func note(_ usage: ModelUsage?, requests: Int) {
    sheet.requests += requests
    guard let usage else {
      if requests > 0 { sheet.uncounted += 1 }
      return
    }
    sheet.usage.inputTokens += usage.inputTokens
    sheet.usage.outputTokens += usage.outputTokens
  }

  func noteDamage(_ reason: String) { sheet.damaged[reason, default: 0] += 1 }
  func noteNotKept(_ reason: String) { sheet.notKept[reason, default: 0] += 1 }
}
