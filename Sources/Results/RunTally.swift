package import Reasoning

/// How many cases of a run ended how.
package struct RunTally: Hashable, Sendable {
  package private(set) var decisions: [Decision: Int] = [:]
  /// Cases without a verdict.
  package private(set) var failures = 0

  package init() {}

  package mutating func add(_ summary: CaseSummary) {
    if let decision = summary.decision { decisions[decision, default: 0] += 1 } else { failures += 1 }
  }

  package var cases: Int { decisions.values.reduce(failures, +) }

  package func count(of decision: Decision) -> Int { decisions[decision] ?? 0 }
}
