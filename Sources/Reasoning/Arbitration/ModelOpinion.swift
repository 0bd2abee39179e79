internal import Numerics

/// What came of asking a model, as far as arbitration cares.
enum ModelOpinion: Hashable, Sendable {
  /// No model is configured.
  case notAsked
  /// There is no usable answer.
  case failed(StageFailure)
  case verdict(ModelVerdict)
}

/// A model's verdict, its readings and what they rest on.
struct ModelVerdict: Hashable, Sendable {
  struct Vote: Hashable, Sendable {
    var decision: Decision
    /// 0…1.
    var confidence: Double
    /// The ids of the grounded reasons that speak for its decision and rest on this case.
    var carrying: [String]
    /// Findings that its grounded reasons cite, directly or through grounded statements.
    var cited: Set<String>
    /// What its grounded reasons would clear, each one finding.
    var clearings: [Clearing] = []

    /// What the vote counts as: one that no reason carries is a review.
    var counted: Decision { carrying.isEmpty ? .review : decision }
  }

  /// In the order they were asked; an empty verdict is none.
  var votes: [Vote]
  /// How many the policy asks for: a majority is one of these, also when fewer were needed.
  var planned = 1
  /// The share of the votes asked for that a majority needs beside being more than half of them, 0…1.
  var agreementNeeded = 0.0

  /// The decision that the majority of the votes share as they were given, with the first vote that gave it; nil
  /// without a majority.
  var majority: (decision: Decision, first: Int)? {
    for (index, vote) in votes.enumerated() where isMajority(votes.count { $0.decision == vote.decision }) {
      return (vote.decision, index)
    }
    return nil
  }

  /// The majority of what the votes count as: this one decides.
  var countedMajority: Decision? {
    Decision.allCases.first { decision in isMajority(votes.count { $0.counted == decision }) }
  }

  /// Findings that grounded reasons speak of in a majority of the votes, each a vote for a decision.
  func spoken(for decision: Decision) -> Set<String> {
    let agreeing = votes.filter { $0.counted == decision }
    let cited = agreeing.reduce(into: Set<String>()) { $0.formUnion($1.cited) }
    return cited.filter { id in isMajority(agreeing.count { $0.cited.contains(id) }) }
  }

  /// The findings that every vote would clear on the way to a decision, each with the first such reason of every vote,
  /// in the order in which the first vote names them.
  func cleared(for decision: Decision) -> [Arbitration.Cleared] {
    guard let first = votes.first else { return [] }
    let ids = first.clearings.map(\.finding).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return ids.compactMap { id in
      let reasons = votes.compactMap { vote in
        vote.clearings.first { $0.finding == id && $0.supports <= decision }?.reason
      }
      return reasons.count == votes.count ? Arbitration.Cleared(finding: id, reasons: reasons) : nil
    }
  }

  /// Whether no further vote can change the majority that decides, or that there is none.
  var isDecided: Bool {
    let best = Decision.allCases.map { decision in votes.count { $0.counted == decision } }.max() ?? 0
    return votes.count >= planned || isMajority(best) || !isMajority(best + planned - votes.count)
  }

  private func isMajority(_ count: Int) -> Bool {
    let all = max(planned, votes.count)
    return 2 * count > all && Double(count) >= agreementNeeded * Double(all) - 1e-9
  }

  /// How far the votes agree; nil when only one was asked for.
  var agreement: StageRecord.Agreement? {
    guard planned > 1, !votes.isEmpty else { return nil }
    let shares = Decision.allCases.map { decision in
      Double(votes.count { $0.decision == decision }) / Double(votes.count)
    }
    let entropy = shares.reduce(0.0) { $1 > 0 ? $0 - $1 * binaryLogarithm($1) : $0 }
    func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
    return .init(
      votes: planned, asked: votes.count, share: rounded(shares.max() ?? 0), entropy: rounded(entropy))
  }

  /// Mean confidence of the votes that count for a decision.
  func confidence(in decision: Decision) -> Double {
    let agreeing = votes.filter { $0.counted == decision }.map(\.confidence)
    return agreeing.isEmpty ? 0 : agreeing.reduce(0, +) / Double(agreeing.count)
  }

  /// The confidence-weighted vote: an accept adds half its confidence to one half, a reject takes it away, a review
  /// counts one half.
  var score: Double {
    let values = votes.map { vote in
      switch vote.decision {
      case .accept: 0.5 + vote.confidence / 2
      case .review: 0.5
      case .reject: 0.5 - vote.confidence / 2
      }
    }
    return (values.reduce(0, +) / Double(max(values.count, 1)) * 10_000).rounded() / 10_000
  }
}
