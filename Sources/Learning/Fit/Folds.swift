internal import Numerics

/// Which fold each case is held out in: stratified by class, groups kept whole, the same for the same seed.
///
/// Groups come in random order, the largest first, and each goes to the fold that has the fewest of its rejected cases
/// (accepted ones, if it has none).
struct Folds: Sendable {
  let count: Int
  /// Per case.
  let fold: [Int]

  init(of table: FeatureTable, count: Int, seed: UInt64) {
    self.init(groups: table.groups, isRejected: table.isRejected, count: count, seed: seed)
  }

  /// - Parameter groups: the group of each case, from 0.
  init(groups: [Int], isRejected: [Bool], count: Int, seed: UInt64) {
    self.count = count
    var members = [[Int]](repeating: [], count: (groups.max() ?? -1) + 1)
    for (one, group) in groups.enumerated() { members[group].append(one) }
    var generator = SplitMix64(seed: seed)
    let order = generator.shuffled(Array(members.indices)).enumerated()
      .sorted { (members[$1.element].count, $0.offset) < (members[$0.element].count, $1.offset) }.map(\.element)
    var fold = [Int](repeating: 0, count: groups.count)
    var rejected = [Int](repeating: 0, count: count)
    var accepted = [Int](repeating: 0, count: count)
    for group in order {
      let bad = members[group].count { isRejected[$0] }
      let best = (0..<count).min { a, b in
        let first = bad > 0 ? (rejected[a], accepted[a]) : (accepted[a], rejected[a])
        let second = bad > 0 ? (rejected[b], accepted[b]) : (accepted[b], rejected[b])
        return (first.0, first.1, a) < (second.0, second.1, b)
      }
      guard let best else { continue }
      rejected[best] += bad
      accepted[best] += members[group].count - bad
      for one in members[group] { fold[one] = best }
    }
    self.fold = fold
  }

  func training(without held: Int) -> [Int] { fold.indices.filter { fold[$0] != held } }

  func held(in held: Int) -> [Int] { fold.indices.filter { fold[$0] == held } }
}
