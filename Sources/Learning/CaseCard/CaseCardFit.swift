/// A card for whole cases, fitted to accepted and rejected ones, with how it did on cases that it did not see.
package struct CaseCardFit: Sendable {
  /// What the card does to unseen cases, both classes counting the same.
  package struct Performance: Sendable, Hashable {
    /// Area under the ROC curve.
    package let area: Double
    /// The share that is right when every case is accepted or rejected, at even odds.
    package let forced: Double
    /// The share that its cut-offs decide, and how much of that is right.
    package let decided: Double
    package let right: Double
    /// The share of rejected cases that it does not accept, and of accepted ones that it does not reject.
    package let notAccepted: Double
    package let notRejected: Double
  }

  package let card: CaseCard
  package let performance: Performance
  package let accepted: Int
  package let rejected: Int

  /// Cost: (deals × folds + 1) × rounds × shortlist × cases.
  ///
  /// - Throws: `FitError`, which says how many cases are needed.
  package init(_ numbers: CaseNumbers, rule: CaseCardRule = CaseCardRule()) throws(FitError) {
    let rejected = numbers.isRejected.count { $0 }
    let accepted = numbers.count - rejected
    guard min(accepted, rejected) >= rule.leastOfClass else {
      throw FitError(
        code: .tooFewCases,
        message:
          "No card can be fitted: at least \(rule.leastOfClass) accepted and as many rejected cases are needed (there are \(accepted) and \(rejected))."
      )
    }
    self.accepted = accepted
    self.rejected = rejected
    let held = HeldOut(numbers, rule: rule)
    let all = Array(0..<numbers.count)
    let rounded = RoundedTables(
      BoostedTables(numbers, cases: all, rule: rule), numbers: numbers, cases: all, most: rule.mostPoints)
    let most = rounded.tables.reduce(0) { $0 + $1.most }
    let (slope, offset) = held.calibration
    let cuts = held.cuts(wrong: rule.wrong)
    func total(_ cut: Double?) -> Int? {
      guard let cut else { return nil }
      guard cut.isFinite else { return cut > 0 ? most + 1 : 1 }
      return Int(rounded.total(at: cut).rounded(.up))
    }
    // Without any cut that keeps the share nothing is accepted or rejected by the card alone.
    let reject = total(cuts.reject).map { max($0, 1) }.flatMap { $0 <= most ? $0 : nil }
    let review = min(max(total(cuts.accept) ?? 1, 1), reject ?? most, max(most, 1))
    card = CaseCard(
      tables: rounded.tables, review: review, reject: reject, even: rounded.total(at: -offset / slope),
      tenfold: 2.302585092994046 * rounded.scale / slope)
    performance = Self.performance(held, accept: cuts.accept, reject: cuts.reject, even: -offset / slope)
  }

  private static func performance(
    _ held: HeldOut, accept: Double?, reject: Double?, even: Double
  ) -> Performance {
    var (forced, decided, right, goodWrong, badWrong, good, bad) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for at in held.values.indices {
      let (value, isBad, weight) = (held.values[at], held.isRejected[at], held.weights[at])
      if (value > even) == isBad { forced += weight }
      if isBad { bad += weight } else { good += weight }
      let isAccepted = accept.map { value < $0 } ?? false
      let isRejected = !isAccepted && (reject.map { value >= $0 } ?? false)
      if isAccepted || isRejected {
        decided += weight
        if isBad == isRejected { right += weight }
      }
      if isAccepted, isBad { badWrong += weight }
      if isRejected, !isBad { goodWrong += weight }
    }
    let all = good + bad
    return Performance(
      area: held.area, forced: all > 0 ? forced / all : 0, decided: all > 0 ? decided / all : 0,
      right: decided > 0 ? right / decided : 0, notAccepted: bad > 0 ? 1 - badWrong / bad : 0,
      notRejected: good > 0 ? 1 - goodWrong / good : 0)
  }
}
