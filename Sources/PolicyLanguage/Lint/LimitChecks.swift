internal import Diagnostics
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
    for doubt in expectation.kind.doubts {
      let place = expectation.written.first { $0.key == type(of: expectation.kind).name }?.value.range
      diagnostics.note(
        doubt.rule, "'\(expectation.id)' \(doubt.message)", at: place ?? expectation.range,
        suggestion: doubt.suggestion)
    }
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
