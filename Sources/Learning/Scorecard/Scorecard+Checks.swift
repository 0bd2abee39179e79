extension Scorecard {
  /// A card written by hand.
  ///
  /// - Throws: the first mistake found.
  package init(features: [Feature], reviewAt: Int? = nil, rejectAt: Int? = nil) throws(ScorecardError) {
    var names: Set<String> = []
    for feature in features {
      guard names.insert(feature.name).inserted else {
        throw ScorecardError(
          code: .duplicate, message: "The feature is listed twice; put its steps together.", location: feature.name)
      }
      if let message = feature.mistake {
        throw ScorecardError(code: .steps, message: message, location: feature.name)
      }
    }
    for cutOff in [reviewAt, rejectAt] {
      if let cutOff, cutOff < 1 {
        throw ScorecardError(
          code: .cutOff, message: "A cut-off of \(cutOff) would catch cases without any points; start at 1.",
          location: nil)
      }
    }
    if let reviewAt, let rejectAt, rejectAt < reviewAt {
      throw ScorecardError(
        code: .cutOff,
        message: "Cases are rejected from \(rejectAt) points but reviewed only from \(reviewAt); put review first.",
        location: nil)
    }
    self.init(monotone: features, reviewAt: reviewAt, rejectAt: rejectAt)
  }
}

extension Scorecard.Feature {
  fileprivate var mistake: String? {
    guard (1...Scorecard.mostSteps).contains(steps.count) else {
      return "A feature has 1 to \(Scorecard.mostSteps) steps, not \(steps.count)."
    }
    for step in steps {
      let limits = [step.low, step.high].compactMap(\.self)
      guard limits.allSatisfy(\.isFinite) else { return "Limits must be finite numbers." }
      let isComplete = (step.low != nil) == (direction != .highIsBad) && (step.high != nil) == (direction != .lowIsBad)
      guard isComplete else {
        return switch direction {
        case .lowIsBad: "Where low is bad, a step has a lower limit and no upper one."
        case .highIsBad: "Where high is bad, a step has an upper limit and no lower one."
        case .bothEndsBad: "Where both ends are bad, a step has a lower and an upper limit."
        }
      }
      if let low = step.low, let high = step.high, low > high {
        return "The lower limit \(low) is above the upper limit \(high)."
      }
      guard step.points > 0 else { return "A step earns at least 1 point, not \(step.points)." }
    }
    for (mild, bad) in zip(steps, steps.dropFirst()) {
      guard bad.points > mild.points else {
        return "A worse step must earn more: \(bad.points) points follow \(mild.points)."
      }
      let isOutside =
        (bad.low ?? 0) <= (mild.low ?? 0) && (bad.high ?? 0) >= (mild.high ?? 0)
        && (bad.low != mild.low || bad.high != mild.high)
      guard isOutside else { return "The limits of each step must lie outside those of the step before." }
    }
    return nil
  }
}
