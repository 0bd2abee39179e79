import Evaluation
import Foundation
import Numerics
import PolicyLanguage
import Testing

@testable import Reasoning

/// Random scripts over random cases: whatever a model says, nothing is accepted that the rules and a grounded verdict
/// do not both allow.
///
/// `SEGWARDEN_LONG=1` tries 21,000 of them.
@Suite struct NoScriptAcceptsTests {
  private static let chunk = 210
  private static let isLong = ProcessInfo.processInfo.environment["SEGWARDEN_LONG"] == "1"

  @Test(arguments: 0..<(isLong ? 100 : 3))
  func `no script leads to accept unless rules and a grounded verdict allow it, and a veto always rejects`(
    part: Int
  ) async throws {
    let prompts = try PromptSet(shippedPrompts())
    var accepted = 0
    var vetoed = 0
    for seed in (part * Self.chunk)..<((part + 1) * Self.chunk) {
      var random = SplitMix64(seed: UInt64(seed) + 1)
      let example = RandomCase(&random)
      let model = RandomModel(example.evidence, random)
      let outcome = await ModelReasoner(model: model, prompts: prompts, options: example.options)
        .reason(about: example.evidence)
      check(outcome, of: example, answeredBy: model, seed: seed)
      if outcome.decision == .accept { accepted += 1 }
      if !vetoes(outcome.findings, example.evidence.policy.decision).isEmpty { vetoed += 1 }
    }
    // The scripts reach both ends, or the test would show nothing.
    #expect(accepted >= Self.chunk / 70 && vetoed >= Self.chunk / 20)
  }

  private func vetoes(_ findings: [Finding], _ settings: DecisionSettings) -> [Finding] {
    let weights: [Severity: Int] = [.note: 0, .review: 1, .reject: 2]
    let least = settings.veto.compactMap { weights[$0] }.min() ?? 3
    return findings.filter { $0.outcome == .fail && (weights[$0.severity] ?? 3) >= least }
  }

  private func check(_ outcome: Conclusion, of example: RandomCase, answeredBy model: RandomModel, seed: Int) {
    let settings = example.evidence.policy.decision
    let findings = outcome.findings
    if !vetoes(findings, settings).isEmpty { #expect(outcome.decision == .reject, "seed \(seed)") }
    checkReasons(outcome, seed: seed)
    #expect((0...1).contains(outcome.score), "seed \(seed)")
    guard outcome.decision == .accept else { return }

    #expect(!model.hasFailed, "seed \(seed)")
    // What the rules hold against it: each is named by the policy, and cleared by a true reason of its own in every
    // vote.
    let named = settings.model == .advises ? [] : settings.model.codes
    for finding in findings {
      let holds =
        (finding.outcome == .fail && finding.severity != .note)
        || (finding.outcome == .notEvaluable && finding.notEvaluable != .ignore)
      guard holds else { continue }
      #expect(named.contains(finding.code) && finding.kind != "file", "seed \(seed), \(finding.id)")
      #expect(model.votes.allSatisfy { $0.cleared.contains(finding.id) }, "seed \(seed), \(finding.id)")
    }
    let judged = findings.contains { [.pass, .warn, .fail].contains($0.outcome) && $0.kind != "ask" }
    #expect(judged, "seed \(seed)")
    guard settings.model != .advises else { return }

    let accepting = model.votes.filter { $0.verdict == "accept" }
    #expect(2 * accepting.count > settings.votes, "seed \(seed)")
    let carried = accepting.filter(\.isCarried)
    #expect(2 * carried.count > settings.votes, "seed \(seed)")
    let confidence = carried.map(\.confidence).reduce(0, +) / Double(max(carried.count, 1))
    #expect(confidence >= settings.acceptConfidence - 1e-9, "seed \(seed)")
  }

  /// Every reason cites something, and everything it cites is a finding or a grounded statement of the same record.
  private func checkReasons(_ outcome: Conclusion, seed: Int) {
    let grounded = outcome.stages.flatMap(\.statements).filter(\.grounded).map(\.id)
    let pictures = outcome.stages.flatMap { $0.pictures ?? [] }.map(\.id)
    let known = Set(outcome.findings.map(\.id) + grounded + pictures)
    for reason in outcome.reasons {
      #expect(!reason.evidence.isEmpty && known.isSuperset(of: reason.evidence), "seed \(seed), \(reason.id)")
    }
  }
}
