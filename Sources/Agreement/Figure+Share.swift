extension Figure {
  /// The share of cases for which something holds. Where clusters have one case each the interval is Clopper and
  /// Pearson's, otherwise that of the bootstrap; where all cases are alike, Clopper and Pearson's as if a cluster were
  /// one case.
  package init(_ holds: [Bool], clusters: [Int], absence: String, rule: AgreementRule) {
    guard !holds.isEmpty else {
      self = .notEstimable(because: absence)
      return
    }
    let share = Share(part: holds.count { $0 }, of: holds.count)
    let value = Double(share.part) / Double(share.of)
    let bootstrap = ClusterBootstrap(clusters, rule: rule)
    let interval: Interval
    if !bootstrap.isClustered {
      let exact = Binomial(trials: share.of).interval(hits: share.part, confidence: rule.confidence)
      interval = .range(exact, .exact)
    } else if share.part == 0 || share.part == share.of {
      let clusters = bootstrap.count
      let exact = Binomial(trials: clusters)
        .interval(hits: share.part == 0 ? 0 : clusters, confidence: rule.confidence)
      interval = .range(exact, .exactByCluster)
    } else {
      let replicates = bootstrap.replicates { times in
        var (part, all) = (0, 0)
        for (one, count) in zip(holds, times) {
          if one { part += count }
          all += count
        }
        return [all > 0 ? Double(part) / Double(all) : nil]
      }
      interval = bootstrap.interval(replicates, 0)
    }
    self = .known(Known(value: value, share: share, interval: interval))
  }

  /// A rate among cases.
  init(_ rate: Rate, of cases: [JudgedCase], rule: AgreementRule) {
    let own = cases.filter(rate.concerns)
    self.init(
      own.map { rate.share(of: CallCounts([$0])).part > 0 }, clusters: own.map(\.cluster), absence: rate.absence,
      rule: rule)
  }
}
