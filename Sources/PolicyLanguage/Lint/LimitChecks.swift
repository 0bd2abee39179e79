internal import Diagnostics
internal import Numerics
internal import Wording
internal import YAML

/// Limits that notice nothing, or everything.
struct LimitChecks {
  let expectation: Expectation

  func report(to diagnostics: inout Diagnostics) {
    for mentioned in expectation.mentions.limits where isOneNumber(mentioned.limits) {
      diagnostics.warning(
        .zeroWidth, "hardly anything measures exactly \(mentioned.limits.text)", at: mentioned.range,
        suggestion: "write a range, or one side such as \">= \(mentioned.limits.text)\"")
    }
    for mentioned in expectation.mentions.limits { range(mentioned, &diagnostics) }
    for doubt in expectation.kind.doubts {
      let place = expectation.written.first { $0.key == type(of: expectation.kind).name }?.value.range
      diagnostics.add(
        Diagnostic(
          doubt.rule, doubt.rule.level, "'\(expectation.id)' \(doubt.message)", at: place ?? expectation.range,
          suggestion: doubt.suggestion))
    }
  }

  /// Limits that nothing, or everything, meets.
  private func range(_ mentioned: FieldMentions.Limit, _ diagnostics: inout Diagnostics) {
    guard let possible = mentioned.possible else { return }
    let limits = mentioned.limits
    // Whole numbers and what is limited to one of them: `count: 0` is no range.
    if limits.interval.intersection(possible).isEmpty {
      let isShare = limits.dimension == .fraction && !limits.text.contains("%")
      let sign = limits.text.hasPrefix(">") || limits.text.hasPrefix("<")
      diagnostics.warning(
        .impossibleLimit, "no structure can meet \(limits.text): the number lies in \(words(possible, limits))",
        at: mentioned.range,
        suggestion: isShare
          ? "write \(sign ? "\"\(limits.text) %\"" : "\(limits.text) %") if per cent are meant" : nil)
    } else if limits.interval.contains(possible) {
      diagnostics.warning(
        .neverFails, "every structure meets \(limits.text), so this can never fail", at: mentioned.range,
        suggestion: "narrow the limits, or remove them")
    }
  }

  private func words(_ possible: Interval, _ limits: Limits) -> String {
    let lower = limits.describe(possible.lower)
    return possible.upper.isFinite ? "\(lower)…\(limits.describe(possible.upper))" : "\(lower) and above"
  }

  /// Whether a measured size would have to be one number. Counts are whole, and none or all of something is a limit
  /// that can be met.
  private func isOneNumber(_ limits: Limits) -> Bool {
    guard let lower = limits.lower, lower == limits.upper, lower.value != 0 else { return false }
    switch limits.dimension {
    case .length, .area, .volume, .angle, .intensity, .ratio: return true
    case .fraction: return lower.value != 1
    case .count, .slices, .voxels: return false
    }
  }
}
