/// Whether a cohort is large enough for what is asked of it.
package enum CohortAdequacy: Sendable, Hashable {
  case enough
  /// Usable with a warning.
  case thin(reason: String)
  /// Nothing is proposed.
  case tooSmall(reason: String)

  package var isTooSmall: Bool { if case .tooSmall = self { true } else { false } }

  package var reason: String? {
    switch self {
    case .enough: nil
    case .thin(let reason), .tooSmall(let reason): reason
    }
  }

  /// An interval of an end wider than this share of the typical range makes a cohort thin. Harris and Boyd (1995) ask
  /// for 0.2, which clinical laboratories with hundreds of people reach; beyond one half nobody would read the end as a
  /// limit.
  private static let widest = 0.5

  init(count: Int, rule: RangeRule) {
    let (least, ample) = (rule.leastCount, rule.ampleCount)
    if count < least {
      self = .tooSmall(
        reason: "\(count) values are too few: with fewer than \(least), one case alone sets an end of the range.")
    } else if count < ample {
      self = .thin(
        reason: "\(count) values are few: from \(ample) on, the ends are known about as well as their intervals say.")
    } else {
      self = .enough
    }
  }

  /// Adds what the widths of the intervals tell, on the working scale.
  func considering(
    low: ClosedRange<Double>, high: ClosedRange<Double>, typical: ClosedRange<Double>, scale: WorkingScale
  ) -> CohortAdequacy {
    func width(_ range: ClosedRange<Double>) -> Double {
      scale.forward(range.upperBound) - scale.forward(range.lowerBound)
    }
    guard !isTooSmall, width(typical) > 0 else { return self }
    let uncertain = [("lower", low), ("upper", high)].filter { width($0.1) > Self.widest * width(typical) }.map(\.0)
    guard !uncertain.isEmpty else { return self }
    let which = uncertain.joined(separator: " and the ")
    let text = "The \(which) end is uncertain by more than half of the range: look for outliers or take more cases."
    return .thin(reason: [reason, text].compactMap(\.self).joined(separator: " "))
  }
}
