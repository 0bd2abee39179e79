/// Finds cut-offs by what they do to accepted cases that the card did not see.
///
/// Cards of different folds give different points, so a cut-off cannot be carried from them to the final card; its
/// strictness can. A strictness is a share of the accepted training cases that may reach the cut-off, or a number of
/// points above all of them. Taken is the least strict one that keeps the rate of flagged accepted cases, over all
/// held-out ones, within the limit.
struct CutOffSearch {
  enum Strictness: Sendable {
    case share(Double)
    case pointsAboveAll(Int)

    /// The lowest total to flag.
    ///
    /// - Parameter accepted: totals, ascending.
    func cutOff(of accepted: [Int]) -> Int {
      guard let most = accepted.last else { return 1 }
      switch self {
      case .pointsAboveAll(let points): return most + points
      case .share(let share):
        let allowed = Int(share * Double(accepted.count) + 1e-9)
        return allowed >= accepted.count ? 1 : max(accepted[accepted.count - allowed - 1] + 1, 1)
      }
    }
  }

  private static let all: [Strictness] =
    [0.1, 0.075, 0.05, 0.04, 0.03, 0.02, 0.01, 0.005].map { .share($0) } + (1...4).map { .pointsAboveAll($0) }

  struct Found {
    let strictness: Strictness
    let point: OperatingPoint
  }

  /// Nil where even the strictest cut-off flags too many.
  static func find(_ totals: HeldOutTotals, rate: Double) -> Found? {
    for strictness in all {
      let cutOffs = totals.training.map { strictness.cutOff(of: $0) }
      var (flaggedAccepted, flaggedRejected) = (0, 0)
      for (one, total) in totals.total.enumerated() where total >= cutOffs[totals.fold[one]] {
        if totals.isRejected[one] { flaggedRejected += 1 } else { flaggedAccepted += 1 }
      }
      let rejected = totals.isRejected.count { $0 }
      let accepted = totals.isRejected.count - rejected
      if Double(flaggedAccepted) <= rate * Double(accepted) + 1e-9 {
        return Found(
          strictness: strictness,
          point: OperatingPoint(
            flaggedRejected: flaggedRejected, rejected: rejected, flaggedAccepted: flaggedAccepted, accepted: accepted))
      }
    }
    return nil
  }
}
