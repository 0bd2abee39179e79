internal import Numerics

/// Percentile intervals from resamples in which whole clusters are drawn with replacement (Efron and Tibshirani 1993;
/// Field and Welsh, JRSS B 69, 2007): cases of one patient are alike, and count together. The same seed gives the same
/// resamples.
struct ClusterBootstrap {
  /// Places of the cases of each cluster.
  private let members: [[Int]]
  private let rule: AgreementRule

  /// - Parameter clusters: the cluster of each case; numbers need not be dense.
  init(_ clusters: [Int], rule: AgreementRule) {
    var places: [Int: Int] = [:]
    var members: [[Int]] = []
    for (one, cluster) in clusters.enumerated() {
      if let place = places[cluster] {
        members[place].append(one)
      } else {
        places[cluster] = members.count
        members.append([one])
      }
    }
    self.members = members
    self.rule = rule
  }

  /// Whether a cluster has several cases.
  var isClustered: Bool { members.contains { $0.count > 1 } }

  var count: Int { members.count }

  /// Numbers of every resample, in the order of the resamples. `statistics` gets how often each case was drawn, and
  /// gives nil for a number that the resample does not have.
  ///
  /// Cost: resamples × (cases + the statistics).
  func replicates(_ statistics: ([Int]) -> [Double?]) -> [[Double?]] {
    var generator = SplitMix64(seed: rule.seed)
    var times = [Int](repeating: 0, count: members.reduce(0) { $0 + $1.count })
    return (0..<rule.resamples).map { _ in
      for place in times.indices { times[place] = 0 }
      for _ in members.indices { for member in members[generator.index(below: members.count)] { times[member] += 1 } }
      return statistics(times)
    }
  }

  /// The interval of one of the numbers of the replicates.
  func interval(_ replicates: [[Double?]], _ which: Int) -> Figure.Interval {
    let values = replicates.compactMap { $0[which] }.sorted()
    guard let least = values.first, let most = values.last else {
      return .notEstimable(because: "no resample of the cases has the number")
    }
    // What is missing now and then is missing at one end.
    guard values.count * 100 >= replicates.count * 95 else {
      return .notEstimable(because: "so few cases that many resamples do not have the number")
    }
    guard least < most else { return .notEstimable(because: "so few cases that all resamples are alike") }
    let tail = (1 - rule.confidence) / 2
    let low = QuantilePosition(tail, of: values.count).value(in: values)
    let high = QuantilePosition(1 - tail, of: values.count).value(in: values)
    return .range(low...max(low, high), .bootstrap)
  }
}
