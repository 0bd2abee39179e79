internal import PolicyLanguage

/// Counts of what holds, fails and is not known, under a quantifier.
///
/// The whole is known only when every way the unknown ones could turn out gives the same answer; the denominator is
/// the same in all of them.
struct Completions {
  var holding = 0
  var failed = 0
  var unknown = 0

  var count: Int { holding + failed + unknown }

  /// Whether the quantifier is satisfied; nil when that hangs on what is unknown.
  func satisfy(_ quantifier: Quantifier) -> Bool? {
    let first = quantifier.isSatisfied(holding: holding, of: count)
    for more in 0...unknown where quantifier.isSatisfied(holding: holding + more, of: count) != first { return nil }
    return first
  }
}
