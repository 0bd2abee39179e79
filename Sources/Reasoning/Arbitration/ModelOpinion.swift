/// What came of asking a model, as far as arbitration cares.
enum ModelOpinion: Hashable, Sendable {
  /// No model is configured.
  case notAsked
  /// There is no usable answer; the reason in words.
  case failed(String)
  case verdict(ModelVerdict)
}

/// A model's verdict, its readings and what they rest on.
struct ModelVerdict: Hashable, Sendable {
  struct Vote: Hashable, Sendable {
    var decision: Decision
    /// 0…1.
    var confidence: Double
    /// The ids of its grounded reasons.
    var grounded: [String]
    /// Findings that its grounded reasons cite, directly or through grounded statements.
    var cited: Set<String>
  }

  /// In the order they were asked; never empty.
  var votes: [Vote]

  /// The decision that more than half of the votes share, with the first vote that gave it; nil without such a majority.
  var majority: (decision: Decision, first: Int)? {
    for (index, vote) in votes.enumerated() {
      let share = votes.count { $0.decision == vote.decision }
      if 2 * share > votes.count { return (vote.decision, index) }
    }
    return nil
  }

  /// Mean confidence of the votes for a decision.
  func confidence(in decision: Decision) -> Double {
    let agreeing = votes.filter { $0.decision == decision }.map(\.confidence)
    return agreeing.isEmpty ? 0 : agreeing.reduce(0, +) / Double(agreeing.count)
  }

  /// The confidence-weighted vote: an accept adds half its confidence to one half, a reject takes it away, a review counts one half.
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
