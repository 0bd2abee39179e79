/// How a card for whole cases is fitted.
package struct CaseCardRule: Sendable, Hashable {
  /// The most numbers that may earn points.
  package var mostNumbers: Int
  /// The points of the heaviest threshold.
  package var mostPoints: Int
  package var rounds: Int
  /// The share of each Newton step that is taken.
  package var rate: Double
  /// What is added to the curvature, in cases: keeps steps that few cases speak for small.
  package var ridge: Double
  /// How many numbers are looked at, the best by themselves.
  package var shortlist: Int
  package var folds: Int
  /// How often the cases are dealt into folds anew.
  package var deals: Int
  /// The share of decisions on unseen cases that may be wrong: of the accepted ones as well as of the rejected ones.
  package var wrong: Double
  package var seed: UInt64

  package init(
    mostNumbers: Int = 24, mostPoints: Int = 20, rounds: Int = 200, rate: Double = 0.15, ridge: Double = 1,
    shortlist: Int = 120, folds: Int = 5, deals: Int = 3, wrong: Double = 0.06, seed: UInt64 = 1
  ) {
    self.mostNumbers = max(mostNumbers, 1)
    self.mostPoints = max(mostPoints, 1)
    self.rounds = max(rounds, 1)
    self.rate = rate
    self.ridge = ridge
    self.shortlist = max(shortlist, 1)
    self.folds = max(folds, 2)
    self.deals = max(deals, 1)
    self.wrong = wrong
    self.seed = seed
  }

  /// Fewer of a class teach nothing: four in each fold.
  package var leastOfClass: Int { 4 * folds }
}
