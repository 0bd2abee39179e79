/// Whether the same cases get the same calls again.
package struct Repeatability: Sendable {
  /// Cases with a call of every run.
  package let cases: Int
  package let runs: Int
  /// The share of cases that every run says the same of.
  package let equal: Figure
  /// Fleiss's kappa (Psychological Bulletin 76, 1971): agreement of two runs beyond what calls of these frequencies
  /// would have by chance; 1 is perfect.
  package let kappa: Figure

  /// - Parameters:
  ///   - calls: of each case, the call of each run; as many for every case.
  ///   - clusters: of each case.
  package init(_ calls: [[Call]], runs: Int, clusters: [Int], rule: AgreementRule) {
    (cases, self.runs) = (calls.count, runs)
    equal = Figure(
      calls.map { Set($0).count == 1 }, clusters: clusters, absence: "no case has a decision of every run", rule: rule)
    let counts = calls.map { own in Call.allCases.map { call in own.count { $0 == call } } }
    guard runs > 1, !calls.isEmpty else {
      kappa = .notEstimable(because: runs > 1 ? "no case has a decision of every run" : "there is one run")
      return
    }
    guard let value = Self.kappa(counts, [Int](repeating: 1, count: calls.count), runs: runs) else {
      kappa = .notEstimable(because: "all runs say the same of all cases, so nothing can be put down to chance")
      return
    }
    let bootstrap = ClusterBootstrap(clusters, rule: rule)
    let replicates = bootstrap.replicates { [Self.kappa(counts, $0, runs: runs)] }
    kappa = .known(.init(value: value, share: nil, interval: bootstrap.interval(replicates, 0)))
  }

  /// Nil where one call is all that is said.
  private static func kappa(_ counts: [[Int]], _ times: [Int], runs: Int) -> Double? {
    var agreeing = 0.0
    var totals = [0, 0, 0]
    var cases = 0
    for (own, count) in zip(counts, times) where count > 0 {
      agreeing += Double(count * own.reduce(0) { $0 + $1 * ($1 - 1) })
      for call in totals.indices { totals[call] += count * own[call] }
      cases += count
    }
    let all = Double(cases * runs)
    let observed = agreeing / (all * Double(runs - 1))
    let expected = totals.reduce(0) { $0 + (Double($1) / all) * (Double($1) / all) }
    return totals.contains { $0 == cases * runs } ? nil : (observed - expected) / (1 - expected)
  }
}
