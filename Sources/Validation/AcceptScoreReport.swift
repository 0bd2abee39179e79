package import Agreement
package import PolicyLanguage
internal import Wording

/// Which score a policy may accept from, by labelled cases that it did not learn from.
package struct AcceptScoreReport: Sendable {
  package let policy: String
  package let version: String
  package let digest: String
  /// What the labelled cases are called.
  package let cohort: String
  package let date: CalendarDay
  package let control: RiskControl
  /// Cases with a truth, one of each patient.
  package let labelled: Int
  /// How many of them are bad.
  package let bad: Int
  /// How many the policy would accept if it asked for no score, and how many of these are bad.
  package let candidates: (count: Int, bad: Int)
  package let tests: [RiskControl.Test]
  /// How many of the cases were used before, in a sentence each, and what else a person must know.
  package let notes: [String]
  /// Whether the cases had been used before.
  package let isSpent: Bool
  /// The least score that is accepted where no cut-off is needed.
  private let lowest: Double

  /// - Parameters:
  ///   - candidates: the cases that the policy would accept if it asked for no score.
  ///   - lowest: what no accepted case scores less than.
  package init(
    policy: Policy, cohort: String, date: CalendarDay, control: RiskControl, labelled: Int, bad: Int,
    candidates: [RiskControl.Candidate], lowest: Double, isSpent: Bool, notes: [String]
  ) {
    (self.policy, version, digest) = (policy.id, policy.version, policy.digest)
    (self.cohort, self.date, self.control, self.labelled, self.bad) = (cohort, date, control, labelled, bad)
    self.candidates = (candidates.count, candidates.count(where: \.isBad))
    tests = control.tests(candidates)
    self.lowest = lowest
    self.isSpent = isSpent
    self.notes = notes
  }

  /// The test that the cut-off comes from; nil where none can be given.
  package var chosen: RiskControl.Test? { control.loosest(of: tests) }

  /// The cut-off; nil where none can be given. Scores have four decimals.
  package var score: AcceptScore? {
    guard let chosen else { return nil }
    let least = chosen.above.map { ($0 * 10_000 + 1).rounded() / 10_000 } ?? lowest
    return AcceptScore(
      least: least,
      origin: .init(
        cohort: cohort, cases: labelled, date: date, wrong: control.wrong, confidence: control.confidence))
  }

  /// Why there is no cut-off, and how many cases would do; nil where there is one.
  package var refusal: String? {
    guard chosen == nil else { return nil }
    let (few, have) = (control.leastAccepted, candidates.count)
    let promise = "\(percent(control.wrong)) with \(percent(control.confidence)) confidence"
    if have < few {
      return
        "\(have) of \(labelled) labelled cases would be accepted, too few to show a share of \(promise): \(few) accepted ones without a bad one would do"
        + (have > 0 ? ", about \(labelled * few / have + 1) labelled cases of this kind." : ".")
    }
    // The smallest share of bad ones at any cut-off with cases enough to speak of.
    let best = tests.filter { $0.accepted > 0 }.min { share(of: $0) < share(of: $1) }
    guard let best else { return "No case would be accepted." }
    let words = "No cut-off holds: of the \(best.accepted) cases with the best scores \(best.bad) are bad"
    guard share(of: best) < control.wrong else {
      return
        "\(words), no fewer than the \(percent(control.wrong)) that are asked for. No number of cases will do; the policy must tell bad masks better."
    }
    let needed = accepted(at: share(of: best))
    return
      "\(words); if their share stays, \(needed) of them would show \(promise), about \(labelled * needed / best.accepted + 1) labelled cases of this kind."
  }

  private func share(of test: RiskControl.Test) -> Double { Double(test.bad) / Double(test.accepted) }

  /// How many accepted cases with a share of bad ones below α it takes.
  private func accepted(at share: Double) -> Int {
    var count = control.leastAccepted
    for _ in 0..<10_000 {
      let needed = control.leastAccepted(bad: Int((share * Double(count)).rounded(.up)))
      if needed <= count { return count }
      count = needed
    }
    return count
  }
}
