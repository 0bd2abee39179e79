package import LanguageModel

/// What stands between the reasoner and a model, as a user may choose it.
package struct AskingSettings: Sendable {
  /// Where answers of earlier runs are used.
  package var cache: CacheMode
  /// A file for all answers of the run, or nil.
  package var record: String?
  /// A file of recorded answers to answer from instead of a model, or nil.
  package var replay: String?
  /// What the run may spend.
  package var budget: BudgetLimits
  /// A file with prices (see `PriceTable`), or nil.
  package var prices: String?

  package init(
    cache: CacheMode = .on, record: String? = nil, replay: String? = nil, budget: BudgetLimits = BudgetLimits(),
    prices: String? = nil
  ) {
    self.cache = cache
    self.record = record
    self.replay = replay
    self.budget = budget
    self.prices = prices
  }
}
