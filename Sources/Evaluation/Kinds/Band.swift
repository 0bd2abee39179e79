internal import Diagnostics
internal import Numerics
internal import PolicyLanguage
internal import Wording
internal import YAML

/// A typical and a possible range: outside the typical one is odd (warn), outside the possible one is wrong (fail).
struct Band: Sendable, Hashable {
  var typical: Limits?
  var possible: Limits?

  /// What its limits measure; nil without any.
  var dimension: Dimension? { (possible ?? typical)?.dimension }

  /// The verdict on a canonical value, with the limits that decided.
  func judge(_ value: Double) -> (outcome: Finding.Outcome, limits: Limits?) {
    if let possible, !possible.contains(value) { return (.fail, possible) }
    if let typical, !typical.contains(value) { return (.warn, typical) }
    return (.pass, possible ?? typical)
  }

  /// A judgement on a number.
  ///
  /// - Parameters:
  ///   - value: canonical.
  ///   - what: the number as the beginning of a sentence: `The volume of liver`.
  ///   - subject: what would lie within the limits with more or less of it: `liver`, `the thickness of liver`.
  ///   - key: the field, where the kind has several.
  func judgement(of value: Double, what: String, subject: String, key: String? = nil, location: Location?) -> Judgement
  {
    let (outcome, limits) = judge(value)
    guard let limits else {
      return Judgement(.pass, aspect: Aspect(key ?? "", .within), message: "\(what) has no limit.")
    }
    let (shown, unit) = limits.format(value)
    let band = outcome == .warn || possible == nil ? "typical" : "possible"
    let side: Deviation = limits.isBelow(value) ? .below : limits.isAbove(value) ? .above : .within
    return Judgement(
      outcome, aspect: Aspect(key ?? "", side),
      message: "\(what) is \(limits.describe(value)), \(side.rawValue) the \(band) \(limits.noun) of \(limits.text).",
      measured: Measured(value: shown, unit: unit), expected: limits.text, margin: limits.margin(value),
      location: location,
      counterfactual: outcome == .pass ? nil : limits.change(of: subject, from: value, isPart: key == nil))
  }
}

extension Limits {
  /// What they are: a range, a limit to one side, or a value.
  fileprivate var noun: String {
    guard let lower, let upper else { return "limit" }
    return lower.value == upper.value ? "value" : "range"
  }

  /// What would bring a number within them.
  ///
  /// - Parameter isPart: whether a share is one of something else, and so moves with that as well: then no amount would
  ///   be the right one.
  fileprivate func change(of subject: String, from value: Double, isPart: Bool) -> String? {
    guard let nearest = isBelow(value) ? lower?.value : upper?.value else { return nil }
    let isRange = lower != nil && upper != nil
    switch dimension {
    case .fraction where isPart: return "With a share of \(text) this would pass."
    case .fraction, .ratio, .count:
      return "If \(subject) were \(isRange && noun == "range" ? "in " : "")\(text), this would pass."
    default:
      let amount = "\(describe(abs(nearest - value))) \(isBelow(value) ? "more" : "less")"
      return "With \(amount), \(subject) would \(isRange ? "lie within" : "be") \(text)."
    }
  }
}

extension FieldReader {
  /// The fields `typical` and `possible`: at least one, both in one dimension. Nil, reported, when there is none or one
  /// is wrong.
  ///
  /// - Parameter range: what the number can be at all; nil: what its first dimension says.
  mutating func band(in dimensions: [Dimension], signed: Bool = false, range: Interval? = nil) -> Band? {
    let isThere = has("typical") || has("possible")
    let band = Band(
      typical: limits("typical", in: dimensions, signed: signed, range: range),
      possible: limits("possible", in: dimensions, signed: signed, range: range))
    if !isThere { error(.missingLimits, "\(owner) needs a typical range, a possible range, or both", at: .value) }
    if let typical = band.typical, let possible = band.possible, typical.dimension != possible.dimension {
      mismatch(typical, possible)
      return nil
    }
    return band.dimension == nil ? nil : band
  }

  /// Reports two ranges that measure different things, at the one that lacks its unit, or is a share.
  private mutating func mismatch(_ typical: Limits, _ possible: Limits) {
    let isTypical = typical.unit.symbol.isEmpty || (typical.dimension == .fraction && !possible.unit.symbol.isEmpty)
    let (key, limits, other) =
      isTypical ? ("typical", typical, ("possible", possible)) : ("possible", possible, ("typical", typical))
    guard limits.unit.symbol.isEmpty else {
      return error(
        .unitMismatch,
        "'\(key)' is \(limits.dimension.described), and '\(other.0)' is \(other.1.dimension.described)",
        at: FieldReader.Key(key), suggestion: "write both in one unit, such as \(other.1.unit.symbol)")
    }
    let text = "\(limits.text) \(other.1.unit.symbol)"
    error(
      .missingUnit, "'\(key)' has no unit, and '\(other.0)' has", at: FieldReader.Key(key),
      suggestion: "write \(text.hasPrefix(">") ? "\"\(text)\"" : text)")
  }

  /// The limits of one field: limits alone, outside of which fails, or a mapping with `typical` and `possible`.
  mutating func band(
    _ key: Key, in dimensions: [Dimension], signed: Bool = false, range: Interval? = nil
  ) -> Band? {
    var band: Band?
    if hasMapping(key) { band = nested(key) { $0.band(in: dimensions, signed: signed, range: range) } }
    if hasNoMapping(key), let limits = limits(key, in: dimensions, signed: signed, range: range) {
      band = Band(typical: nil, possible: limits)
    }
    return band
  }
}

extension Band {
  /// `is 45..450 mL, usually 99..230 mL`.
  var words: String {
    switch (typical, possible) {
    case (let typical?, let possible?): "is \(possible.words), usually \(typical.words)"
    case (let typical?, nil): "is usually \(typical.words)"
    case (nil, let possible?): "is \(possible.words)"
    case (nil, nil): "has no limits"
    }
  }
}
