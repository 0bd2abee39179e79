internal import PolicyLanguage

/// A typical and a possible range: outside the typical one is odd (warn), outside the possible one is wrong (fail).
struct Band: Sendable, Hashable {
  var typical: Limits?
  var possible: Limits?

  var wantsSource: Bool { true }

  /// The verdict on a canonical value, with the limits that decided.
  func judge(_ value: Double) -> (outcome: Finding.Outcome, limits: Limits?) {
    if let possible, !possible.contains(value) { return (.fail, possible) }
    if let typical, !typical.contains(value) { return (.warn, typical) }
    return (.pass, possible ?? typical)
  }

  /// A judgement on a size: aspects `below` and `above`.
  func judgement(of value: Double, what: String, label: String, location: Location?) -> Judgement {
    let (outcome, limits) = judge(value)
    guard let limits else { return Judgement(.pass, aspect: "within", message: "\(what) has no limit.") }
    let (shown, unit) = limits.format(value)
    let band = outcome == .warn ? "typical" : possible == nil ? "typical" : "possible"
    let side = limits.isBelow(value) ? "below" : limits.isAbove(value) ? "above" : "within"
    let message = "\(what) is \(limits.describe(value)), \(side) the \(band) range of \(limits.text)."
    let nearest = side == "below" ? limits.lower?.value : side == "above" ? limits.upper?.value : nil
    // A share moves with the whole as well, so no amount would be the right one.
    let change = nearest.map {
      limits.dimension == .fraction
        ? "With a share of \(limits.text) this would pass."
        : "With \(limits.describe(abs($0 - value))) \(side == "below" ? "more" : "less"), \(label) would lie within \(limits.text)."
    }
    return Judgement(
      outcome, aspect: side, message: message, measured: Measured(value: shown, unit: unit), expected: limits.text,
      margin: limits.margin(value), location: location, counterfactual: outcome == .pass ? nil : change)
  }
}
