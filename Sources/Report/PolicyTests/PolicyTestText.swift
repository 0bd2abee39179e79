internal import Anatomy
internal import Diagnostics
internal import Evaluation
internal import PolicyLanguage
package import PolicyTesting
internal import Reasoning
internal import Wording

/// The result of a policy's tests for a terminal.
package struct PolicyTestText {
  private let result: PolicyTestResult

  package init(_ result: PolicyTestResult) { self.result = result }

  package var text: String {
    var lines: [String] = []
    for test in result.cases {
      lines.append("\(test.passed ? "✓" : "✗") \(test.name)" + (test.decision.map { " (\($0.rawValue))" } ?? ""))
      lines += test.problems.map { "    \(test.range.file):\(test.range.line): \($0)" }
    }
    let failed = result.cases.count { !$0.passed }
    lines.append(
      "\(result.policy) \(result.version): \(result.cases.count) \(result.cases.count == 1 ? "case" : "cases"), \(failed) failed"
    )
    lines += coverage
    if let mutations = result.mutations { lines += self.mutations(mutations) }
    return lines.joined(separator: "\n")
  }

  private var coverage: [String] {
    let coverage = result.coverage
    let both = coverage.lines.count { $0.isComplete }
    var lines = ["Coverage: \(both) of \(coverage.lines.count) expectations have passed and failed"]
    if !coverage.neverPassed.isEmpty { lines.append("  never passed: \(coverage.neverPassed.joined(separator: ", "))") }
    if !coverage.neverFailed.isEmpty { lines.append("  never failed: \(coverage.neverFailed.joined(separator: ", "))") }
    return lines
  }

  private func mutations(_ score: MutationScore) -> [String] {
    func percent(_ share: Double?) -> String {
      share.map { "\(Int(($0 * 1000).rounded()) / 10).\(Int(($0 * 1000).rounded()) % 10) %" } ?? "—"
    }
    let noticed = score.attempts.count { $0.isNoticed }
    let claimed = score.claimed.count { $0.isNoticed }
    var lines = [
      "Mutation score: \(claimed) of \(score.claimed.count) claimed faults noticed (\(percent(score.claimedShare))); \(noticed) of all \(score.attempts.count) (\(percent(score.share))); \(score.diagnosed) of them named rightly"
    ]
    lines += score.survivors.map { "  not noticed: \($0.text) (\($0.caseName))\($0.remedy)" }
    let excepted = score.attempts.filter { $0.exception != nil && !$0.isNoticed }
    let reasons = excepted.reduce(into: [String: Int]()) {
      $0["\($1.fault.rawValue): \($1.exception ?? "")", default: 0] += 1
    }
    lines += reasons.sorted { $0.key < $1.key }.map { "  not claimed, \($1) made: \($0)" }
    if !score.surprises.isEmpty {
      lines.append("  noticed though not claimed: \(score.surprises.map(\.text).joined(separator: ", "))")
    }
    if !score.notApplicable.isEmpty {
      lines.append("  \(score.notApplicable.count) mutations could not be made in these exports")
    }
    return lines
  }
}

extension MutationScore.Attempt {
  /// What would make the policy notice the fault, as the end of a sentence; empty where no kind tells it.
  var remedy: String {
    func kinds(_ names: [String]) -> String { listed(names.prefix(3).map { "`\($0)`" }) }
    var parts: [String] = []
    if !asked.isEmpty { parts.append("narrow \(kinds(asked))") }
    if !notAsked.isEmpty { parts.append("ask \(kinds(notAsked)) of it") }
    return parts.isEmpty ? "" : "; to notice it, \(parts.joined(separator: " or "))"
  }
}
