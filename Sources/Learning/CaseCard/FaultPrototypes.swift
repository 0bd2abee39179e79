internal import Numerics

/// What the numbers of a mask look like with each of some faults: the mean of their signed robust deviations from
/// accepted masks, learned from masks that the faults were made in.
///
/// A mask is held against the prototypes by a linear discriminant whose covariance, shared by all kinds, is drawn
/// towards independent numbers (Friedman 1989, J Am Stat Assoc 84:165; Hastie, Tibshirani and Friedman 2009, 4.3.1):
/// numbers of one mask depend on one another, and what many of them say together counts once. How far it is drawn, and
/// the sharpness with which scores become shares, are those under which held-out faults are the least surprising.
package struct FaultPrototypes: Sendable, Hashable {
  /// Deviations beyond this say no more.
  package static let most = 10.0
  /// A fault needs so many examples.
  package static let least = 8
  /// Shares of independence that are tried.
  private static let shrinkages = [0.01, 0.03, 0.1, 0.3]

  /// Per prototype, the place of its fault among those given.
  package let faults: [Int]
  /// Per number of the line, per prototype: what a deviation of one spread adds to the prototype's score.
  package let weights: [[Double]]
  /// Per prototype: the score of a mask without any deviation.
  package let offsets: [Double]
  package let sharpness: Double
  /// The share of held-out faults that are named first, and among the first two.
  package let first: Double
  package let firstTwo: Double

  /// Nil where fewer than two faults have examples enough.
  ///
  /// Cost: folds × (cases × numbers² + shrinkages × numbers³ / 6).
  ///
  /// - Parameters:
  ///   - kind: per case, what was made in it; nil for others. Prototypes are of kinds.
  ///   - fault: the fault that each kind is an example of, from 0.
  package init?(_ table: CaseNumbers, line: UnusualLine, kind: [Int?], fault: [Int], seed: UInt64 = 1) {
    let cases = kind.indices.filter { kind[$0] != nil }
    let deviations = cases.map { Self.deviations(of: $0, in: table, line) }
    let kinds = cases.compactMap { kind[$0] }
    let usable = fault.indices.filter { one in kinds.count { $0 == one } >= Self.least }
    guard Set(usable.map { fault[$0] }).count > 1 else { return nil }
    let own = usable.map { fault[$0] }
    // Held out by groups, so that no prototype saw another version of the same mask.
    let folds = Folds(
      groups: Self.renumbered(cases.map { table.groups[$0] }), isRejected: cases.map { _ in true }, count: 5,
      seed: seed)
    var scores = [[(values: [Double], truth: Int)]](repeating: [], count: Self.shrinkages.count)
    for fold in 0..<5 {
      let part = KindMeans(deviations, kinds, usable, folds.training(without: fold))
      let held = folds.held(in: fold).filter { usable.contains(kinds[$0]) }
      for (at, shrinkage) in Self.shrinkages.enumerated() {
        guard let discriminant = part.discriminant(shrinkage) else { continue }
        scores[at] += held.map { (discriminant.scores(deviations[$0]), fault[kinds[$0]]) }
      }
    }
    func loss(_ scores: [(values: [Double], truth: Int)], _ sharpness: Double) -> Double {
      scores.reduce(0) {
        $0 - logarithm(max(Self.shares($1.values, faults: own, sharpness: sharpness)[$1.truth] ?? 0, 1e-6))
      }
    }
    var best = (loss: Double.infinity, shrinkage: 0, sharpness: 0.1)
    for (at, scores) in scores.enumerated() where !scores.isEmpty {
      for step in 0...20 {
        let sharpness = power(10, -2.5 + Double(step) / 8)
        let loss = loss(scores, sharpness)
        if loss < best.loss { best = (loss, at, sharpness) }
      }
    }
    guard
      let fitted = KindMeans(deviations, kinds, usable, Array(cases.indices)).discriminant(
        Self.shrinkages[best.shrinkage])
    else { return nil }
    faults = own
    weights = fitted.weights
    offsets = fitted.offsets
    sharpness = best.sharpness
    let ranked = scores[best.shrinkage].map { score in
      (
        order: Self.shares(score.values, faults: own, sharpness: best.sharpness)
          .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key),
        truth: score.truth
      )
    }
    let count = Double(max(ranked.count, 1))
    first = Double(ranked.count { $0.order.first == $0.truth }) / count
    firstTwo = Double(ranked.count { $0.order.prefix(2).contains($0.truth) }) / count
  }

  /// Signed robust deviations of a case, 0 where a number has no value.
  private static func deviations(of one: Int, in table: CaseNumbers, _ line: UnusualLine) -> [Double] {
    line.numbers.map { number in
      let value = table.columns[number.number][one]
      return value.isNaN ? 0 : min(max((value - number.median) / number.spread, -most), most)
    }
  }

  private static func shares(_ scores: [Double], faults: [Int], sharpness: Double) -> [Int: Double] {
    let most = scores.max() ?? 0
    let weights = scores.map { exponential(sharpness * ($0 - most)) }
    let total = weights.reduce(0, +)
    var shares: [Int: Double] = [:]
    for (fault, weight) in zip(faults, weights) { shares[fault, default: 0] += weight / total }
    return shares
  }

  private static func renumbered(_ groups: [Int]) -> [Int] {
    var numbers: [Int: Int] = [:]
    for group in groups.sorted() where numbers[group] == nil { numbers[group] = numbers.count }
    return groups.map { numbers[$0] ?? 0 }
  }
}
