internal import Evaluation
internal import PolicyLanguage

/// Which results each expectation has had over all cases: one that never failed may be unable to, one that never passed
/// may be too strict.
package struct TestedExpectations: Sendable {
  package struct Line: Hashable, Sendable {
    package var expectation: String
    package var passed: Int
    /// Failures and warnings.
    package var failed: Int
    package var notEvaluable: Int
    package var skipped: Int
    /// False for what only allows something.
    package var canFail: Bool

    package var isComplete: Bool { passed > 0 && (failed > 0 || !canFail) }
  }

  /// In the policy's order.
  package private(set) var lines: [Line]

  init(of policy: Policy) {
    lines = policy.expectations.map {
      Line(
        expectation: $0.id, passed: 0, failed: 0, notEvaluable: 0, skipped: 0,
        canFail: $0.kind.canFail || $0.quorum != nil)
    }
  }

  mutating func note(_ findings: [Finding]) {
    let places = Dictionary(lines.enumerated().map { ($1.expectation, $0) }) { first, _ in first }
    for finding in findings {
      guard let at = places[finding.expectation] else { continue }
      switch finding.outcome {
      case .pass: lines[at].passed += 1
      case .fail, .warn, .waived: lines[at].failed += 1
      case .notEvaluable: lines[at].notEvaluable += 1
      case .skipped: lines[at].skipped += 1
      }
    }
  }

  package var neverPassed: [String] { lines.filter { $0.passed == 0 }.map(\.expectation) }
  package var neverFailed: [String] { lines.filter { $0.failed == 0 && $0.canFail }.map(\.expectation) }
  package var isComplete: Bool { lines.allSatisfy(\.isComplete) }
}
