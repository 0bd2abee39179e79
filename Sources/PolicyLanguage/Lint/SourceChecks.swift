internal import Diagnostics
internal import Wording

/// Where the limits of an expectation come from, and why it is there.
struct SourceChecks {
  let expectation: Expectation

  /// How many times the mean a limit may be, or the mean a limit, before it looks like a slip.
  static let farPossible = 10.0
  static let farTypical = 4.0

  func report(to diagnostics: inout Diagnostics) {
    guard let source = expectation.source else {
      if expectation.kind.wantsSource, expectation.learned == nil {
        diagnostics.note(
          .noSource, "the limits of '\(expectation.id)' come without a source", at: expectation.range,
          suggestion: "add source: with the publication or cohort")
      } else if expectation.because == nil, expectation.learned == nil {
        diagnostics.note(
          .noReason, "'\(expectation.id)' does not say why it is expected", at: expectation.range,
          suggestion: "add because: in one sentence; it is shown with every finding")
      }
      return
    }
    guard let mean = source.mean else { return }
    for mentioned in expectation.mentions.limits {
      guard let value = CitedMean.value(mean, in: mentioned.limits.dimension) else { continue }
      if !mentioned.limits.contains(value) {
        diagnostics.warning(
          .meanOutsideLimits, "the cited mean, \(mean), lies outside \(mentioned.limits.text)", at: mentioned.range)
      } else if let far = farLimit(mentioned, from: value) {
        diagnostics.note(
          .farFromSource, "\(far) is far from the cited mean, \(mean)", at: mentioned.range,
          suggestion: "check digits and units")
      }
    }
  }

  /// The limit that is out of proportion to the mean, in words.
  private func farLimit(_ mentioned: FieldMentions.Limit, from mean: Double) -> String? {
    guard mean > 0 else { return nil }
    let limits = mentioned.limits
    let most = mentioned.key == "typical" ? Self.farTypical : Self.farPossible
    if let upper = limits.upper?.value, upper > most * mean { return limits.describe(upper) }
    // Zero is no slip: nothing at all may be possible.
    if let lower = limits.lower?.value, lower > 0, lower * most < mean { return limits.describe(lower) }
    return nil
  }
}
