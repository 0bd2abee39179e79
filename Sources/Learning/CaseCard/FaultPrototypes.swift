internal import Numerics

/// What the numbers of a mask look like with each of some faults: the mean of their signed robust deviations from
/// accepted masks, learned from masks that the faults were made in.
///
/// A mask's deviations are held against the prototypes as a linear discriminant with independent numbers does it
/// (Hastie, Tibshirani and Friedman 2009, 4.3, and 6.6.3), and tempered, since numbers of one mask do depend on one
/// another: the sharpness is the one with which held-out faults get the shares that they have.
package struct FaultPrototypes: Sendable, Hashable {
  /// Deviations beyond this say no more.
  package static let most = 10.0
  /// A fault needs so many examples.
  package static let least = 8

  /// Per prototype, the place of its fault among those given.
  package let faults: [Int]
  /// Per number of the line, per prototype: the mean deviation.
  package let means: [[Double]]
  /// Per number of the line: the standard deviation around the prototypes.
  package let within: [Double]
  package let sharpness: Double
  /// The share of held-out faults that are named first, and among the first two.
  package let first: Double
  package let firstTwo: Double

  /// Nil where fewer than two faults have examples enough.
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
    let all = Array(cases.indices)
    let fitted = Self.fit(deviations, kinds, usable, all)
    faults = usable.map { fault[$0] }
    means = fitted.means
    within = fitted.within
    // Held out by groups, so that no prototype saw another version of the same mask.
    let folds = Folds(
      groups: Self.renumbered(cases.map { table.groups[$0] }), isRejected: all.map { _ in true }, count: 5, seed: seed)
    var scores: [(values: [Double], truth: Int)] = []
    for fold in 0..<5 {
      let part = Self.fit(deviations, kinds, usable, folds.training(without: fold))
      for one in folds.held(in: fold) where usable.contains(kinds[one]) {
        scores.append((Self.scores(deviations[one], part.means, part.within), fault[kinds[one]]))
      }
    }
    let own = usable.map { fault[$0] }
    func shares(_ scores: [Double], _ sharpness: Double) -> [Int: Double] {
      Self.shares(scores, faults: own, sharpness: sharpness)
    }
    func loss(_ sharpness: Double) -> Double {
      scores.reduce(0) { $0 - logarithm(max(shares($1.values, sharpness)[$1.truth] ?? 0, 1e-6)) }
    }
    let choices = (0...24).map { power(10, -3 + Double($0) / 8) }
    sharpness = choices.min { loss($0) < loss($1) } ?? 0.1
    let best = sharpness
    let ranked = scores.map { score in
      (
        order: shares(score.values, best).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key),
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

  private static func fit(
    _ deviations: [[Double]], _ kinds: [Int], _ usable: [Int], _ cases: [Int]
  ) -> (means: [[Double]], within: [Double]) {
    let width = deviations.first?.count ?? 0
    let members = usable.map { kind in cases.filter { kinds[$0] == kind } }
    var means: [[Double]] = []
    var within: [Double] = []
    for number in 0..<width {
      // A few examples say little: means are drawn towards 0 by two more that lie there.
      let own = members.map { cases in cases.reduce(0) { $0 + deviations[$1][number] } / Double(cases.count + 2) }
      var squares = 0.0
      for (cases, mean) in zip(members, own) {
        for one in cases { squares += (deviations[one][number] - mean) * (deviations[one][number] - mean) }
      }
      let count = members.reduce(0) { $0 + $1.count }
      means.append(own)
      within.append(max((squares / Double(max(count, 1))).squareRoot(), 0.5))
    }
    return (means, within)
  }

  private static func scores(_ deviations: [Double], _ means: [[Double]], _ within: [Double]) -> [Double] {
    var scores = [Double](repeating: 0, count: means.first?.count ?? 0)
    for (number, own) in means.enumerated() {
      let weight = 1 / (within[number] * within[number])
      for (kind, mean) in own.enumerated() { scores[kind] += weight * mean * (deviations[number] - mean / 2) }
    }
    return scores
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
