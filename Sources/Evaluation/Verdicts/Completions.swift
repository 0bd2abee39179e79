internal import PolicyLanguage

/// Counts of what holds, fails and is not known, under a quantifier.
///
/// The whole is known only when every way the unknown ones could turn out gives the same answer; the denominator is
/// the same in all of them, but for those of which nobody knows whether they count at all.
struct Completions {
  var holding = 0
  var failed = 0
  var unknown = 0

  var count: Int { holding + failed + unknown }

  /// Whether the quantifier is satisfied; nil when that hangs on what is unknown.
  ///
  /// - Parameter doubtful: how many of each may not count at all.
  func satisfy(_ quantifier: Quantifier, doubtful: Completions = Completions()) -> Bool? {
    var answers: Set<Bool> = []
    for less in 0...doubtful.holding {
      for fewer in 0...doubtful.failed {
        for without in 0...doubtful.unknown {
          let rest = Completions(holding: holding - less, failed: failed - fewer, unknown: unknown - without)
          rest.note(quantifier, &answers)
        }
      }
    }
    return answers.count == 1 ? answers.first : nil
  }

  /// Adds what every way the unknown ones could turn out comes to. Where nothing counts, nothing fails.
  private func note(_ quantifier: Quantifier, _ answers: inout Set<Bool>) {
    guard count > 0 else {
      answers.insert(true)
      return
    }
    for more in 0...unknown { answers.insert(quantifier.isSatisfied(holding: holding + more, of: count)) }
  }
}
