internal import Numerics

/// Fits the points of a card to some cases of a table: an L1 path finds the features, backward elimination keeps few,
/// rounding makes points.
///
/// What decides between cards is the loss of the class-balanced logistic model, and a feature must lower it by more
/// than (ln n + 2 ln p) / 2n, where p features were looked at (the extended Bayesian information criterion, Chen and
/// Chen, Biometrika 95, 2008). As both classes weigh the same, n is what the weights are worth (Kish): 4ab / (a + b)
/// for a accepted and b rejected cases. Deterministic; ties go to the feature listed first. Cost: O(cases × features) a
/// sweep, some hundred sweeps.
struct CardFitting {
  /// One feature with all its candidate limits; each limit is a column of the model.
  private struct Block {
    let feature: FitFeature
    let limits: [CandidateSteps.Limits]
    let columns: [Int]
  }

  private var blocks: [Block] = []
  private var model: MonotoneLogistic
  private let rule: FitRule
  private let isRejected: [Bool]
  private let columns: [[Int]]

  /// - Parameters:
  ///   - cases: those of the table that may be looked at.
  ///   - candidates: per feature of the table, from the same cases; nil: cannot be used.
  init(_ table: FeatureTable, cases: [Int], candidates: [CandidateSteps?], rule: FitRule) {
    self.rule = rule
    let isRejected = cases.map { table.isRejected[$0] }
    self.isRejected = isRejected
    var columns: [[Int]] = []
    for (place, candidate) in candidates.enumerated() {
      guard let candidate else { continue }
      let values = cases.map { table.columns[place][$0] }
      var limits: [CandidateSteps.Limits] = []
      var own: [Int] = []
      for limit in candidate.limits {
        let rows = values.indices.filter { limit.isPassed(by: values[$0]) }
        // A limit that parts the cases as the milder one does would only look stricter.
        guard rows.contains(where: { isRejected[$0] }), own.isEmpty || columns.last != rows else { continue }
        limits.append(limit)
        own.append(columns.count)
        columns.append(rows)
      }
      if !own.isEmpty { blocks.append(Block(feature: table.features[place], limits: limits, columns: own)) }
    }
    self.columns = columns
    model = MonotoneLogistic(columns: columns, isRejected: isRejected)
  }

  /// The features with their points; none where nothing tells the classes apart.
  mutating func features() -> [Scorecard.Feature] {
    let kept = eliminated(selected())
    for block in kept { keepMostSteps(of: blocks[block], among: kept) }
    let rounding = PointRounding(
      weights: kept.map { blocks[$0].columns.map { model.coefficients[$0] } },
      rows: kept.map { blocks[$0].columns.map { columns[$0] } }, isRejected: isRejected, worth: worth)
    return zip(kept, rounding.points(most: rule.mostPoints)).compactMap { place, points in
      let block = blocks[place]
      var steps: [Scorecard.Step] = []
      for (limit, total) in zip(block.limits, points) where total > steps.last?.points ?? 0 {
        steps.append(Scorecard.Step(low: limit.low, high: limit.high, points: total))
      }
      return steps.isEmpty
        ? nil : Scorecard.Feature(name: block.feature.name, direction: block.feature.direction, steps: steps)
    }
  }

  private var effectiveCount: Double {
    let rejected = Double(isRejected.count { $0 })
    let accepted = Double(isRejected.count) - rejected
    return max(4 * accepted * rejected / max(accepted + rejected, 1), 1)
  }

  /// By how much a feature must lower the mean loss.
  private var worth: Double {
    (logarithm(effectiveCount) + 2 * logarithm(Double(max(blocks.count, 1)))) / (2 * effectiveCount)
  }

  /// Keeps the weights finite where the classes part without overlap.
  private var refitPenalty: Double { 0.5 / effectiveCount }

  private func weight(of block: Int) -> Double { blocks[block].columns.reduce(0) { $0 + model.coefficients[$1] } }

  /// Features that enter along the path of falling penalties, until half as many again as wanted are in.
  private mutating func selected() -> [Int] {
    let all = Array(columns.indices)
    let most = rule.mostFeatures + (rule.mostFeatures + 1) / 2
    let first = all.map { model.pull($0) }.max() ?? 0
    guard first > 0 else { return [] }
    var inside: [Int] = []
    var penalty = first
    for _ in 0..<20 where inside.count < most {
      penalty *= 0.8
      model.fit(all, penalty: penalty, tolerance: 1e-3)
      inside = blocks.indices.filter { weight(of: $0) > 0 }
    }
    let strongest = inside.sorted { (weight(of: $1), $0) < (weight(of: $0), $1) }.prefix(most)
    for block in blocks.indices where !strongest.contains(block) { clear(block) }
    return strongest.sorted()
  }

  /// Drops, one by one, the feature that is missed least: always while there are too many, then while it is not worth a
  /// feature.
  ///
  /// Refitted without are only the three that are missed least before the others make up for them.
  private mutating func eliminated(_ chosen: [Int]) -> [Int] {
    var chosen = chosen
    refit(chosen)
    while !chosen.isEmpty {
      let full = model.loss
      let likely = chosen.map { (block: $0, loss: without($0, of: chosen, isRefitted: false).loss) }
        .sorted { ($0.loss, $0.block) < ($1.loss, $1.block) }.prefix(3).map(\.block)
      let models = likely.map { (block: $0, model: without($0, of: chosen, isRefitted: true)) }
      guard let least = models.min(by: { $0.model.loss < $1.model.loss }) else { break }
      guard chosen.count > rule.mostFeatures || least.model.loss - full < worth else { break }
      chosen.removeAll { $0 == least.block }
      model = least.model
    }
    return chosen
  }

  private func without(_ block: Int, of chosen: [Int], isRefitted: Bool) -> MonotoneLogistic {
    var rest = self
    rest.clear(block)
    if isRefitted { rest.refit(chosen.filter { $0 != block }) } else { rest.model.fit([], penalty: 0) }
    return rest.model
  }

  private mutating func refit(_ chosen: [Int]) {
    model.fit(chosen.flatMap { blocks[$0].columns }, penalty: refitPenalty, tolerance: 1e-3)
  }

  private mutating func clear(_ block: Int) { for column in blocks[block].columns { model.clear(column) } }

  private mutating func keepMostSteps(of block: Block, among chosen: [Int]) {
    while block.columns.count(where: { model.coefficients[$0] > 0 }) > Scorecard.mostSteps {
      let least = block.columns.filter { model.coefficients[$0] > 0 }
        .min { (model.coefficients[$0], $0) < (model.coefficients[$1], $1) }
      guard let least else { return }
      model.clear(least)
      // Only those that are in stay: a cleared column must not come back.
      model.fit(chosen.flatMap { blocks[$0].columns }.filter { model.coefficients[$0] > 0 }, penalty: refitPenalty)
    }
  }
}
