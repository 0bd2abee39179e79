/// What people should know before they use a fitted card.
struct FitWarnings {
  let card: Scorecard
  let validation: ScorecardValidation
  let accepted: Int
  let rejected: Int
  let rule: FitRule

  var sentences: [String] {
    guard !card.features.isEmpty else {
      return ["No feature tells the rejected cases from the accepted ones, so the card is empty."]
    }
    return [few, separation, noGain, unproven, missing("review", card.reviewAt), missing("reject", card.rejectAt)]
      .compactMap(\.self)
  }

  private var few: String? {
    // Ten of the rarer class for each feature (Peduzzi et al. 1996).
    let needed = 10 * rule.mostFeatures
    guard min(accepted, rejected) < needed else { return nil }
    return
      "\(accepted) accepted and \(rejected) rejected cases are few for up to \(rule.mostFeatures) features; \(needed) of each would be enough."
  }

  private var separation: String? {
    guard validation.card.area.value == 1 else { return nil }
    return
      "The card separates all cases, so these rejected ones are far off; it is unknown how it does with milder faults."
  }

  private var noGain: String? {
    guard validation.gain.interval.lowerBound <= 0 else { return nil }
    return "The card is not shown to do better than counting the features outside their typical range."
  }

  private var unproven: String? {
    let needed = Int((1 / rule.rejectRate).rounded(.up))
    guard card.rejectAt != nil, accepted < needed else { return nil }
    return
      "No accepted case was rejected, but \(accepted) cannot show a rate as low as \(1 / Double(needed)): \(needed) are needed."
  }

  private func missing(_ name: String, _ cutOff: Int?) -> String? {
    cutOff == nil
      ? "No total that the card can reach is high enough for \(name) without flagging too many accepted cases, so there is no such cut-off."
      : nil
  }
}
