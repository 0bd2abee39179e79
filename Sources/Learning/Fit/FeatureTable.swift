/// Accepted cases, then rejected ones, by column.
struct FeatureTable: Sendable {
  let features: [FitFeature]
  /// Per feature, per case; not a number where missing.
  let columns: [[Double]]
  let isRejected: [Bool]
  /// Per case, from 0.
  let groups: [Int]

  var count: Int { isRejected.count }

  init(accepted: [FitCase], rejected: [FitCase], features: [FitFeature]) {
    let cases = accepted + rejected
    self.features = features
    columns = features.map { feature in
      cases.map { $0.values[feature.name].flatMap { $0.isFinite ? $0 : nil } ?? .nan }
    }
    isRejected = cases.indices.map { $0 >= accepted.count }
    var numbers: [String: Int] = [:]
    var groups: [Int] = []
    var next = 0
    for one in cases {
      if let name = one.group, let number = numbers[name] {
        groups.append(number)
        continue
      }
      if let name = one.group { numbers[name] = next }
      groups.append(next)
      next += 1
    }
    self.groups = groups
  }

  /// The finite values of a feature among the accepted of some cases, ascending.
  func accepted(_ feature: Int, in cases: [Int]) -> [Double] {
    let column = columns[feature]
    return cases.filter { !isRejected[$0] && !column[$0].isNaN }.map { column[$0] }.sorted()
  }
}
